package settings_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// document is the discovery document of the pool, and its JWKS.
const document = `{"issuer":"` + checktest.Issuer + `","jwks_uri":"` + checktest.Issuer + `/.well-known/jwks.json","keys":[]}`

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// The pools differ in what makes a check read more: sessions and passkeys, the feature plan, and a client that registered itself.
func pools() map[string]*checktest.API {
	passkeys := checktest.SignInAPI(2)
	passkeys.Pool.Policies = &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{types.AuthFactorTypeWebAuthn}}}
	passkeys.MFA = &cognitoidentityprovider.GetUserPoolMfaConfigOutput{}
	passkeys.Tracking.UserSessionTracking = "ENABLED"
	lite := checktest.SignInAPI(1)
	lite.Pool.UserPoolTier = types.UserPoolTierTypeLite
	registered := checktest.SignInAPI(2)
	registered.PoolBody = `{"UserPool":{"DcrConfiguration":{"EnableStatus":"Enabled"}}}`
	registered.ClientBody = `{"UserPoolClient":{"ClientType":"DCR"}}`
	return map[string]*checktest.API{"passkeys": passkeys, "lite": lite, "registered": registered}
}

// runRejecting runs a check and rejects the calls of this operation or document, or none for "". It also returns the names of all calls.
func runRejecting(t *testing.T, api *checktest.API, c check.Check, rejected string) (report.Result, []string) {
	t.Helper()
	var mu sync.Mutex // the pool and its clients are checked at the same time
	var calls []string
	call := func(name string) error {
		mu.Lock()
		defer mu.Unlock()
		calls = append(calls, name)
		if name != rejected {
			return nil
		}
		return &types.NotAuthorizedException{Message: new("no permission")}
	}
	api.Fault = call
	documents := roundTripper(func(r *http.Request) (*http.Response, error) {
		if err := call(r.URL.Path); err != nil {
			return nil, err
		}
		response := httptest.NewRecorder()
		_, _ = io.WriteString(response, document)
		return response.Result(), nil
	})
	declared := environment.AppClient{Confidential: new(true), ExplicitAuthFlows: []string{"ALLOW_USER_AUTH"}}
	got := checktest.Run(t, api, &http.Client{Transport: documents}, c, checktest.Environment(declared))
	return got, calls
}

// The service rejects each operation that a check calls, and each document is once not available. The check then neither passes nor
// fails.
func TestCheckWithARejectedCallHasNoResult(t *testing.T) {
	t.Parallel()
	for _, c := range catalog.All {
		if c.Live {
			continue
		}
		for name := range pools() {
			t.Run(c.Name+"/"+name, func(t *testing.T) {
				t.Parallel()
				whole, calls := runRejecting(t, pools()[name], c, "")
				assert.NotEmpty(t, calls)
				for _, rejected := range calls {
					got, _ := runRejecting(t, pools()[name], c, rejected)
					if rejected == "DescribeUserPoolClient" && (c.Of == check.OfPool || whole.Outcome != report.Passed) && assert.ObjectsAreEqual(whole, got) {
						continue // the report reads each client, and this check does not
					}
					assert.Equal(t, report.Unchecked, got.Outcome, "%s: %v", rejected, got)
					assert.Contains(t, got.Reason, "no permission", rejected)
					assert.Empty(t, got.Findings, rejected)
				}
			})
		}
	}
}
