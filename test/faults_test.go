package test

import (
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// The tests of this file are rows of docs/faults.md.

// poolsNamed returns the ids of the pools with a name.
func poolsNamed(t *testing.T, d *deploy.Deployment) (ids []string) {
	t.Helper()
	listed, err := d.API().ListUserPools(t.Context(), &cognitoidentityprovider.ListUserPoolsInput{MaxResults: aws.Int32(60)})
	require.NoError(t, err)
	for _, p := range listed.UserPools {
		if aws.ToString(p.Name) == d.Name {
			ids = append(ids, *p.Id)
		}
	}
	return ids
}

// TestFaultsOfAnApply applies while Cognito throttles, fails, is slow and does not answer. The provider repeats the requests.
// Then it repeats a creation whose response is lost, so that a second pool exists, and it cannot repeat the creation of a
// domain.
func TestFaultsOfAnApply(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "there are no faults")
	d := deploy.Example(t, "minimal", deploy.WithoutApply)
	d.Target.Inject(t,
		target.Fault{Action: "CreateUserPool", Kind: "throttle", Count: 3},
		target.Fault{Action: "DescribeUserPool", Kind: "internal-error", Count: 3},
		target.Fault{Action: "CreateUserPoolDomain", Kind: "cut-before", Count: 2},
		target.Fault{Action: "CreateUserPoolClient", Kind: "delay", Delay: time.Second, Count: 1})
	d.Apply(t)
	d.Target.AssertFaultsUsed(t)
	assert.Len(t, poolsNamed(t, d), 1)
	web := d.Application(t, "web", "openid")
	ada := d.CreateUser(t)

	t.Run("login", func(t *testing.T) { testFaultsOfLogin(t, d, web, ada) })
	t.Run("check", func(t *testing.T) { testFaultsOfCheck(t, d) })
}
