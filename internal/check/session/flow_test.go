package session

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

func TestReadClaims(t *testing.T) {
	t.Parallel()
	got, err := ReadClaims(unsignedToken(`{"iss":"https://issuer","aud":"c","scope":" openid  email ","exp":1.5,"amr":["pwd"]}`))
	require.NoError(t, err)
	assert.Equal(t, Claims{Issuer: "https://issuer", Audience: "c", Scope: " openid  email ", ExpiresAt: 1.5, AuthenticationMethods: []string{"pwd"}}, got)
	assert.Equal(t, []string{"openid", "email"}, got.Scopes())
	for _, tt := range []struct{ name, token, want string }{
		{"two parts", "e30.e30", "it is not a signed token of three parts"},
		{"an encrypted token", "e30.a.b.c.d", "it is not a signed token of three parts"},
		{"a list", unsignedToken(`[]`), "its claims are not a JSON object of the required types"},
		{"a wrong type", unsignedToken(`{"iss":1}`), "its claims are not a JSON object of the required types"},
	} {
		_, err := ReadClaims(tt.token)
		assert.EqualError(t, err, tt.want, tt.name)
	}
}

func TestDecodeField(t *testing.T) {
	t.Parallel()
	var got string
	require.NoError(t, DecodeField(json.RawMessage(`"a"`), &got))
	assert.Equal(t, "a", got)
	assert.EqualError(t, DecodeField(nil, &got), "absent")
	assert.Error(t, DecodeField(json.RawMessage(`1`), &got))
}

func TestRejectionOf(t *testing.T) {
	t.Parallel()
	rejected := &types.NotAuthorizedException{Message: aws.String("Refresh Token\nhas expired")}
	for _, tt := range []struct {
		name      string
		err       error
		rejection string
		code      string
	}{
		{"no error", nil, "", ""},
		{"a failed request", errNoAnswer, "", ""},
		{"a rejection", rejected, "the service returns NotAuthorizedException: Refresh Token has expired", "NotAuthorizedException"},
		{"a rejection of an operation", &smithy.OperationError{OperationName: "GetUser", Err: rejected}, "GetUser returns NotAuthorizedException: Refresh Token has expired", "NotAuthorizedException"},
		{"a fault of the service", &types.InternalErrorException{}, "", ""},
		{"too many requests", &types.TooManyRequestsException{}, "", ""},
	} {
		rejection, code := RejectionOf(tt.err)
		assert.Equal(t, tt.rejection, rejection, tt.name)
		assert.Equal(t, tt.code, code, tt.name)
	}
}

func TestRejectionsOfASignIn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		err          error
		user, client bool
	}{
		{&login.CredentialsError{}, true, false},
		{&login.SecondFactorError{}, true, false},
		{&login.UnknownPageError{SecondFactor: true}, true, false},
		{&login.UnknownPageError{}, false, false},
		{&login.HostedError{}, false, true},
		{&login.CallbackError{}, false, true},
		{&login.StateError{}, false, true},
		{&login.NoCodeError{}, false, true},
		{&login.RedirectError{}, false, true},
		{&login.RedirectLoopError{}, false, true},
		{&login.StatusError{}, false, false},
		{errNoAnswer, false, false},
		{nil, false, false},
	} {
		assert.Equal(t, tt.user, RejectsUser(tt.err), "%T", tt.err)
		assert.Equal(t, tt.client, RejectsClient(tt.err), "%T", tt.err)
		if tt.err != nil {
			wrapped := fmt.Errorf("client: %w", tt.err)
			assert.Equal(t, tt.user, RejectsUser(wrapped), "%T", tt.err)
			assert.Equal(t, tt.client, RejectsClient(wrapped), "%T", tt.err)
		}
	}
}

// apiOnly returns a client that signs in with the API and not at the login pages.
func apiOnly(flows ...types.ExplicitAuthFlowsType) *checktest.API {
	api := publicAPI()
	*api.AppClient = types.UserPoolClientType{ClientId: aws.String(clientID), ExplicitAuthFlows: flows}
	return api
}

func TestFlowOfAClient(t *testing.T) {
	t.Parallel()
	rotation := &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled}
	for _, tt := range []struct {
		name     string
		api      *checktest.API
		rotation *types.RefreshTokenRotationType
		pages    bool
		want     types.AuthFlowType
		initiate bool // refreshes with InitiateAuth
	}{
		{"the login pages", publicAPI(), nil, true, "", false},
		{"SRP", apiOnly("ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"), nil, false, "USER_SRP_AUTH", true},
		{"rotation", apiOnly("ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"), rotation, false, "USER_PASSWORD_AUTH", false},
		{"without refresh", apiOnly("ALLOW_USER_PASSWORD_AUTH"), nil, false, "USER_PASSWORD_AUTH", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.api.AppClient.RefreshTokenRotation = tt.rotation
			s := newEndpoint(t).session(tt.api, environment.Client{})
			s.API = newScriptedAPI(t)
			got, err := s.Flow(t.Context())
			require.NoError(t, err)
			if tt.pages {
				assert.Equal(t, codeFlow{s}, got)
				assert.Equal(t, "invalid_grant", got.ErrorCode())
				return
			}
			flow := got.(*apiFlow)
			assert.Equal(t, tt.want, flow.flow)
			assert.Equal(t, tt.initiate, flow.byInitiateAuth)
			assert.Equal(t, "NotAuthorizedException", got.ErrorCode())
		})
	}
}

func TestClientWithoutFlow(t *testing.T) {
	t.Parallel()
	machine := apiOnly("ALLOW_USER_PASSWORD_AUTH")
	machine.AppClient.AllowedOAuthFlows = []types.OAuthFlowType{"client_credentials"}
	undescribed := publicAPI()
	undescribed.Err = errNoAnswer
	for _, tt := range []struct {
		name    string
		api     *checktest.API
		without bool // the calls of prove
		want    string
	}{
		{"a machine client", machine, false, string(check.MachineClient)},
		{"no flow", apiOnly("ALLOW_USER_AUTH"), false, NoCodeGrant},
		{"no calls of prove", apiOnly("ALLOW_USER_PASSWORD_AUTH"), true, string(check.NoProveAPI)},
		{"no description", undescribed, false, "no answer"},
	} {
		s := newEndpoint(t).session(tt.api, environment.Client{})
		if !tt.without {
			s.API = newScriptedAPI(t)
		}
		got, err := s.Flow(t.Context())
		assert.EqualError(t, err, tt.want, tt.name)
		assert.Nil(t, got, tt.name)
	}
}

// TestDomainThatCannotBeDescribed requires the error of the request, and not a reason of the client.
func TestDomainThatCannotBeDescribed(t *testing.T) {
	t.Parallel()
	api := publicAPI()
	api.DomainName = "another"
	s := newEndpoint(t).session(api, environment.Client{})
	_, err := s.App(t.Context())
	assert.EqualError(t, err, "unexpected domain orders")
	_, err = s.Flow(t.Context())
	assert.EqualError(t, err, "unexpected domain orders")

	s = newEndpoint(t).session(api, environment.Client{})
	s.Target.Environment.Endpoints.AuthorizationEndpoint = "https://login.example.com/oauth2/authorize"
	_, err = s.App(t.Context())
	require.NoError(t, err)
	_, err = s.NewBrowser(t.Context())
	assert.EqualError(t, err, "unexpected domain orders")
}

// apiSession returns a session that signs in with the API, and its flow.
func apiSession(t *testing.T, responses ...any) (*Session, Flow, *scriptedAPI) {
	t.Helper()
	e := newEndpoint(t)
	s := e.session(apiOnly("ALLOW_USER_PASSWORD_AUTH"), environment.Client{})
	api := newScriptedAPI(t, responses...)
	s.API = api
	s.Options.Now = func() time.Time {
		e.now = e.now.Add(time.Second)
		return e.now
	}
	flow, err := s.Flow(t.Context())
	require.NoError(t, err)
	return s, flow, api
}

func TestSignInAndRefreshWithTheAPI(t *testing.T) {
	t.Parallel()
	signedIn := &cognitoidentityprovider.InitiateAuthOutput{AuthenticationResult: tokens()}
	refreshed := &cognitoidentityprovider.GetTokensFromRefreshTokenOutput{AuthenticationResult: &types.AuthenticationResultType{AccessToken: aws.String("access-2")}}
	s, flow, api := apiSession(t, signedIn, signedIn, refreshed, &types.NotAuthorizedException{Message: aws.String("expired")}, errNoAnswer)
	got, err := flow.SignIn(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 2, got.SignIn, "the first sign-in proves that the flow works")
	assert.Equal(t, "access", got.Access)
	assert.Equal(t, "id", got.ID)
	assert.Equal(t, "refresh", got.Refresh)
	assert.True(t, got.Requested.Before(got.Received))
	assert.False(t, got.SignedInAt.Before(got.Received))

	again, err := flow.Refresh(t.Context(), got, "refresh")
	require.NoError(t, err)
	assert.Equal(t, "access-2", again.Access)
	assert.Equal(t, 2, again.SignIn)
	assert.Equal(t, got.SignedInAt, again.SignedInAt)
	assert.True(t, again.Requested.Before(again.Received))
	assert.Equal(t, "refresh", *api.requests[2].(*cognitoidentityprovider.GetTokensFromRefreshTokenInput).RefreshToken)

	rejected, err := flow.Refresh(t.Context(), got, "refresh")
	require.NoError(t, err)
	assert.Equal(t, "the service returns NotAuthorizedException: expired.", rejected.Fault)
	assert.Equal(t, "NotAuthorizedException", rejected.ErrorCode)
	failed, err := flow.Refresh(t.Context(), got, "refresh")
	assert.Equal(t, errNoAnswer, err)
	assert.Nil(t, failed)
	var kinds []string
	for _, event := range s.Events() {
		kinds = append(kinds, string(event.Kind))
	}
	assert.Equal(t, []string{"issued", "issued", "refreshed", "refused"}, kinds)
}

func TestRefreshWithInitiateAuthOfAFlow(t *testing.T) {
	t.Parallel()
	_, flow, api := apiSession(t, &cognitoidentityprovider.InitiateAuthOutput{AuthenticationResult: tokens()})
	flow.(*apiFlow).byInitiateAuth = true
	_, err := flow.Refresh(t.Context(), &Tokens{Access: unsignedToken(`{}`)}, "refresh")
	require.NoError(t, err)
	assert.Equal(t, types.AuthFlowTypeRefreshTokenAuth, api.requests[0].(*cognitoidentityprovider.InitiateAuthInput).AuthFlow)
}

func TestSignInWithTheAPIFails(t *testing.T) {
	t.Parallel()
	signedIn := &cognitoidentityprovider.InitiateAuthOutput{AuthenticationResult: tokens()}
	noRefreshToken := &cognitoidentityprovider.InitiateAuthOutput{AuthenticationResult: &types.AuthenticationResultType{AccessToken: aws.String("access")}}
	for _, tt := range []struct {
		name      string
		responses []any
		want      string
	}{
		{"at the first sign-in", []any{errNoAnswer}, string(notSignedInByAPI)},
		{"at the second sign-in", []any{signedIn, errNoAnswer}, "no answer"},
		{"without a refresh token", []any{noRefreshToken, noRefreshToken}, string(notSignedInByAPI)},
	} {
		_, flow, _ := apiSession(t, tt.responses...)
		got, err := flow.SignIn(t.Context())
		assert.EqualError(t, err, tt.want, tt.name)
		assert.Nil(t, got, tt.name)
	}
	s, flow, _ := apiSession(t)
	s.User = &TestUser{credentials: func(context.Context) (login.Credentials, error) { return login.Credentials{}, errNoAnswer }}
	_, err := flow.(*apiFlow).begin(t.Context())
	assert.Equal(t, errNoAnswer, err)
}

func TestDeclaredFlowOfAClient(t *testing.T) {
	t.Parallel()
	s := newEndpoint(t).session(apiOnly("ALLOW_USER_SRP_AUTH"), environment.Client{Declared: environment.AppClient{ExplicitAuthFlows: []string{"ALLOW_ADMIN_USER_PASSWORD_AUTH"}}})
	s.API = newScriptedAPI(t)
	flow, err := s.Flow(t.Context())
	require.NoError(t, err)
	assert.Equal(t, types.AuthFlowTypeAdminUserPasswordAuth, flow.(*apiFlow).flow)
}

func TestTryAccessToken(t *testing.T) {
	t.Parallel()
	openid, user := unsignedToken(`{"scope":"openid email"}`), unsignedToken(`{"scope":"aws.cognito.signin.user.admin"}`)
	expired := &types.NotAuthorizedException{Message: aws.String("expired")}
	for _, tt := range []struct {
		name      string
		token     string
		responses []response // of userInfo
		api       []any      // responses of GetUser; nil: no API
		rejection string
		want      string
	}{
		{"userInfo accepts it", openid, []response{{http.StatusOK, "{}"}}, nil, "", ""},
		{"userInfo rejects it", openid, []response{{http.StatusUnauthorized, ""}}, nil, "userInfo returns Unauthorized", ""},
		{"userInfo is broken", openid, []response{{http.StatusServiceUnavailable, ""}}, nil, "", "the userInfo endpoint returns Service Unavailable: try again later"},
		{"userInfo does not respond", openid, []response{{}}, nil, "", "GET https://orders.auth.eu-west-1.amazoncognito.com/oauth2/userInfo did not answer: EOF"},
		{"GetUser accepts it", user, nil, []any{&cognitoidentityprovider.GetUserOutput{}}, "", ""},
		{"GetUser rejects it", user, nil, []any{expired}, "the service returns NotAuthorizedException: expired", ""},
		{"GetUser fails", user, nil, []any{errNoAnswer}, "", "no answer"},
		{"no API", user, nil, nil, "", "the service accepts an access token only with the scope openid or aws.cognito.signin.user.admin"},
		{"no scope", unsignedToken(`{"scope":"email"}`), nil, []any{}, "", "the service accepts an access token only with the scope openid or aws.cognito.signin.user.admin"},
		{"no token", "a", nil, nil, "", "it is not a signed token of three parts"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newEndpoint(t, tt.responses...).session(publicAPI(), environment.Client{})
			api := newScriptedAPI(t, tt.api...)
			if tt.api != nil {
				s.API = api
			}
			rejection, err := codeFlow{s}.TryAccessToken(t.Context(), tt.token)
			assert.Equal(t, tt.rejection, rejection)
			if tt.want == "" {
				assert.NoError(t, err)
			} else {
				assert.EqualError(t, err, tt.want)
			}
			for _, request := range api.requests {
				assert.Equal(t, tt.token, *request.(*cognitoidentityprovider.GetUserInput).AccessToken)
			}
		})
	}
	_, flow, _ := apiSession(t, expired)
	rejection, err := flow.TryAccessToken(t.Context(), "any")
	require.NoError(t, err)
	assert.Equal(t, "the service returns NotAuthorizedException: expired", rejection)

	withoutDomain := publicAPI()
	withoutDomain.Pool.Domain = nil
	_, err = codeFlow{newEndpoint(t).session(withoutDomain, environment.Client{})}.TryAccessToken(t.Context(), openid)
	assert.EqualError(t, err, "the pool has no domain for sign-ins")
}
