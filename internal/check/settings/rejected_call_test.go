package settings_test

import (
	"io"
	"net/http"
	"net/http/httptest"
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

// The service rejects each call of each check once, and each document is once not available. The check then neither passes nor
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
				var whole report.Result // without a rejection
				for rejected := 0; ; rejected++ {
					calls, reached := 0, ""
					call := func(operation string) error {
						if calls++; calls != rejected {
							return nil
						}
						reached = operation
						return &types.NotAuthorizedException{Message: new("no permission")}
					}
					api := pools()[name]
					api.Fault = call
					documents := roundTripper(func(r *http.Request) (*http.Response, error) {
						if err := call(r.URL.Path); err != nil {
							return nil, err
						}
						response := httptest.NewRecorder()
						_, _ = io.WriteString(response, document)
						return response.Result(), nil
					})
					got := checktest.Run(t, api, &http.Client{Transport: documents}, c, checktest.Environment(environment.AppClient{
						Confidential: new(true), ExplicitAuthFlows: []string{"ALLOW_USER_AUTH"},
					}))
					if rejected == 0 {
						whole = got
						continue
					}
					if reached == "" {
						return
					}
					if reached == "DescribeUserPoolClient" && (c.Of == check.OfPool || whole.Outcome != report.Passed) && assert.ObjectsAreEqual(whole, got) {
						continue // the report reads each client, and this check does not
					}
					assert.Equal(t, report.Unchecked, got.Outcome, "call %d, %s: %v", rejected, reached, got)
					assert.Contains(t, got.Reason, "no permission", reached)
					assert.Empty(t, got.Findings, reached)
				}
			})
		}
	}
}
