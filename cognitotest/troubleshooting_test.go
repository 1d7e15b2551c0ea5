package cognitotest_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"
	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// symptoms has a function for each heading of docs/troubleshooting.md. It brings the emulator into the state that the page
// describes, and returns the errors that the app gets: of the API as "NAME: message", of the token endpoint as its error code.
var symptoms = map[string]func(*testing.T, *rotatingApp) []string{
	"Refresh Token has expired": func(t *testing.T, a *rotatingApp) []string {
		first := a.signIn(t)
		a.server.Advance(50 * time.Minute)
		second := a.refreshed(t, first)
		a.server.Advance(11 * time.Minute) // the refresh token of the sign-in is valid for an hour
		return []string{a.refreshError(t, second), a.endpointError(t, second)}
	},
	"Refresh Token has been revoked": func(t *testing.T, a *rotatingApp) []string {
		first := a.signIn(t)
		_, err := a.api.AdminUserGlobalSignOut(t.Context(), &cognitoidentityprovider.AdminUserGlobalSignOutInput{UserPoolId: &a.poolID, Username: &a.username})
		require.NoError(t, err)
		disabled := a.signIn(t)
		_, err = a.api.AdminDisableUser(t.Context(), &cognitoidentityprovider.AdminDisableUserInput{UserPoolId: &a.poolID, Username: &a.username})
		require.NoError(t, err)
		_, err = a.api.AdminEnableUser(t.Context(), &cognitoidentityprovider.AdminEnableUserInput{UserPoolId: &a.poolID, Username: &a.username})
		require.NoError(t, err)
		return []string{a.refreshError(t, first), a.endpointError(t, first), a.refreshError(t, disabled)}
	},
	"Invalid Refresh Token": func(t *testing.T, a *rotatingApp) []string {
		other := a.newClient(t, nil)
		first := a.signIn(t)
		foreign := other.refreshError(t, first)

		_, err := a.api.UpdateUserPool(t.Context(), &cognitoidentityprovider.UpdateUserPoolInput{UserPoolId: &a.poolID, DeviceConfiguration: &types.DeviceConfigurationType{}})
		require.NoError(t, err)
		return []string{foreign, other.endpointError(t, first), a.refreshError(t, a.signIn(t))} // the last one without the device's key
	},
	"Refresh token has been reused": func(t *testing.T, a *rotatingApp) []string {
		first := a.signIn(t)
		a.refreshed(t, first)
		a.server.Advance(11 * time.Second) // the grace period is ten seconds
		return []string{a.refreshError(t, first), a.endpointError(t, first)}
	},
	"REFRESH_TOKEN_AUTH fails at a client that rotates": func(t *testing.T, a *rotatingApp) []string {
		return []string{a.authFlowError(t, a.signIn(t), a.username)}
	},
	"A client cannot have both rotation and ALLOW_REFRESH_TOKEN_AUTH": func(t *testing.T, a *rotatingApp) []string {
		_, err := a.api.CreateUserPoolClient(t.Context(), &cognitoidentityprovider.CreateUserPoolClientInput{
			UserPoolId: &a.poolID, ClientName: aws.String("both"), ExplicitAuthFlows: []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth},
			RefreshTokenRotation: &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled},
		})
		return []string{exceptionOf(t, err)}
	},
	"SecretHash does not match for the client": func(t *testing.T, a *rotatingApp) []string {
		plain := a.newClient(t, func(c *cognitoidentityprovider.CreateUserPoolClientInput) {
			c.RefreshTokenRotation = nil
			c.ExplicitAuthFlows = append(c.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth)
		})
		first := plain.signIn(t)
		_, err := plain.authFlow(t, first, plain.sub)
		require.NoError(t, err, "with the internal username")
		text := plain.authFlowError(t, first, plain.username)
		return []string{strings.ReplaceAll(text, plain.clientID, "CLIENT_ID")}
	},
	"The user was deleted": func(t *testing.T, a *rotatingApp) []string {
		first := a.signIn(t)
		_, err := a.api.AdminDeleteUser(t.Context(), &cognitoidentityprovider.AdminDeleteUserInput{UserPoolId: &a.poolID, Username: &a.username})
		require.NoError(t, err)
		return []string{a.refreshError(t, first), a.endpointError(t, first)}
	},
	"The client does not revoke tokens": func(t *testing.T, a *rotatingApp) []string {
		lasting := a.newClient(t, func(c *cognitoidentityprovider.CreateUserPoolClientInput) { c.EnableTokenRevocation = aws.Bool(false) })
		first := lasting.signIn(t)
		_, err := a.api.RevokeToken(t.Context(), &cognitoidentityprovider.RevokeTokenInput{ClientId: &lasting.clientID, ClientSecret: &lasting.secret, Token: &first})
		status, code := lasting.endpoint(t, "revoke", url.Values{"token": {first}})
		require.Equal(t, http.StatusBadRequest, status)
		return []string{exceptionOf(t, err), code}
	},
	"Other devices stay signed in after a new password": func(t *testing.T, a *rotatingApp) []string {
		first := a.signIn(t)
		a.setPassword(t, "An0ther!Passw0rd")
		a.refreshed(t, first)
		return nil
	},
	"An API accepts the access token of a revoked sign-in": func(t *testing.T, a *rotatingApp) []string {
		first := a.tokens(t)
		_, err := a.api.RevokeToken(t.Context(), &cognitoidentityprovider.RevokeTokenInput{ClientId: &a.clientID, ClientSecret: &a.secret, Token: first.RefreshToken})
		require.NoError(t, err)
		ctx := oidc.ClientContext(t.Context(), a.server.Client())
		provider, err := oidc.NewProvider(ctx, "https://cognito-idp.us-east-1.amazonaws.com/"+a.poolID)
		require.NoError(t, err)
		_, err = provider.Verifier(&oidc.Config{SkipClientIDCheck: true, Now: a.server.Now}).Verify(ctx, *first.AccessToken)
		require.NoError(t, err, "a verifier reads only the token and the keys")
		_, err = a.api.GetUser(t.Context(), &cognitoidentityprovider.GetUserInput{AccessToken: first.AccessToken})
		return []string{exceptionOf(t, err)} // Cognito itself rejects it
	},
	"Tokens have old groups or attributes": func(t *testing.T, a *rotatingApp) []string {
		first := a.tokens(t)
		_, err := a.api.CreateGroup(t.Context(), &cognitoidentityprovider.CreateGroupInput{UserPoolId: &a.poolID, GroupName: aws.String("buyers")})
		require.NoError(t, err)
		_, err = a.api.AdminAddUserToGroup(t.Context(), &cognitoidentityprovider.AdminAddUserToGroupInput{UserPoolId: &a.poolID, Username: &a.username, GroupName: aws.String("buyers")})
		require.NoError(t, err)
		assert.NotContains(t, payloadOf(t, *first.AccessToken), "cognito:groups")
		refreshed, err := a.getTokens(t, *first.RefreshToken)
		require.NoError(t, err)
		assert.Contains(t, payloadOf(t, *refreshed.AccessToken), "cognito:groups")
		return nil
	},
}

// TestTroubleshooting provokes each symptom of docs/troubleshooting.md, and compares the errors with the page.
func TestTroubleshooting(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../docs/troubleshooting.md")
	require.NoError(t, err)
	sections := map[string]string{}
	for _, section := range strings.Split(string(text), "\n### ")[1:] {
		heading, body, _ := strings.Cut(section, "\n")
		body, _, _ = strings.Cut(body, "\n## ")
		sections[heading] = body
	}
	for heading := range sections {
		assert.Contains(t, symptoms, heading, "the page has a symptom without a test")
	}
	for heading, provoke := range symptoms {
		t.Run(heading, func(t *testing.T) {
			t.Parallel()
			body, found := sections[heading]
			require.True(t, found, "docs/troubleshooting.md has no such heading")
			for _, part := range []string{"**Cause.**", "**Fix.**"} {
				assert.Contains(t, body, part)
			}
			seen := provoke(t, newRotatingApp(t))
			for _, message := range seen {
				assert.Contains(t, body, "`"+message+"`")
			}
			quoted := regexp.MustCompile("`([A-Za-z]+Exception: [^`]*|invalid_[a-z]+|unauthorized_[a-z]+)`").FindAllStringSubmatch(body, -1)
			for _, match := range quoted {
				assert.Contains(t, seen, match[1], "the page quotes an error that the test does not provoke")
			}
		})
	}
}

// rotatingApp is an app client that rotates refresh tokens, in a user pool whose users sign in with their email address.
type rotatingApp struct {
	server                   *cognitotest.Server
	api                      *cognitoidentityprovider.Client
	poolID, clientID, secret string
	username, sub            string
	password                 *string
}

func newRotatingApp(t *testing.T) *rotatingApp {
	t.Helper()
	server := start(t)
	a := &rotatingApp{server: server, api: api(server, "us-east-1"), username: "jo@example.com", password: aws.String("Passw0rd!")}
	pool, err := a.api.CreateUserPool(t.Context(), &cognitoidentityprovider.CreateUserPoolInput{PoolName: aws.String("orders"), UsernameAttributes: []types.UsernameAttributeType{types.UsernameAttributeTypeEmail}})
	require.NoError(t, err)
	a.poolID = *pool.UserPool.Id
	_, err = a.api.CreateUserPoolDomain(t.Context(), &cognitoidentityprovider.CreateUserPoolDomainInput{UserPoolId: &a.poolID, Domain: aws.String("orders")})
	require.NoError(t, err)
	user, err := a.api.AdminCreateUser(t.Context(), &cognitoidentityprovider.AdminCreateUserInput{UserPoolId: &a.poolID, Username: &a.username, MessageAction: types.MessageActionTypeSuppress})
	require.NoError(t, err)
	a.sub = *user.User.Username
	a.setPassword(t, "Passw0rd!")
	return a.newClient(t, nil)
}

func (a *rotatingApp) setPassword(t *testing.T, password string) {
	t.Helper()
	*a.password = password
	_, err := a.api.AdminSetUserPassword(t.Context(), &cognitoidentityprovider.AdminSetUserPasswordInput{UserPoolId: &a.poolID, Username: &a.username, Password: a.password, Permanent: true})
	require.NoError(t, err)
}

// newClient returns the app as another client of the same pool.
func (a *rotatingApp) newClient(t *testing.T, change func(*cognitoidentityprovider.CreateUserPoolClientInput)) *rotatingApp {
	t.Helper()
	input := &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: &a.poolID, ClientName: aws.String("web"), GenerateSecret: true,
		ExplicitAuthFlows:    []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserPasswordAuth},
		RefreshTokenValidity: 60, TokenValidityUnits: &types.TokenValidityUnitsType{RefreshToken: types.TimeUnitsTypeMinutes, AccessToken: types.TimeUnitsTypeMinutes, IdToken: types.TimeUnitsTypeMinutes},
		AccessTokenValidity: aws.Int32(60), IdTokenValidity: aws.Int32(60),
		RefreshTokenRotation:            &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: aws.Int32(10)},
		AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid"},
		CallbackURLs: []string{callback}, SupportedIdentityProviders: []string{"COGNITO"},
	}
	if change != nil {
		change(input)
	}
	client, err := a.api.CreateUserPoolClient(t.Context(), input)
	require.NoError(t, err)
	next := *a
	next.clientID, next.secret = *client.UserPoolClient.ClientId, *client.UserPoolClient.ClientSecret
	return &next
}

// secretHash is the Base64 of HMAC-SHA256(secret, username + client id) (Computing secret hash values).
func (a *rotatingApp) secretHash(username string) string {
	mac := hmac.New(sha256.New, []byte(a.secret))
	mac.Write([]byte(username + a.clientID))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func (a *rotatingApp) tokens(t *testing.T) *types.AuthenticationResultType {
	t.Helper()
	result, err := a.api.InitiateAuth(t.Context(), &cognitoidentityprovider.InitiateAuthInput{
		ClientId: &a.clientID, AuthFlow: types.AuthFlowTypeUserPasswordAuth,
		AuthParameters: map[string]string{"USERNAME": a.username, "PASSWORD": *a.password, "SECRET_HASH": a.secretHash(a.username)},
	})
	require.NoError(t, err)
	require.NotNil(t, result.AuthenticationResult)
	return result.AuthenticationResult
}

// signIn returns the refresh token of a new sign-in.
func (a *rotatingApp) signIn(t *testing.T) string {
	t.Helper()
	return *a.tokens(t).RefreshToken
}

func (a *rotatingApp) getTokens(t *testing.T, refreshToken string) (*types.AuthenticationResultType, error) {
	t.Helper()
	result, err := a.api.GetTokensFromRefreshToken(t.Context(), &cognitoidentityprovider.GetTokensFromRefreshTokenInput{ClientId: &a.clientID, ClientSecret: &a.secret, RefreshToken: &refreshToken})
	if err != nil {
		return nil, err
	}
	return result.AuthenticationResult, nil
}

// refreshed refreshes, and returns the next refresh token.
func (a *rotatingApp) refreshed(t *testing.T, refreshToken string) string {
	t.Helper()
	result, err := a.getTokens(t, refreshToken)
	require.NoError(t, err)
	return *result.RefreshToken
}

func (a *rotatingApp) refreshError(t *testing.T, refreshToken string) string {
	t.Helper()
	_, err := a.getTokens(t, refreshToken)
	return exceptionOf(t, err)
}

func (a *rotatingApp) authFlow(t *testing.T, refreshToken, hashed string) (*cognitoidentityprovider.InitiateAuthOutput, error) {
	t.Helper()
	return a.api.InitiateAuth(t.Context(), &cognitoidentityprovider.InitiateAuthInput{
		ClientId: &a.clientID, AuthFlow: types.AuthFlowTypeRefreshTokenAuth,
		AuthParameters: map[string]string{"REFRESH_TOKEN": refreshToken, "SECRET_HASH": a.secretHash(hashed)},
	})
}

func (a *rotatingApp) authFlowError(t *testing.T, refreshToken, hashed string) string {
	t.Helper()
	_, err := a.authFlow(t, refreshToken, hashed)
	return exceptionOf(t, err)
}

func (a *rotatingApp) endpointError(t *testing.T, refreshToken string) string {
	t.Helper()
	status, code := a.endpoint(t, "token", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refreshToken}})
	assert.Equal(t, http.StatusBadRequest, status)
	return code
}

// endpoint posts a form to an OAuth endpoint of the domain, and returns the error of the response.
func (a *rotatingApp) endpoint(t *testing.T, name string, form url.Values) (status int, code string) {
	t.Helper()
	form.Set("client_id", a.clientID)
	form.Set("client_secret", a.secret)
	response, body := fetch(t, a.server.Client(), http.MethodPost, "https://orders.auth.us-east-1.amazoncognito.com/oauth2/"+name, form)
	var decoded struct {
		Error string `json:"error"`
	}
	require.NoError(t, json.Unmarshal([]byte(body), &decoded), body)
	return response.StatusCode, decoded.Error
}

func exceptionOf(t *testing.T, err error) string {
	t.Helper()
	fault, ok := errors.AsType[smithy.APIError](err)
	require.True(t, ok, "%v", err)
	return fault.ErrorCode() + ": " + fault.ErrorMessage()
}

func payloadOf(t *testing.T, token string) map[string]any {
	t.Helper()
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1])
	require.NoError(t, err)
	var claims map[string]any
	require.NoError(t, json.Unmarshal(payload, &claims))
	return claims
}
