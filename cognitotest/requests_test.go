package cognitotest_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// lastRequest returns the newest request.
func lastRequest(t *testing.T, s *cognitotest.Server) cognitotest.Request {
	t.Helper()
	// The client has the response before the server logs the request.
	require.Eventually(t, func() bool { return len(s.Requests()) > 0 }, 10*time.Second, time.Millisecond)
	requests := s.Requests()
	return requests[len(requests)-1]
}

func TestRequestsAreListed(t *testing.T) {
	t.Parallel()
	s := start(t)
	a := newEnvironment(t, s, types.FeatureTypeEnabled)
	const (
		apiHost = "cognito-idp.us-east-1.amazonaws.com"
		domain  = "orders.auth.us-east-1.amazoncognito.com"
		form    = "application/x-www-form-urlencoded"
		unknown = "1a2b3c4d5e6f7g8h9i0j1k2l3m"
	)
	proxy, plain := waysIn(s)[0], waysIn(s)[1]
	action := func(way wayIn, name, body string) func() answer {
		return func() answer { return way.call(t, name, body) }
	}
	token := func(header http.Header, body string) func() answer {
		header.Set("Content-Type", form)
		return func() answer {
			return send(t, s.Client(), http.MethodPost, a.domain+"/oauth2/token", header, body)
		}
	}
	basic := http.Header{}
	(&http.Request{Header: basic}).SetBasicAuth(a.clientID, a.clientSecret)
	get := func(target string) func() answer {
		return func() answer { return send(t, browser(t, s.Client()), http.MethodGet, target, http.Header{}, "") }
	}
	for _, tt := range []struct {
		name  string
		fault cognitotest.Fault
		send  func() answer
		want  cognitotest.Request
	}{
		{"action through the proxy", cognitotest.Fault{}, action(proxy, "RevokeToken", `{"ClientId":"`+a.clientID+`","ClientSecret":"`+a.clientSecret+`","Token":"x"}`), cognitotest.Request{
			Host: apiHost, Method: "POST", Path: "/", Action: "RevokeToken", UserPoolID: a.poolID, ClientID: a.clientID, Status: 200}},
		{"action with a pool", cognitotest.Fault{}, action(proxy, "DescribeUserPool", `{"UserPoolId":"`+a.poolID+`"}`), cognitotest.Request{
			Host: apiHost, Method: "POST", Path: "/", Action: "DescribeUserPool", UserPoolID: a.poolID, Status: 400, Error: "MissingAuthenticationTokenException", Description: "Missing Authentication Token"}},
		{"unknown client", cognitotest.Fault{}, action(plain, "InitiateAuth", `{"ClientId":"`+unknown+`","AuthFlow":"USER_PASSWORD_AUTH"}`), cognitotest.Request{
			Host: strings.TrimPrefix(s.URL, "http://"), Method: "POST", Path: "/", Action: "InitiateAuth", ClientID: unknown, Status: 400, Error: "ResourceNotFoundException", Description: "User pool client " + unknown + " does not exist."}},
		{"unknown action", cognitotest.Fault{}, action(plain, "Coffee", "{}"), cognitotest.Request{
			Host: strings.TrimPrefix(s.URL, "http://"), Method: "POST", Path: "/", Action: "Coffee", Status: 400, Error: "UnknownOperationException"}},
		{"ids that are not ids", cognitotest.Fault{}, action(plain, "DescribeUserPool", `{"UserPoolId":"Passw0rd!","ClientId":"Passw0rd!"}`), cognitotest.Request{
			Host: strings.TrimPrefix(s.URL, "http://"), Method: "POST", Path: "/", Action: "DescribeUserPool", Status: 400, Error: "MissingAuthenticationTokenException", Description: "Missing Authentication Token"}},
		{"throttled action", cognitotest.Fault{Action: "RevokeToken", Kind: cognitotest.FaultThrottle, Count: 1}, action(proxy, "RevokeToken", `{"ClientId":"`+a.clientID+`"}`), cognitotest.Request{
			Host: apiHost, Method: "POST", Path: "/", Action: "RevokeToken", UserPoolID: a.poolID, ClientID: a.clientID, Status: 400, Error: "TooManyRequestsException", Description: "Rate exceeded", Fault: cognitotest.FaultThrottle}},
		{"form with a client", cognitotest.Fault{}, token(http.Header{}, "grant_type=refresh_token&refresh_token=x&client_secret="+a.clientSecret+"&client_id="+a.clientID), cognitotest.Request{
			Host: domain, Method: "POST", Path: "/oauth2/token", UserPoolID: a.poolID, ClientID: a.clientID, Status: 400, Error: "invalid_grant"}},
		{"header with a client", cognitotest.Fault{}, token(basic, "grant_type=authorization_code&code=x&redirect_uri=x"), cognitotest.Request{
			Host: domain, Method: "POST", Path: "/oauth2/token", UserPoolID: a.poolID, ClientID: a.clientID, Status: 400, Error: "invalid_grant"}},
		{"lost response", cognitotest.Fault{Endpoint: "/oauth2/token", Kind: cognitotest.FaultCutAfter, Count: 1}, token(basic, "grant_type=refresh_token&refresh_token=x"), cognitotest.Request{
			Host: domain, Method: "POST", Path: "/oauth2/token", UserPoolID: a.poolID, ClientID: a.clientID, Status: 400, Error: "invalid_grant", Fault: cognitotest.FaultCutAfter}},
		{"request without a response", cognitotest.Fault{Endpoint: "/oauth2/token", Kind: cognitotest.FaultCutBefore, Count: 1}, token(basic, "grant_type=refresh_token&refresh_token=x"), cognitotest.Request{
			Host: domain, Method: "POST", Path: "/oauth2/token", UserPoolID: a.poolID, ClientID: a.clientID, Fault: cognitotest.FaultCutBefore}},
		{"redirect with an error", cognitotest.Fault{}, get(a.domain + "/oauth2/authorize?response_type=code&scope=phone&client_id=" + a.clientID + "&redirect_uri=" + url.QueryEscape(callback)), cognitotest.Request{
			Host: domain, Method: "GET", Path: "/oauth2/authorize", UserPoolID: a.poolID, ClientID: a.clientID, Status: 302, Error: "invalid_request", Description: "invalid_scope"}},
		{"page", cognitotest.Fault{}, get(a.domain + "/login?client_id=" + a.clientID + "&response_type=code&redirect_uri=" + url.QueryEscape(callback)), cognitotest.Request{
			Host: domain, Method: "GET", Path: "/login", UserPoolID: a.poolID, ClientID: a.clientID, Status: 200}},
		{"document of an issuer", cognitotest.Fault{}, get("https://" + apiHost + "/" + a.poolID + "/.well-known/jwks.json"), cognitotest.Request{
			Host: apiHost, Method: "GET", Path: "/" + a.poolID + "/.well-known/jwks.json", UserPoolID: a.poolID, Status: 200}},
		{"large body", cognitotest.Fault{}, action(plain, "RevokeToken", strings.Repeat(" ", 3<<20)), cognitotest.Request{
			Host: strings.TrimPrefix(s.URL, "http://"), Method: "POST", Path: "/", Action: "RevokeToken", Status: 413, Error: "RequestEntityTooLargeException", Description: "The request body is larger than 2097152 bytes."}},
		{"unknown host", cognitotest.Fault{}, func() answer {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/x?code=secret", nil)
			require.NoError(t, err)
			r.Host = "elsewhere.example.com"
			response, err := http.DefaultClient.Do(r)
			require.NoError(t, err)
			return answer{response, "", response.Body.Close()}
		}, cognitotest.Request{Host: "elsewhere.example.com", Method: "GET", Path: "/x", Status: 421}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.fault.Kind != "" {
				inject(t, s, tt.fault)
			}
			s.ClearRequests()
			began := s.Now()
			sent := tt.send()
			if cut := strings.HasPrefix(string(tt.fault.Kind), "cut-"); !cut {
				require.NoError(t, sent.err)
				assert.Equal(t, tt.want.Status, sent.StatusCode, sent.text)
			}
			got := lastRequest(t, s)
			assert.False(t, got.Time.Before(began))
			assert.WithinDuration(t, began, got.Time, time.Minute)
			assert.Positive(t, got.Duration)
			got.Time, got.Duration = time.Time{}, 0
			assert.Equal(t, tt.want, got)
			assert.Len(t, s.Requests(), 1)
		})
	}
}

func TestRequestsHaveTheTimeOfTheServer(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.Advance(30 * 24 * time.Hour)
	inject(t, s, cognitotest.Fault{Action: "RevokeToken", Kind: cognitotest.FaultDelay, Delay: 200 * time.Millisecond, Count: 1})
	require.NoError(t, waysIn(s)[1].call(t, "RevokeToken", "{}").err)
	got := lastRequest(t, s)
	assert.WithinDuration(t, time.Now().Add(30*24*time.Hour), got.Time, time.Minute)
	assert.GreaterOrEqual(t, got.Duration, 200*time.Millisecond)
	assert.Less(t, got.Duration, time.Minute)
	assert.Equal(t, cognitotest.FaultDelay, got.Fault)
}

func TestControlRequestsAreNotListed(t *testing.T) {
	t.Parallel()
	s := start(t)
	require.NoError(t, send(t, http.DefaultClient, http.MethodGet, s.URL+"/_cognitotest/messages", http.Header{}, "").err)
	require.NoError(t, waysIn(s)[1].call(t, "RevokeToken", "{}").err)
	assert.Equal(t, "RevokeToken", lastRequest(t, s).Action)
	assert.Len(t, s.Requests(), 1)
}

// Each text has a limit, because a client chooses it.
func TestLongTextsOfRequestsAreCut(t *testing.T) {
	t.Parallel()
	s := start(t)
	way := waysIn(s)[1]
	require.NoError(t, send(t, http.DefaultClient, http.MethodGet, s.URL+"/"+strings.Repeat("p", 5000), http.Header{}, "").err)
	assert.Len(t, lastRequest(t, s).Path, 512)
	s.ClearRequests()
	require.NoError(t, way.call(t, strings.Repeat("a", 5000), "{}").err)
	assert.Len(t, lastRequest(t, s).Action, 512)
}

// The log has no password, code, token, secret or session of a sign-in and its refreshes.
func TestRequestsHaveNoSecrets(t *testing.T) {
	t.Parallel()
	a := newRotatingApp(t)
	s := a.server
	secrets := []string{*a.password, a.secret}
	first := a.tokens(t)
	secrets = append(secrets, *first.AccessToken, *first.IdToken, *first.RefreshToken)
	_, err := a.api.GetUser(t.Context(), &cognitoidentityprovider.GetUserInput{AccessToken: first.AccessToken})
	require.NoError(t, err)
	second := a.refreshed(t, *first.RefreshToken)
	secrets = append(secrets, second)
	s.Advance(time.Minute)
	assert.NotEmpty(t, a.refreshError(t, *first.RefreshToken))
	_, err = a.api.InitiateAuth(t.Context(), &cognitoidentityprovider.InitiateAuthInput{
		ClientId: &a.clientID, AuthFlow: types.AuthFlowTypeUserPasswordAuth,
		AuthParameters: map[string]string{"USERNAME": a.username, "PASSWORD": "Wr0ng-Passw0rd!", "SECRET_HASH": a.secretHash(a.username)},
	})
	require.Error(t, err)
	secrets = append(secrets, "Wr0ng-Passw0rd!", a.secretHash(a.username))
	_, err = a.api.RespondToAuthChallenge(t.Context(), &cognitoidentityprovider.RespondToAuthChallengeInput{
		ClientId: &a.clientID, ChallengeName: types.ChallengeNameTypeSoftwareTokenMfa, Session: new(strings.Repeat("s3ssion-", 8)),
		ChallengeResponses: map[string]string{"USERNAME": a.username, "SOFTWARE_TOKEN_MFA_CODE": "123456"},
	})
	require.Error(t, err)
	secrets = append(secrets, "s3ssion-", "123456")

	const state, domain = "st4te-of-the-app", "https://orders.auth.us-east-1.amazoncognito.com"
	authorize := domain + "/oauth2/authorize?response_type=code&scope=openid&client_id=" + a.clientID + "&state=" + state + "&redirect_uri=" + url.QueryEscape(callback)
	back := signInAs(t, browser(t, s.Client()), authorize, a.username)
	code := back.Get("code")
	require.NotEmpty(t, code)
	form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {callback}, "client_id": {a.clientID}, "client_secret": {a.secret}}
	for _, want := range []int{http.StatusOK, http.StatusBadRequest} { // the second time the code is used
		response, _ := fetch(t, s.Client(), http.MethodPost, domain+"/oauth2/token", form)
		require.Equal(t, want, response.StatusCode)
	}
	secrets = append(secrets, state, code)

	text := fmt.Sprintf("%+v", s.Requests())
	require.Contains(t, text, "/oauth2/token")
	require.Contains(t, text, "RefreshTokenReuseException")
	for _, secret := range secrets {
		require.NotEmpty(t, secret)
		assert.NotContains(t, text, secret)
	}
}
