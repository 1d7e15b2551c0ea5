package prove

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestDeclaredIdentityProviders(t *testing.T) {
	t.Parallel()
	runCases(t, DeclaredIdentityProviders, []testCase{
		{"none declared", nil, report.NotApplicable, "the plan declares no identity provider"},
		{"correct", withProvider("Google", "Google"), report.Passed, ""},
		{"an additional provider", all(withProvider("Google", "Google"), func(s *fakeService) {
			s.providers = append(s.providers, types.ProviderDescription{ProviderName: aws.String("Okta"), ProviderType: "OIDC"})
		}), report.Passed, ""},
		{"no declared type", all(withProvider("Google", "Google"), func(s *fakeService) { s.deployed.IdentityProviders[0].Type = "" }), report.Passed, ""},
		{"missing", all(withProvider("Google", "Google"), func(s *fakeService) { s.providers = nil }), report.Failed, "The pool has no identity provider Google and must have it."},
		{"a request that fails", all(withProvider("Google", "Google"), func(s *fakeService) { s.providersErr = checktest.ErrNoResponse }), report.Unchecked, "no response"},
		{"another type", withProvider("Google", "OIDC"), report.Failed, "The identity provider Google is of the type OIDC and must be of the type Google."},
	})
}

func TestDeclaredIdentityProvidersRequiresProveAPI(t *testing.T) {
	t.Parallel()
	s := newFakeService(t)
	withProvider("Google", "Google")(s)
	got := s.check(DeclaredIdentityProviders, withoutProveAPI)
	assert.Equal(t, report.Result{Check: "declared-identity-providers", Outcome: report.NotApplicable, Reason: string(check.NoProveAPI)}, got)
}

// withProvider declares Google, and deploys a provider of a name and a type.
func withProvider(name, kind string) func(*fakeService) {
	return func(s *fakeService) {
		s.deployed.IdentityProviders = []environment.IdentityProvider{{Name: "Google", Type: "Google"}}
		s.providers = []types.ProviderDescription{{ProviderName: &name, ProviderType: types.IdentityProviderTypeType(kind)}}
	}
}
