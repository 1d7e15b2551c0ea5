package session

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

func TestAppOfAClient(t *testing.T) {
	t.Parallel()
	secret := environment.Secret("the-declared-secret")
	empty := environment.Secret("")
	for _, tt := range []struct {
		name     string
		deployed func(*types.UserPoolClientType)
		declared environment.Client
		secret   string
		redirect string
	}{
		{"public", func(c *types.UserPoolClientType) { c.ClientSecret = nil }, environment.Client{}, "", "https://app.example.com/callback"},
		{"with the deployed secret", func(*types.UserPoolClientType) {}, environment.Client{}, "the-client-secret", "https://app.example.com/callback"},
		{"with the declared secret", func(*types.UserPoolClientType) {}, environment.Client{Secret: &secret}, "the-declared-secret", "https://app.example.com/callback"},
		{"with an empty declared secret", func(*types.UserPoolClientType) {}, environment.Client{Secret: &empty}, "the-client-secret", "https://app.example.com/callback"},
		{"with a default redirect URI", func(c *types.UserPoolClientType) {
			c.DefaultRedirectURI, c.CallbackURLs = new("https://app.example.com/2"), []string{"https://app.example.com/1", "https://app.example.com/2"}
		}, environment.Client{}, "the-client-secret", "https://app.example.com/2"},
		{"with a declared redirect URI", func(c *types.UserPoolClientType) { c.DefaultRedirectURI = new("https://app.example.com/2") },
			environment.Client{Declared: environment.AppClient{CallbackURLs: []string{"https://app.example.com/3", "https://app.example.com/4"}}}, "the-client-secret", "https://app.example.com/3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			api := checktest.SignInAPI(1)
			tt.deployed(api.AppClient)
			s := newEndpoint(t).session(api, tt.declared)
			for name, app := range map[string]func(context.Context) (*login.Client, error){"App": s.App, "ProviderApp": s.ProviderApp} {
				got, err := app(t.Context())
				require.NoError(t, err, name)
				assert.NotNil(t, got.HTTP, name)
				got.HTTP = nil
				const domain = "https://orders.auth.eu-west-1.amazoncognito.com"
				assert.Equal(t, &login.Client{
					AuthorizationEndpoint: domain + "/oauth2/authorize", TokenEndpoint: domain + "/oauth2/token", RevocationEndpoint: domain + "/oauth2/revoke",
					UserInfoEndpoint: domain + "/oauth2/userInfo", EndSessionEndpoint: domain + "/logout", ClientID: clientID, ClientSecret: tt.secret, RedirectURI: tt.redirect,
				}, got, name)
			}
			assert.Equal(t, tt.secret, s.NewAPIClient(api.AppClient).Secret)
		})
	}
}

func TestClientWithoutSignIn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		change   func(*checktest.API)
		want     string
		provider string // the reason for a sign-in at an identity provider
	}{
		{"machine client", func(a *checktest.API) { a.AppClient.AllowedOAuthFlows = []types.OAuthFlowType{"client_credentials"} }, "the client is a machine client", "the client is a machine client"},
		{"OAuth is off", func(a *checktest.API) { a.AppClient.AllowedOAuthFlowsUserPoolClient = nil }, NoCodeGrant, NoCodeGrant},
		{"no code grant", func(a *checktest.API) { a.AppClient.AllowedOAuthFlows = []types.OAuthFlowType{"implicit"} }, NoCodeGrant, NoCodeGrant},
		{"no callback URL", func(a *checktest.API) { a.AppClient.CallbackURLs = nil }, "the client has no callback URL", "the client has no callback URL"},
		{"no users of the pool", func(a *checktest.API) { a.AppClient.SupportedIdentityProviders = []string{"Corp"} }, "the client does not support users of the pool", ""},
		{"no domain", func(a *checktest.API) { a.Pool.Domain = nil }, "the pool has no domain for sign-ins", "the pool has no domain for sign-ins"},
		{"no description", func(a *checktest.API) { a.Err = errNoAnswer }, "no answer", "no answer"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			api := publicAPI()
			tt.change(api)
			s := newEndpoint(t).session(api, environment.Client{})
			app, err := s.App(t.Context())
			assert.EqualError(t, err, tt.want)
			assert.Nil(t, app)
			if app, err = s.ProviderApp(t.Context()); tt.provider != "" {
				assert.EqualError(t, err, tt.provider)
				assert.Nil(t, app)
			} else {
				assert.NoError(t, err)
			}
			_, err = s.NewBrowser(t.Context())
			assert.EqualError(t, err, tt.want)
			_, err = s.First(t.Context())
			assert.EqualError(t, err, tt.want)
			_, err = s.Refreshed(t.Context())
			assert.EqualError(t, err, tt.want)
			_, err = s.Refresh(t.Context(), &Tokens{}, "r")
			assert.EqualError(t, err, tt.want)
		})
	}
}

func TestBrowserOfManagedLogin(t *testing.T) {
	t.Parallel()
	for version, want := range map[int32]bool{1: false, 2: true} {
		e := newEndpoint(t)
		s := e.session(checktest.SignInAPI(version), environment.Client{})
		var got []bool
		s.Options.OpenBrowser = func(_ context.Context, _ *login.Client, managed bool) (Browser, error) {
			got = append(got, managed)
			return e, nil
		}
		browser, err := s.NewBrowser(t.Context())
		require.NoError(t, err)
		assert.Same(t, e, browser)
		assert.Equal(t, []bool{want}, got)
		assert.Nil(t, s.opened, "the caller closes it")
	}
}

func TestSignInAndRefresh(t *testing.T) {
	t.Parallel()
	e := newEndpoint(t, issued, response{http.StatusOK, `{"access_token":"a2"}`}, response{http.StatusOK, `{"access_token":"a3","refresh_token":"r3"}`}, response{http.StatusBadRequest, `{"error":"invalid_grant"}`}, issued)
	s := e.session(publicAPI(), environment.Client{})
	first, err := s.First(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "a", first.Access)
	assert.Equal(t, "i", first.ID)
	assert.Equal(t, "r", first.Refresh)
	assert.Equal(t, 1, first.SignIn)
	assert.Equal(t, "the-code", first.Callback.Code)
	assert.Equal(t, testTime, first.Requested, "before the sign-in at the pages")
	assert.Equal(t, testTime.Add(61*time.Second), first.Received)
	assert.Equal(t, first.Received, first.SignedInAt)
	earliest, latest := first.Expiry(time.Hour)
	assert.Equal(t, testTime.Add(time.Hour), earliest)
	assert.Equal(t, testTime.Add(time.Hour+61*time.Second), latest)
	assert.Equal(t, "a token response with 3 fields", first.String())

	refreshed, err := s.Refreshed(t.Context())
	require.NoError(t, err)
	again, err := s.Refreshed(t.Context())
	require.NoError(t, err)
	assert.Same(t, refreshed, again, "one request")
	assert.Equal(t, &Tokens{
		Access: "a2", SignIn: 1, SignedInAt: first.SignedInAt, Requested: first.Received, Received: first.Received.Add(time.Second), Fields: refreshed.Fields,
	}, refreshed)

	rotated, err := s.Refresh(t.Context(), first, "r")
	require.NoError(t, err)
	s.MarkRetry()
	rejected, err := s.Refresh(t.Context(), rotated, "r3")
	require.NoError(t, err)
	assert.Equal(t, "invalid_grant", rejected.ErrorCode)
	other, err := s.NewSignIn(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 2, other.SignIn)

	var events []string
	for _, event := range s.Events() {
		events = append(events, string(event.Kind))
	}
	assert.Equal(t, []string{"issued", "refreshed", "retried", "refused", "issued"}, events)
	assert.InDelta(t, 3, s.Events()[3].AtSeconds, 0, "seconds after the sign-in")
	assert.Equal(t, 1, s.Events()[3].Session)
	assert.Equal(t, 2, s.Events()[4].Session)

	s.Close(t.Context())
	assert.True(t, e.closed)
	form := "client_id=" + clientID + "&"
	assert.Equal(t, []string{
		"/oauth2/token client_id=1example23456789&code=the-code&code_verifier=the-verifier&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback",
		"/oauth2/token " + form + "grant_type=refresh_token&refresh_token=r",
		"/oauth2/token " + form + "grant_type=refresh_token&refresh_token=r",
		"/oauth2/token " + form + "grant_type=refresh_token&refresh_token=r3",
		"/oauth2/token client_id=1example23456789&code=the-code&code_verifier=the-verifier&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback",
		"/oauth2/revoke " + form + "token=r", "/oauth2/revoke " + form + "token=r3", "/oauth2/revoke " + form + "token=r",
	}, e.requests)
}

// TestCloseAfterTheRunWasStopped requires that no refresh token stays valid.
func TestCloseAfterTheRunWasStopped(t *testing.T) {
	t.Parallel()
	e := newEndpoint(t, issued)
	s := e.session(publicAPI(), environment.Client{})
	_, err := s.First(t.Context())
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	s.Close(ctx)
	assert.Equal(t, "/oauth2/revoke client_id=1example23456789&token=r", e.requests[len(e.requests)-1])
}

func TestResponsesOfTheTokenEndpoint(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		sent  response
		fault string
		code  string
		fails string
	}{
		{"tokens", issued, "", "", ""},
		{"a rejection", response{http.StatusBadRequest, `{"error":"invalid_grant"}`}, `The token endpoint returns 400 with the error "invalid_grant".`, "invalid_grant", ""},
		{"a rejection with a token", response{http.StatusUnauthorized, `{"error":"invalid_client","refresh_token":"r"}`}, `The token endpoint returns 401 with the error "invalid_client".`, "invalid_client", ""},
		{"a page", response{http.StatusOK, `<html>`}, "The token endpoint returns 200 without a JSON object.", "", ""},
		{"a page for a rejection", response{http.StatusForbidden, `<html>`}, "The token endpoint returns 403 without a JSON object.", "", ""},
		{"too many requests", response{http.StatusTooManyRequests, `{}`}, "", "", "the token endpoint returns 429 Too Many Requests: try again later"},
		{"a fault of the service", response{http.StatusInternalServerError, `{}`}, "", "", "the token endpoint returns 500 Internal Server Error: try again later"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newEndpoint(t).session(publicAPI(), environment.Client{})
			got, err := s.ReadTokens(&login.Response{Status: tt.sent.status, Body: []byte(tt.sent.body)})
			if tt.fails != "" {
				assert.EqualError(t, err, tt.fails)
				assert.Nil(t, got)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.fault, got.Fault)
			assert.Equal(t, tt.code, got.ErrorCode)
			if tt.fault != "" {
				assert.Empty(t, got.Refresh)
				assert.Empty(t, s.refreshTokens)
				return
			}
			assert.Equal(t, []string{"r"}, s.refreshTokens)
		})
	}
}

// TestChecksWithoutTokens requires the reason that names the check that reports the cause.
func TestChecksWithoutTokens(t *testing.T) {
	t.Parallel()
	rejected := response{http.StatusBadRequest, `{"error":"invalid_grant"}`}
	busy := response{http.StatusServiceUnavailable, ""}
	noRefreshToken := response{http.StatusOK, `{"access_token":"a"}`}
	const busyReason = "the token endpoint returns 503 Service Unavailable: try again later"
	for _, tt := range []struct {
		name      string
		signInErr error
		responses []response
		first     string // the error of FirstTokens
		refreshed string // the error of RefreshedTokens
		responded string // the error of Responses
	}{
		{"no sign-in", &login.CredentialsError{}, nil, string(NotSignedIn), string(NotSignedIn), string(NotSignedIn)},
		{"a rejected code", nil, []response{rejected}, string(NotExchanged), string(NotExchanged), string(NotExchanged)},
		{"a busy endpoint", nil, []response{busy}, busyReason, busyReason, busyReason},
		{"no refresh token", nil, []response{noRefreshToken}, "", string(NotExchanged), ""},
		{"a rejected refresh", nil, []response{issued, rejected}, "", string(NotRefreshed), ""},
		{"a busy endpoint at the refresh", nil, []response{issued, busy}, "", busyReason, busyReason},
		{"no fault", nil, []response{issued, issued}, "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := newEndpoint(t, tt.responses...)
			e.signInErr = tt.signInErr
			s := e.session(publicAPI(), environment.Client{})
			requireTokens := func(got *Tokens, err error, want string) {
				if want != "" {
					assert.EqualError(t, err, want)
					assert.Nil(t, got)
					return
				}
				assert.NoError(t, err)
				assert.NotNil(t, got)
			}
			got, err := s.FirstTokens(t.Context())
			requireTokens(got, err, tt.first)
			got, err = s.RefreshedTokens(t.Context())
			requireTokens(got, err, tt.refreshed)
			first, refreshed, err := s.Responses(t.Context())
			if tt.responded != "" {
				assert.EqualError(t, err, tt.responded)
			} else {
				requireTokens(first, err, "")
			}
			assert.Equal(t, tt.refreshed == "", refreshed != nil)
		})
	}
}

func TestSignInAgainFails(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		responses []response
		signInErr error
		want      string
	}{
		{"at the pages", []response{issued}, &login.CredentialsError{}, string(NotSignedIn)},
		{"without a connection", []response{issued, {}}, nil, "POST https://orders.auth.eu-west-1.amazoncognito.com/oauth2/token did not answer: EOF"},
		{"with a rejection", []response{issued, {http.StatusBadRequest, `{}`}}, nil, string(NotExchanged)},
		{"without a refresh token", []response{issued, {http.StatusOK, `{"access_token":"a"}`}}, nil, string(NotExchanged)},
		{"at the first sign-in", []response{{http.StatusBadRequest, `{}`}}, nil, string(NotExchanged)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := newEndpoint(t, tt.responses...)
			s := e.session(publicAPI(), environment.Client{})
			_, err := s.First(t.Context())
			require.NoError(t, err)
			e.signInErr = tt.signInErr
			got, err := s.NewSignIn(t.Context())
			assert.EqualError(t, err, tt.want)
			assert.Nil(t, got)
		})
	}
}

func TestRefreshFailsWithoutAConnection(t *testing.T) {
	t.Parallel()
	s := newEndpoint(t, issued, response{}).session(publicAPI(), environment.Client{})
	got, err := s.Refreshed(t.Context())
	assert.EqualError(t, err, "POST https://orders.auth.eu-west-1.amazoncognito.com/oauth2/token did not answer: EOF")
	assert.Nil(t, got)
	assert.Len(t, s.Events(), 1, "the sign-in only")
}

func TestBrowserThatDoesNotOpen(t *testing.T) {
	t.Parallel()
	s := newEndpoint(t).session(publicAPI(), environment.Client{})
	s.Options.OpenBrowser = func(context.Context, *login.Client, bool) (Browser, error) { return nil, errNoAnswer }
	_, err := s.Authorize(t.Context())
	assert.Equal(t, errNoAnswer, err)
	_, err = s.First(t.Context())
	assert.ErrorAs(t, err, new(SignInError))
	assert.ErrorIs(t, err, errNoAnswer)
	s.Close(t.Context())
}

func TestWaitReportsItsDuration(t *testing.T) {
	t.Parallel()
	s := newEndpoint(t).session(publicAPI(), environment.Client{})
	var reported, slept []time.Duration
	s.Options.Sleep = func(_ context.Context, d time.Duration) error {
		slept = append(slept, d)
		return errNoAnswer
	}
	assert.Equal(t, errNoAnswer, s.Wait(t.Context(), time.Second), "without a listener")
	s.OnWait(func(d time.Duration) { reported = append(reported, d) })
	assert.Equal(t, errNoAnswer, s.Wait(t.Context(), time.Minute))
	assert.NoError(t, s.Wait(t.Context(), 0))
	assert.NoError(t, s.Wait(t.Context(), -time.Second))
	assert.Equal(t, []time.Duration{time.Minute}, reported)
	assert.Equal(t, []time.Duration{time.Second, time.Minute}, slept)
	assert.True(t, s.MovesClock())
	s.Options.Advance = nil
	assert.False(t, s.MovesClock())
}
