package test

import (
	"maps"
	"net/http"
	"net/url"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// TestIdentityProvider deploys examples/identity-provider: users of the pool and of a company's OpenID Connect
// provider.
func TestIdentityProvider(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "the provider does not exist")
	const issuer = "https://login.company.example"
	secret := "company-secret-" + target.UniqueName(t)
	d := deploy.Example(t, "identity-provider", deploy.WithVars(map[string]any{"oidc_client_secret": secret, "oidc_client_id": "orders-test"}))
	web := d.Application(t, "web", "openid", "email")
	ada := d.CreateUser(t)

	t.Run("a user of the pool signs in with a password", func(t *testing.T) { session.AssertContract(t, d, "web", web, ada) })

	t.Run("Cognito has the provider as configured", func(t *testing.T) {
		described, err := d.API().DescribeIdentityProvider(t.Context(), &cognitoidentityprovider.DescribeIdentityProviderInput{
			UserPoolId: aws.String(d.Outputs.UserPoolID), ProviderName: aws.String("Company"),
		})
		require.NoError(t, err)
		provider := described.IdentityProvider
		assert.Equal(t, types.IdentityProviderTypeTypeOidc, provider.ProviderType)
		for name, want := range map[string]string{
			"client_id": "orders-test", "oidc_issuer": issuer, "authorize_scopes": "openid email profile",
			"attributes_request_method": "GET", "authorize_url": issuer + "/oauth2/authorize",
		} {
			assert.Equal(t, want, provider.ProviderDetails[name], name)
		}
		if provider.ProviderDetails["client_secret"] != secret { // assert.Equal would print the secret
			t.Error("Cognito has another secret")
		}
		assert.Equal(t, map[string]string{"username": "sub", "email": "email", "name": "name"}, provider.AttributeMapping)
		assert.Equal(t, []string{"example.com"}, provider.IdpIdentifiers)
		assert.ElementsMatch(t, []string{"COGNITO", "Company"}, d.DescribeClient(t, "web").SupportedIdentityProviders)
	})

	for name, parameter := range map[string]url.Values{
		"by its name":                            {"identity_provider": {"Company"}},
		"by an identifier such as a mail domain": {"idp_identifier": {"example.com"}},
	} {
		t.Run("a browser is redirected to the provider "+name, func(t *testing.T) {
			query := url.Values{
				"response_type": {"code"}, "client_id": {web.ClientID}, "redirect_uri": {deploy.CallbackURL}, "scope": {"openid"}, "state": {"s1"},
			}
			maps.Copy(query, parameter)
			target := redirectOf(t, d, d.Outputs.AuthorizationEndpoint+"?"+query.Encode())
			assert.Equal(t, issuer+"/oauth2/authorize", target.Scheme+"://"+target.Host+target.Path)
			sent := target.Query()
			assert.Equal(t, "orders-test", sent.Get("client_id"))
			assert.Equal(t, "code", sent.Get("response_type"))
			assert.Equal(t, d.Outputs.LoginBaseURL+"/oauth2/idpresponse", sent.Get("redirect_uri"))
			assert.Equal(t, "openid email profile", sent.Get("scope"))
			assert.NotEmpty(t, sent.Get("state"))
			assert.NotEqual(t, "s1", sent.Get("state"), "Cognito sends its own state to the provider")
		})
	}

	t.Run("the sign-ins cause no drift", d.AssertEmptyPlan)
}

// redirectOf requests a page of the domain and returns the redirect target.
func redirectOf(t *testing.T, d *deploy.Deployment, address string) *url.URL {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	client := *d.Target.HTTP
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	response, err := client.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, http.StatusFound, response.StatusCode)
	target, err := response.Location()
	require.NoError(t, err)
	return target
}
