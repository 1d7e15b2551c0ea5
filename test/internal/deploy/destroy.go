package deploy

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// destroy destroys the deployment. It uses its own context, because it runs after the test's context was canceled.
func (d *Deployment) destroy(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 15*time.Minute)
	defer cancel()
	if !d.planned && !t.Failed() {
		d.assertEmptyPlan(t, ctx)
	}
	destroyed := timing.Spend(t, timing.Terraform)
	_, err := terraform.DestroyContextE(t, ctx, d.Options)
	destroyed()
	if !assert.NoError(t, err, "destroy failed: user pool %s may still exist", d.Name) {
		return
	}
	if !d.existingPool {
		d.AssertNothingLeft(t, ctx)
	}
	d.AssertEmptyState(t)
}

// AssertEmptyState asserts that the state has no resources.
func (d *Deployment) AssertEmptyState(t *testing.T) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(d.Options.TerraformDir, "terraform.tfstate"))
	if !assert.NoError(t, err) {
		return
	}
	var state struct {
		Resources []struct {
			Module, Type, Name string
		} `json:"resources"`
	}
	assert.NoError(t, json.Unmarshal(raw, &state))
	assert.Empty(t, state.Resources, "the state still has resources")
}

// cleanupContext returns a context for cleanup, which runs after the test's context was canceled.
func cleanupContext(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// AssertNothingLeft asserts that the pool and its domain are deleted. It uses the API and not the state.
func (d *Deployment) AssertNothingLeft(t *testing.T, ctx context.Context) {
	t.Helper()
	if d.Outputs.UserPoolID != "" { // empty if the apply failed before it wrote outputs
		_, err := d.API().DescribeUserPool(ctx, &cognitoidentityprovider.DescribeUserPoolInput{
			UserPoolId: aws.String(d.Outputs.UserPoolID),
		})
		var notFound *types.ResourceNotFoundException
		assert.ErrorAs(t, err, &notFound, "user pool %s still exists", d.Outputs.UserPoolID)
	}

	domain, err := d.API().DescribeUserPoolDomain(ctx, &cognitoidentityprovider.DescribeUserPoolDomainInput{
		Domain: aws.String(d.Prefix),
	})
	// For an unknown domain, Cognito returns an empty description and no error.
	if assert.NoError(t, err) && domain.DomainDescription != nil {
		assert.Empty(t, aws.ToString(domain.DomainDescription.UserPoolId), "domain %s still exists", d.Prefix)
	}

	pages := cognitoidentityprovider.NewListUserPoolsPaginator(d.API(), &cognitoidentityprovider.ListUserPoolsInput{
		MaxResults: aws.Int32(60),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if !assert.NoError(t, err) {
			return
		}
		for _, pool := range page.UserPools {
			assert.NotEqual(t, d.Name, aws.ToString(pool.Name), "the list of user pools still has %s", d.Name)
		}
	}
}
