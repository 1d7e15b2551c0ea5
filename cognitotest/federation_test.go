package cognitotest_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const stock = "https://stock.auth.us-east-1.amazoncognito.com"

// federated is a pool stock with the identity provider Corp. The provider is the pool orders,
// with the user jo.
type federated struct {
	environment                   // the pool orders
	stockID, stockClient, backURL string
}

// federate creates both pools. change may change the pool stock; it may be nil.
func federate(t *testing.T, s *cognitotest.Server, change func(*cognitoidentityprovider.CreateUserPoolInput)) federated {
	t.Helper()
	ctx, aim := context.Background(), api(s, "us-east-1")
	f := federated{environment: newEnvironment(t, s, types.FeatureTypeDisabled), backURL: stock + "/oauth2/idpresponse"}
	_, err := aim.UpdateUserPoolClient(ctx, &cognitoidentityprovider.UpdateUserPoolClientInput{
		UserPoolId: &f.poolID, ClientId: &f.clientID, AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email"},
		CallbackURLs: []string{callback, f.backURL}, SupportedIdentityProviders: []string{"COGNITO"},
	})
	require.NoError(t, err)
	input := &cognitoidentityprovider.CreateUserPoolInput{PoolName: aws.String("stock")}
	if change != nil {
		change(input)
	}
	pool, err := aim.CreateUserPool(ctx, input)
	require.NoError(t, err)
	f.stockID = *pool.UserPool.Id
	_, err = aim.CreateUserPoolDomain(ctx, &cognitoidentityprovider.CreateUserPoolDomainInput{UserPoolId: &f.stockID, Domain: aws.String("stock")})
	require.NoError(t, err)
	_, err = aim.CreateIdentityProvider(ctx, &cognitoidentityprovider.CreateIdentityProviderInput{
		UserPoolId: &f.stockID, ProviderName: aws.String("Corp"), ProviderType: types.IdentityProviderTypeTypeOidc,
		AttributeMapping: map[string]string{"email": "email", "email_verified": "email_verified", "username": "sub"},
		ProviderDetails: map[string]string{
			"client_id": f.clientID, "client_secret": f.clientSecret, "authorize_scopes": "openid email",
			"attributes_request_method": "GET", "oidc_issuer": "https://cognito-idp.us-east-1.amazonaws.com/" + f.poolID,
		},
	})
	require.NoError(t, err)
	client, err := aim.CreateUserPoolClient(ctx, &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: &f.stockID, ClientName: aws.String("spa"), AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email", "aws.cognito.signin.user.admin"},
		CallbackURLs: []string{callback}, SupportedIdentityProviders: []string{"COGNITO", "Corp"},
	})
	require.NoError(t, err)
	f.stockClient = *client.UserPoolClient.ClientId
	return f
}

func (f federated) authorizeURL(base, query string) string {
	return base + "/oauth2/authorize?response_type=code&client_id=" + f.stockClient + "&redirect_uri=" + url.QueryEscape(callback) + "&state=s" + query
}

// follow follows redirects from an address to the callback, and signs in as jo on each page with
// a form. It returns the query of the callback, and the hosts and paths that it requested.
func follow(t *testing.T, b *http.Client, address string) (back url.Values, requested []string) {
	t.Helper()
	at := mustParse(t, address)
	response, page := fetch(t, b, http.MethodGet, address, nil)
	for range 12 {
		requested = append(requested, at.Host+at.Path)
		if to := response.Header.Get("Location"); to != "" {
			if at = mustParse(t, to); at.Host == "localhost:3000" {
				return at.Query(), requested
			}
			response, page = fetch(t, b, http.MethodGet, to, nil)
			continue
		}
		action, csrf := actionPattern.FindStringSubmatch(page), csrfPattern.FindStringSubmatch(page)
		require.NotNil(t, action, "%s: %s", at, page)
		at = mustParse(t, target(t, at, action[1]))
		response, page = fetch(t, b, http.MethodPost, at.String(), url.Values{
			"_csrf": {csrf[1]}, "username": {"jo"}, "password": {"Passw0rd!"}, "cognitoAsfData": {""},
		})
	}
	require.Fail(t, "the callback is not reached", requested)
	return nil, nil
}

// exchange sends a token request to the pool stock and returns the members of the response.
func (f federated) exchange(t *testing.T, b *http.Client, base string, form url.Values) map[string]any {
	t.Helper()
	form.Set("client_id", f.stockClient)
	response, body := fetch(t, b, http.MethodPost, base+"/oauth2/token", form)
	require.Equal(t, http.StatusOK, response.StatusCode, body)
	var members map[string]any
	require.NoError(t, json.Unmarshal([]byte(body), &members))
	return members
}

func payload(t *testing.T, token any) map[string]any {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(strings.Split(token.(string), ".")[1])
	require.NoError(t, err)
	var claims map[string]any
	require.NoError(t, json.Unmarshal(raw, &claims))
	return claims
}

// A user signs in at the pool orders and receives tokens of the pool stock. Later requests
// need only the session of the pool stock.
func TestFederatedUserReceivesTokens(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := federate(t, s, nil)
	b := browser(t, s.Client())
	back, requested := follow(t, b, f.authorizeURL(stock, "&identity_provider=Corp"))
	assert.Equal(t, "s", back.Get("state"))
	require.NotEmpty(t, back.Get("code"), back)
	const orders = "orders.auth.us-east-1.amazoncognito.com"
	assert.Equal(t, []string{
		"stock.auth.us-east-1.amazoncognito.com/oauth2/authorize", orders + "/oauth2/authorize", orders + "/login", orders + "/login",
		"stock.auth.us-east-1.amazoncognito.com/oauth2/idpresponse",
	}, requested)

	tokens := f.exchange(t, b, stock, url.Values{"grant_type": {"authorization_code"}, "code": {back.Get("code")}, "redirect_uri": {callback}})
	id := payload(t, tokens["id_token"])
	aim := api(s, "us-east-1")
	jo, err := aim.AdminGetUser(t.Context(), &cognitoidentityprovider.AdminGetUserInput{UserPoolId: &f.poolID, Username: aws.String("jo")})
	require.NoError(t, err)
	subject := attributeOf(jo.UserAttributes, "sub")
	assert.Equal(t, "Corp_"+subject, id["cognito:username"])
	assert.NotEqual(t, subject, id["sub"])
	assert.Equal(t, "jo@example.com", id["email"])
	assert.Equal(t, true, id["email_verified"])
	assert.Equal(t, []any{f.stockID + "_Corp"}, id["cognito:groups"])
	assert.Len(t, id["nonce"], 171, "generated, because the app sent no nonce")
	identities := id["identities"].([]any)
	require.Len(t, identities, 1)
	identity := identities[0].(map[string]any)
	assert.Regexp(t, `^\d{13}$`, identity["dateCreated"])
	assert.Equal(t, map[string]any{
		"userId": subject, "providerName": "Corp", "providerType": "OIDC", "issuer": nil, "primary": "true", "dateCreated": identity["dateCreated"],
	}, identity)

	profile, err := aim.AdminGetUser(t.Context(), &cognitoidentityprovider.AdminGetUserInput{UserPoolId: &f.stockID, Username: aws.String("Corp_" + subject)})
	require.NoError(t, err)
	assert.Equal(t, types.UserStatusType("EXTERNAL_PROVIDER"), profile.UserStatus)
	assert.Regexp(t, `^\[\{"dateCreated":\d{13},"issuer":null,"primary":true,"providerName":"Corp","providerType":"OIDC","userId":"`+subject+`"\}\]$`, attributeOf(profile.UserAttributes, "identities"))

	refreshed := f.exchange(t, b, stock, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens["refresh_token"].(string)}})
	assert.Equal(t, id["identities"], payload(t, refreshed["id_token"])["identities"])
	assert.Equal(t, id["origin_jti"], payload(t, refreshed["id_token"])["origin_jti"])

	// The session of stock is enough for a request with the provider and for a request without one.
	for _, query := range []string{"&identity_provider=Corp", "", "&nonce=n"} {
		back, requested = follow(t, b, f.authorizeURL(stock, query))
		assert.Len(t, requested, 1, query)
		assert.NotEmpty(t, back.Get("code"))
	}
	// A second browser is the same user.
	back, _ = follow(t, browser(t, s.Client()), f.authorizeURL(stock, "&identity_provider=Corp&nonce=mine"))
	again := payload(t, f.exchange(t, b, stock, url.Values{"grant_type": {"authorization_code"}, "code": {back.Get("code")}, "redirect_uri": {callback}})["id_token"])
	assert.Equal(t, id["sub"], again["sub"])
	assert.Equal(t, "mine", again["nonce"])
	assert.Empty(t, s.RefusedHosts(), "no request to another host")
}

// A browser without the proxy uses only .localhost names, for both pools.
func TestFederationOnThePlainEndpoint(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := federate(t, s, nil)
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	base := "http://stock.auth.us-east-1.localhost" + port
	b := browser(t, &http.Client{Transport: toLoopback(strings.TrimPrefix(s.URL, "http://"))})
	back, requested := follow(t, b, f.authorizeURL(base, "&identity_provider=Corp"))
	require.NotEmpty(t, back.Get("code"), back)
	for _, endpoint := range requested {
		assert.Contains(t, endpoint, ".auth.us-east-1.localhost"+port+"/")
	}
	f.exchange(t, b, base, url.Values{"grant_type": {"authorization_code"}, "code": {back.Get("code")}, "redirect_uri": {callback}})
	assert.Empty(t, s.RefusedHosts())
}

// The callback of the app receives the error of a failed sign-in at the provider.
func TestFederationErrorsReachTheCallback(t *testing.T) {
	t.Parallel()
	update := func(t *testing.T, s *cognitotest.Server, f federated, details map[string]string, mapping map[string]string) {
		t.Helper()
		described, err := api(s, "us-east-1").DescribeIdentityProvider(t.Context(), &cognitoidentityprovider.DescribeIdentityProviderInput{
			UserPoolId: &f.stockID, ProviderName: aws.String("Corp"),
		})
		require.NoError(t, err)
		input := &cognitoidentityprovider.UpdateIdentityProviderInput{
			UserPoolId: &f.stockID, ProviderName: aws.String("Corp"), ProviderDetails: described.IdentityProvider.ProviderDetails, AttributeMapping: mapping,
		}
		maps.Copy(input.ProviderDetails, details)
		_, err = api(s, "us-east-1").UpdateIdentityProvider(t.Context(), input)
		require.NoError(t, err)
	}
	tests := []struct {
		name   string
		pool   func(*cognitoidentityprovider.CreateUserPoolInput)
		change func(t *testing.T, s *cognitotest.Server, f federated)
		want   string // error_description
	}{
		{"wrong secret", nil, func(t *testing.T, s *cognitotest.Server, f federated) {
			update(t, s, f, map[string]string{"client_secret": "wrong"}, nil)
		}, "Corp Error - 400 invalid_client"},
		{"another host", nil, func(t *testing.T, s *cognitotest.Server, f federated) {
			update(t, s, f, map[string]string{"oidc_issuer": "https://idp.example.com"}, nil)
		}, "Connection reset"},
		{"another issuer", nil, func(t *testing.T, s *cognitotest.Server, f federated) {
			setIssuer(t, s, f.poolID, types.IssuerTypeUpdated)
		}, "Bad id_token issuer https://issuer-cognito-idp.us-east-1.amazonaws.com/POOL"},
		{"scope that the provider rejects", nil, func(t *testing.T, s *cognitotest.Server, f federated) {
			update(t, s, f, map[string]string{"authorize_scopes": "openid phone"}, nil)
		}, "invalid_scope"},
		{"required attribute without a mapping", func(in *cognitoidentityprovider.CreateUserPoolInput) {
			in.Schema = []types.SchemaAttributeType{{Name: aws.String("given_name"), Required: aws.Bool(true), Mutable: aws.Bool(true)}}
		}, nil, "attributes required: [given_name]"},
		{"immutable mapped attribute", func(in *cognitoidentityprovider.CreateUserPoolInput) {
			in.Schema = []types.SchemaAttributeType{{Name: aws.String("email"), Mutable: aws.Bool(false)}}
		}, nil, "user.email: Attribute cannot be updated."},
		{"disabled user", nil, func(t *testing.T, s *cognitotest.Server, f federated) {
			follow(t, browser(t, s.Client()), f.authorizeURL(stock, "&identity_provider=Corp"))
			users, err := api(s, "us-east-1").ListUsers(t.Context(), &cognitoidentityprovider.ListUsersInput{UserPoolId: &f.stockID})
			require.NoError(t, err)
			require.Len(t, users.Users, 1)
			_, err = api(s, "us-east-1").AdminDisableUser(t.Context(), &cognitoidentityprovider.AdminDisableUserInput{UserPoolId: &f.stockID, Username: users.Users[0].Username})
			require.NoError(t, err)
		}, "User is not enabled"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			f := federate(t, s, tt.pool)
			if tt.change != nil {
				tt.change(t, s, f)
			}
			b := browser(t, s.Client())
			back, _ := follow(t, b, f.authorizeURL(stock, "&identity_provider=Corp"))
			assert.Equal(t, url.Values{
				"error": {"invalid_request"}, "state": {"s"}, "error_description": {strings.Replace(tt.want, "POOL", f.poolID, 1)},
			}, back)
			response, _ := fetch(t, b, http.MethodGet, f.authorizeURL(stock, ""), nil)
			assert.Contains(t, response.Header.Get("Location"), stock+"/login?", "the browser has no session")
		})
	}
}

func attributeOf(attributes []types.AttributeType, name string) string {
	for _, a := range attributes {
		if *a.Name == name {
			return *a.Value
		}
	}
	return ""
}
