package idp

import (
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// Provider is a user pool that acts as an OpenID Connect provider. Its client signs users in at that pool.
type Provider struct {
	*login.Client

	Issuer, pool string
	User         deploy.User
	api          *cognitoidentityprovider.Client
}

// New creates the pool with one client and one user.
func New(t *testing.T, e *target.Target) *Provider {
	t.Helper()
	pool, prefix := deploy.NewPool(t, e)
	api := cognitoidentityprovider.NewFromConfig(e.AWS)
	created, err := api.CreateUserPoolClient(t.Context(), &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: aws.String(pool), ClientName: aws.String("orders"), GenerateSecret: true,
	})
	require.NoError(t, err)
	of := &deploy.Deployment{Target: e, Outputs: deploy.Outputs{EnvironmentOutput: deploy.EnvironmentOutput{UserPoolID: pool}}}
	base := "https://" + prefix + ".auth." + e.Region + ".amazoncognito.com"
	return &Provider{
		Client: &login.Client{
			HTTP: e.HTTP, AuthorizationEndpoint: base + "/oauth2/authorize", TokenEndpoint: base + "/oauth2/token",
			ClientID: aws.ToString(created.UserPoolClient.ClientId), ClientSecret: aws.ToString(created.UserPoolClient.ClientSecret),
		},
		Issuer: "https://cognito-idp." + e.Region + ".amazonaws.com/" + pool, pool: pool, User: of.CreateUser(t), api: api,
	}
}

// RegisterRedirectURI sets the redirect URI to which the provider returns users.
func (c *Provider) RegisterRedirectURI(t *testing.T, redirectURI string) {
	t.Helper()
	c.RedirectURI = redirectURI
	_, err := c.api.UpdateUserPoolClient(t.Context(), &cognitoidentityprovider.UpdateUserPoolClientInput{
		UserPoolId: aws.String(c.pool), ClientId: aws.String(c.ClientID), CallbackURLs: []string{redirectURI},
		AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode},
		AllowedOAuthScopes: []string{"openid", "email"}, SupportedIdentityProviders: []string{"COGNITO"},
	})
	require.NoError(t, err)
}

// SignIn follows the application's authorization request to the provider's sign-in form and back, in one browser, and
// returns the parameters of the application's callback.
func (c *Provider) SignIn(t *testing.T, d *deploy.Deployment, web *login.Client) url.Values {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	browser := *d.Target.HTTP
	browser.Jar = jar
	browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	follow := func(address string) *url.URL {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		require.NoError(t, err)
		response, err := browser.Do(request)
		require.NoError(t, err)
		defer response.Body.Close()
		require.Equal(t, http.StatusFound, response.StatusCode, address)
		target, err := response.Location()
		require.NoError(t, err)
		return target
	}
	asked := follow(web.AuthorizationEndpoint + "?" + url.Values{
		"response_type": {"code"}, "client_id": {web.ClientID}, "redirect_uri": {web.RedirectURI},
		"scope": {strings.Join(web.Scopes, " ")}, "state": {"s1"}, "identity_provider": {"Company"},
	}.Encode())
	require.Equal(t, c.AuthorizationEndpoint, asked.Scheme+"://"+asked.Host+asked.Path, "the redirect target is the authorization endpoint in the discovery document")

	back, err := c.NewBrowser().SignInWith(t.Context(), c.User.Credentials, func(query url.Values) {
		clear(query)
		maps.Copy(query, asked.Query())
	})
	require.NoError(t, err)
	done := follow(c.RedirectURI + "?" + url.Values{"code": {back.Code}, "state": {back.State}}.Encode())
	require.Equal(t, web.RedirectURI, done.Scheme+"://"+done.Host+done.Path)
	return done.Query()
}
