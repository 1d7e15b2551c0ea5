package test

import (
	"slices"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// TestCustomDomain deploys examples/custom-domain. The emulator has neither ACM nor Route 53, so the test only plans their
// resources, and applies the Cognito resources with an existing certificate.
func TestCustomDomain(t *testing.T) {
	t.Parallel()
	const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
	env := target.New(t)
	if env.URL == nil {
		t.Skip("on AWS a custom domain requires a registered domain and a certificate")
	}
	loginDomain := "login-" + target.UniqueName(t) + ".example.com"
	d := deploy.Example(t, "custom-domain", deploy.In(env), deploy.WithVars(map[string]any{"login_domain": loginDomain, "certificate_arn": certificate}))
	web := d.Application(t, "web", "openid", "email")
	ada := d.CreateUser(t)

	t.Run("the outputs contain the custom domain", func(t *testing.T) {
		assert.Equal(t, "https://"+loginDomain, d.Outputs.LoginBaseURL)
		assert.Equal(t, "https://"+loginDomain+"/oauth2/token", d.Outputs.TokenEndpoint)
	})

	session.AssertContract(t, d, "web", web, ada)

	t.Run("the prefix domain still works", func(t *testing.T) {
		prefix := *web
		base := "https://" + d.Prefix + ".auth." + d.Target.Region + ".amazoncognito.com"
		prefix.AuthorizationEndpoint, prefix.TokenEndpoint = base+"/oauth2/authorize", base+"/oauth2/token"
		session.Refresh(t, &prefix, session.SignIn(t, &prefix, ada).Refresh)
	})

	t.Run("without a certificate the example creates one and points the domain at Cognito", func(t *testing.T) {
		fresh := deploy.Example(t, "custom-domain", deploy.In(env), deploy.WithoutApply, deploy.WithVars(map[string]any{"login_domain": "login.example.org"}))
		plan := fresh.Plan(t, map[string]any{"hosted_zone_id": "Z0123456789ABCDEFGHIJ"})
		created := map[string]int{}
		for _, change := range plan.ResourceChanges {
			if slices.Equal(change.Change.Actions, tfjson.Actions{tfjson.ActionCreate}) {
				created[change.Type]++
			}
		}
		assert.Equal(t, map[string]int{
			"aws_acm_certificate": 1, "aws_acm_certificate_validation": 1,
			"aws_route53_record":    3, // the validation, A and AAAA
			"aws_cognito_user_pool": 1, "aws_cognito_user_pool_client": 1, "aws_cognito_user_pool_domain": 2,
		}, created)
		var types []any
		for _, change := range plan.ResourceChanges {
			if after, ok := change.Change.After.(map[string]any); ok && change.Type == "aws_route53_record" && after["name"] == "login.example.org" {
				types = append(types, after["type"])
				assert.Equal(t, "Z0123456789ABCDEFGHIJ", after["zone_id"])
			}
		}
		assert.ElementsMatch(t, []any{"A", "AAAA"}, types)
	})

	t.Run("a certificate of another region is rejected at plan", func(t *testing.T) {
		message := d.PlanError(t, map[string]any{"certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"})
		require.Contains(t, message, "us-east-1")
	})
}
