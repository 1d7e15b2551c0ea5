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

	"github.com/cognitokit/terraform-aws-cognito/internal/awsconfig"
	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
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

// TestFaultsThatAnApplyCannotRepeat loses the responses of two creations. The provider repeats both requests: there are two
// pools, and the name of the domain is taken.
func TestFaultsThatAnApplyCannotRepeat(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "there are no faults")
	d := deploy.Example(t, "minimal", deploy.WithoutApply)
	d.Target.Inject(t, target.Fault{Action: "CreateUserPool", Kind: "cut-after", Count: 1}, target.Fault{Action: "CreateUserPoolDomain", Kind: "cut-after", Count: 1})
	_, err := terraform.ApplyContextE(t, t.Context(), d.Options)
	require.ErrorContains(t, err, "creating Cognito User Pool Domain")
	d.Target.AssertFaultsUsed(t)
	pools := poolsNamed(t, d)
	require.Len(t, pools, 2, "the response of the first creation was lost")

	// The fix: remove what the state does not have, and apply again.
	described, err := d.API().DescribeUserPoolDomain(t.Context(), &cognitoidentityprovider.DescribeUserPoolDomainInput{Domain: &d.Prefix})
	require.NoError(t, err)
	owner := aws.ToString(described.DomainDescription.UserPoolId)
	require.Contains(t, pools, owner)
	_, err = d.API().DeleteUserPoolDomain(t.Context(), &cognitoidentityprovider.DeleteUserPoolDomainInput{UserPoolId: &owner, Domain: &d.Prefix})
	require.NoError(t, err)
	d.Apply(t)
	assert.Equal(t, owner, d.Outputs.UserPoolID, "the state has the pool of the second request")
	for _, id := range poolsNamed(t, d) {
		if id != d.Outputs.UserPoolID {
			_, err := d.API().DeleteUserPool(t.Context(), &cognitoidentityprovider.DeleteUserPoolInput{UserPoolId: &id})
			require.NoError(t, err)
		}
	}
}

// testFaultsOfLogin signs in and refreshes while the pages and the token endpoint fail.
func testFaultsOfLogin(t *testing.T, d *deploy.Deployment, web *login.Client, ada deploy.User) {
	t.Run("waits after 429 and signs in", func(t *testing.T) {
		d.Target.Inject(t, target.Fault{Endpoint: "/oauth2/authorize", Kind: "throttle", Count: 1}, target.Fault{Endpoint: "/login", Kind: "throttle", Count: 1}, target.Fault{Endpoint: "/oauth2/token", Kind: "throttle", Count: 1})
		assert.NotEmpty(t, session.SignIn(t, web, ada).Refresh)
		d.Target.AssertFaultsUsed(t)
	})
	t.Run("waits for a slow page", func(t *testing.T) {
		d.Target.Inject(t, target.Fault{Endpoint: "/login", Kind: "delay", Delay: time.Second, Count: 2})
		assert.NotEmpty(t, session.SignIn(t, web, ada).Refresh)
		d.Target.AssertFaultsUsed(t)
	})
	t.Run("reports an internal error of a page", func(t *testing.T) {
		d.Target.Inject(t, target.Fault{Endpoint: "/login", Kind: "internal-error", Count: 1})
		_, err := web.NewBrowser().SignIn(t.Context(), ada.Credentials)
		require.ErrorContains(t, err, "500")
		d.Target.AssertFaultsUsed(t)
	})
	t.Run("reports a form without a response", func(t *testing.T) {
		d.Target.Inject(t, target.Fault{Endpoint: "/oauth2/token", Kind: "cut-after", Count: 1})
		callback, err := web.NewBrowser().SignIn(t.Context(), ada.Credentials)
		require.NoError(t, err)
		_, err = web.Exchange(t.Context(), callback.Code, callback.CodeVerifier)
		require.ErrorContains(t, err, "/oauth2/token did not answer: EOF")
		resp, err := web.Exchange(t.Context(), callback.Code, callback.CodeVerifier)
		require.NoError(t, err)
		session.AssertError(t, resp, http.StatusBadRequest, "invalid_grant")
		d.Target.AssertFaultsUsed(t)
	})
}

// outcomesUnder runs the checks with the retries of the command while faults apply, and returns the results that did not pass.
func outcomesUnder(t *testing.T, d *deploy.Deployment, checks []check.Check, faults ...target.Fault) map[string]string {
	t.Helper()
	d.Target.Inject(t, faults...)
	env := *d.Target
	env.AWS.Retryer = awsconfig.NewRetryer
	copied := *d
	copied.Target = &env
	found := map[string]string{}
	collect := func(results []report.Result) {
		for _, r := range results {
			if r.Outcome == report.Failed || r.Outcome == report.Unchecked {
				found[r.Check] = string(r.Outcome) + ": " + r.Reason
			}
		}
	}
	e := checkWith(t, &copied, declared(t, d), checks)
	collect(e.Results)
	for _, c := range e.Clients {
		collect(c.Results)
	}
	d.Target.AssertFaultsUsed(t)
	return found
}

// testFaultsOfCheck runs check while the API and the endpoints fail.
func testFaultsOfCheck(t *testing.T, d *deploy.Deployment) {
	t.Run("retries throttled requests more often than three times", func(t *testing.T) {
		assert.Empty(t, outcomesUnder(t, d, settingsChecks(), target.Fault{Action: "DescribeUserPoolClient", Kind: "throttle", Count: 3}))
	})
	t.Run("retries other faults twice", func(t *testing.T) {
		assert.Empty(t, outcomesUnder(t, d, settingsChecks(), target.Fault{Action: "DescribeUserPool", Kind: "internal-error", Count: 2}, target.Fault{Action: "DescribeUserPoolClient", Kind: "cut-before", Count: 2}))
	})
	t.Run("leaves unchecked what it cannot read", func(t *testing.T) {
		got := outcomesUnder(t, d, settingsChecks(), target.Fault{Endpoint: "/.well-known/jwks.json", Kind: "internal-error", Count: 1})
		assert.Len(t, got, 1)
		assert.Regexp(t, "^unchecked: GET https://.*: the response is 500 Internal Server Error$", got["jwks"])
	})
	t.Run("waits after 429 of a page or of the token endpoint", func(t *testing.T) {
		assert.Empty(t, outcomesUnder(t, d, catalog.All, target.Fault{Endpoint: "/oauth2/token", Kind: "throttle", Count: 2}, target.Fault{Endpoint: "/login", Kind: "throttle", Count: 1}))
	})
	t.Run("leaves the live checks of a client unchecked", func(t *testing.T) {
		for kind, want := range map[string]string{"internal-error": "^unchecked: the token endpoint returns 500 Internal Server Error: try again later$", "cut-after": "^unchecked: POST https://.*/oauth2/token did not answer: EOF$"} {
			got := outcomesUnder(t, d, catalog.All, target.Fault{Endpoint: "/oauth2/token", Kind: kind, Count: 1})
			assert.Contains(t, got, "code-response")
			for check, outcome := range got {
				assert.Regexp(t, want, outcome, check)
			}
		}
	})
}

// TestFaultsOfProve runs checks of prove while the token endpoint fails. The command has its own emulator, without faults.
func TestFaultsOfProve(t *testing.T) {
	t.Parallel()
	p := newProving(t, &cognitoidentityprovider.CreateUserPoolInput{UsernameAttributes: []types.UsernameAttributeType{"email"}})
	p.add(t, "spa", rotating(10))
	prove := func(kind string, count int) report.Result {
		p.env.Inject(t, target.Fault{Endpoint: "/oauth2/token", Kind: kind, Count: count})
		results := p.prove(t, proof(t, "grace-period-end")).Clients[0].Results
		require.Len(t, results, 1)
		p.env.AssertFaultsUsed(t)
		return results[0]
	}
	assert.Equal(t, report.Passed, prove("throttle", 2).Outcome, "it waits after 429")
	for kind, reason := range map[string]string{"internal-error": "500 Internal Server Error", "cut-after": "EOF"} {
		got := prove(kind, 1)
		assert.Equal(t, report.Unchecked, got.Outcome, kind)
		assert.Contains(t, got.Reason, reason)
	}
}
