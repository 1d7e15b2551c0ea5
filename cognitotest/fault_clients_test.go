package cognitotest_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// The tests of this file are the rows of docs/faults.md about apps and the AWS SDK.

const tokenEndpoint = "https://orders.auth.us-east-1.amazoncognito.com/oauth2/token"

// refreshGrant sends the refresh token grant once. It returns the body, or the error without a
// response.
func (a *rotatingApp) refreshGrant(t *testing.T, refreshToken string) answer {
	t.Helper()
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refreshToken}, "client_id": {a.clientID}, "client_secret": {a.secret}}
	return send(t, a.server.Client(), http.MethodPost, tokenEndpoint, http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, form.Encode())
}

// bodiesInMemory sends each body from memory. Otherwise a client that fails to finish its request on
// a busy machine loses the response, and the SDK repeats the request without a fault.
type bodiesInMemory struct{ next http.RoundTripper }

func (b bodiesInMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	whole := r.Clone(r.Context())
	whole.Body = io.NopCloser(bytes.NewReader(body))
	return b.next.RoundTrip(whole)
}

// withSDK returns the app with a client of the SDK that sends a request again only as its retryer decides.
func (a *rotatingApp) withSDK() *rotatingApp {
	next := *a
	next.api = cognitoidentityprovider.New(a.api.Options(), func(o *cognitoidentityprovider.Options) {
		o.HTTPClient = &http.Client{Transport: bodiesInMemory{a.server.Client().Transport}}
		o.Retryer = retry.NewStandard(func(o *retry.StandardOptions) {
			o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil }) // the SDK waits up to 20 seconds
		})
	})
	return &next
}

// grace returns the app with another grace period, 0 for none.
func (a *rotatingApp) grace(t *testing.T, seconds int32) *rotatingApp {
	t.Helper()
	return a.newClient(t, func(in *cognitoidentityprovider.CreateUserPoolClientInput) {
		in.RefreshTokenRotation.RetryGracePeriodSeconds = &seconds
	})
}

// An app repeats a refresh whose response is lost, with the only refresh token that it has.
func TestAppRepeatsARefreshAfterAFault(t *testing.T) {
	t.Parallel()
	original := newRotatingApp(t)
	withoutRotation := func(t *testing.T) *rotatingApp {
		return original.newClient(t, func(in *cognitoidentityprovider.CreateUserPoolClientInput) {
			in.RefreshTokenRotation = nil
			in.ExplicitAuthFlows = append(in.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth)
		})
	}
	rotation := func(grace int32) func(*testing.T) *rotatingApp {
		return func(t *testing.T) *rotatingApp { return original.grace(t, grace) }
	}
	const lost = `{"error":"invalid_grant"}` + "\n"
	for _, tt := range []struct {
		name  string
		app   func(*testing.T) *rotatingApp
		kind  cognitotest.FaultKind
		wait  time.Duration // before the repetition
		token bool          // the repetition returns tokens
	}{
		{"cut after the rotation, within the grace period", rotation(60), cognitotest.FaultCutAfter, 59 * time.Second, true},
		{"cut after the rotation, past the grace period", rotation(60), cognitotest.FaultCutAfter, 61 * time.Second, false},
		{"cut after the rotation, without a grace period", rotation(0), cognitotest.FaultCutAfter, 0, false},
		{"cut before the rotation, without a grace period", rotation(0), cognitotest.FaultCutBefore, 0, true},
		{"cut after a refresh without rotation", withoutRotation, cognitotest.FaultCutAfter, time.Minute, true},
		{"throttled, without a grace period", rotation(0), cognitotest.FaultThrottle, 0, true},
		{"internal error, without a grace period", rotation(0), cognitotest.FaultInternalError, 0, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := tt.app(t)
			refreshToken := a.signIn(t)
			inject(t, a.server, cognitotest.Fault{Endpoint: "/oauth2/token", Kind: tt.kind, Count: 1})
			first := a.refreshGrant(t, refreshToken)
			assert.True(t, first.err != nil || first.StatusCode >= 429, "the first request fails")
			a.server.Advance(tt.wait)
			again := a.refreshGrant(t, refreshToken)
			require.NoError(t, again.err)
			if !tt.token {
				assert.Equal(t, http.StatusBadRequest, again.StatusCode)
				assert.Equal(t, lost, again.text)
				assert.NotEmpty(t, a.signIn(t), "the user signs in again")
				return
			}
			assert.Equal(t, http.StatusOK, again.StatusCode, again.text)
			assert.Contains(t, again.text, `"access_token":"`)
		})
	}
}

// The client gives up before a slow response arrives. The rotation has taken place.
func TestSlowRotationIsLostWithoutAGracePeriod(t *testing.T) {
	t.Parallel()
	a := newRotatingApp(t)
	for grace, want := range map[int32]int{0: http.StatusBadRequest, 60: http.StatusOK} {
		app := a.grace(t, grace)
		refreshToken := app.signIn(t)
		inject(t, app.server, cognitotest.Fault{Endpoint: "/oauth2/token", Kind: cognitotest.FaultDelay, Delay: time.Minute, Count: 1})
		impatient := *app.server.Client()
		impatient.Timeout = 500 * time.Millisecond
		_, err := impatient.PostForm(tokenEndpoint, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refreshToken}, "client_id": {app.clientID}, "client_secret": {app.secret}})
		require.ErrorContains(t, err, "Client.Timeout exceeded")
		again := app.refreshGrant(t, refreshToken)
		require.NoError(t, again.err)
		assert.Equal(t, want, again.StatusCode, "grace period of %d seconds", grace)
	}
}

// A code works once, so the user starts again at the authorize endpoint.
func TestCodeIsLostWithItsResponse(t *testing.T) {
	t.Parallel()
	a := newRotatingApp(t)
	back := signInAs(t, browser(t, a.server.Client()), "https://orders.auth.us-east-1.amazoncognito.com/oauth2/authorize?response_type=code&scope=openid&client_id="+a.clientID+"&redirect_uri="+url.QueryEscape(callback), a.username)
	form := url.Values{"grant_type": {"authorization_code"}, "code": {back.Get("code")}, "redirect_uri": {callback}, "client_id": {a.clientID}, "client_secret": {a.secret}}
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	inject(t, a.server, cognitotest.Fault{Endpoint: "/oauth2/token", Kind: cognitotest.FaultCutAfter, Count: 1})
	require.ErrorIs(t, send(t, a.server.Client(), http.MethodPost, tokenEndpoint, header, form.Encode()).err, io.EOF)
	again := send(t, a.server.Client(), http.MethodPost, tokenEndpoint, header, form.Encode())
	require.NoError(t, again.err)
	assert.Equal(t, `{"error":"invalid_grant"}`+"\n", again.text)
}

// golang.org/x/oauth2 sends a refresh once and keeps its refresh token after an error.
func TestOAuth2LibraryDoesNotRepeatARefresh(t *testing.T) {
	t.Parallel()
	a := newRotatingApp(t)
	for _, kind := range []cognitotest.FaultKind{cognitotest.FaultThrottle, cognitotest.FaultInternalError, cognitotest.FaultCutBefore, cognitotest.FaultCutAfter} {
		t.Run(string(kind), func(t *testing.T) {
			config := oauth2.Config{ClientID: a.clientID, ClientSecret: a.secret, Endpoint: oauth2.Endpoint{TokenURL: tokenEndpoint, AuthStyle: oauth2.AuthStyleInParams}}
			ctx := context.WithValue(t.Context(), oauth2.HTTPClient, a.server.Client())
			source := config.TokenSource(ctx, &oauth2.Token{RefreshToken: a.signIn(t)})
			inject(t, a.server, cognitotest.Fault{Endpoint: "/oauth2/token", Kind: kind, Count: 1})
			a.server.ClearRequests()
			_, err := source.Token()
			require.Error(t, err)
			got, err := source.Token() // within the grace period
			require.NoError(t, err)
			assert.NotEmpty(t, got.AccessToken)
			assert.Eventually(t, func() bool { return len(a.server.Requests()) == 2 }, 10*time.Second, time.Millisecond)
		})
	}
}

// The SDK of AWS sends a request up to three times by itself. It repeats a rotation with the same
// refresh token.
func TestSDKRepeatsARefreshAfterAFault(t *testing.T) {
	t.Parallel()
	original := newRotatingApp(t).withSDK()
	for _, tt := range []struct {
		name  string
		grace int32
		kind  cognitotest.FaultKind
		count int
		want  string // the error; "" for tokens
		sent  int
	}{
		{"cut after the rotation, within the grace period", 10, cognitotest.FaultCutAfter, 1, "", 2},
		{"cut after the rotation twice, within the grace period", 10, cognitotest.FaultCutAfter, 2, "", 3},
		{"cut after the rotation, without a grace period", 0, cognitotest.FaultCutAfter, 1, "RefreshTokenReuseException: ", 2},
		{"cut before the rotation, without a grace period", 0, cognitotest.FaultCutBefore, 2, "", 3},
		{"throttled twice", 0, cognitotest.FaultThrottle, 2, "", 3},
		{"throttled three times", 0, cognitotest.FaultThrottle, 3, "TooManyRequestsException: Rate exceeded", 3},
		{"internal errors twice", 0, cognitotest.FaultInternalError, 2, "", 3},
		{"internal errors three times", 0, cognitotest.FaultInternalError, 3, "InternalErrorException: Internal server error.", 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := original.grace(t, tt.grace)
			refreshToken := a.signIn(t)
			inject(t, a.server, cognitotest.Fault{Action: "GetTokensFromRefreshToken", Kind: tt.kind, Count: tt.count})
			a.server.ClearRequests()
			got, err := a.getTokens(t, refreshToken)
			if tt.want == "" {
				require.NoError(t, err)
				assert.NotEmpty(t, aws.ToString(got.RefreshToken))
			} else {
				assert.Contains(t, exceptionOf(t, err), tt.want)
			}
			assert.Eventually(t, func() bool { return len(a.server.Requests()) == tt.sent }, 10*time.Second, time.Millisecond, "requests")
			assert.Empty(t, a.server.Faults())
		})
	}
}

// The SDK repeats a creation whose response is lost.
func TestSDKRepeatsACreation(t *testing.T) {
	t.Parallel()
	a := newRotatingApp(t).withSDK()
	inject(t, a.server,
		cognitotest.Fault{Action: "CreateUserPool", Kind: cognitotest.FaultCutAfter, Count: 1},
		cognitotest.Fault{Action: "AdminCreateUser", Kind: cognitotest.FaultCutAfter, Count: 1})
	created, err := a.api.CreateUserPool(t.Context(), &cognitoidentityprovider.CreateUserPoolInput{PoolName: aws.String("twice")})
	require.NoError(t, err)
	listed, err := a.api.ListUserPools(t.Context(), &cognitoidentityprovider.ListUserPoolsInput{MaxResults: aws.Int32(10)})
	require.NoError(t, err)
	var same []string
	for _, p := range listed.UserPools {
		if *p.Name == "twice" {
			same = append(same, *p.Id)
		}
	}
	assert.Len(t, same, 2)
	assert.Contains(t, same, *created.UserPool.Id)

	_, err = a.api.AdminCreateUser(t.Context(), &cognitoidentityprovider.AdminCreateUserInput{UserPoolId: &a.poolID, Username: aws.String("kim@example.com")})
	assert.Contains(t, exceptionOf(t, err), "UsernameExistsException: ")
}

// net/http repeats a GET whose reused connection closes without a response, and no POST.
func TestGoRepeatsAGetOnAReusedConnection(t *testing.T) {
	t.Parallel()
	a := newRotatingApp(t)
	client := a.server.Client()
	keys := "https://cognito-idp.us-east-1.amazonaws.com/" + a.poolID + "/.well-known/jwks.json"
	require.NoError(t, send(t, client, http.MethodGet, keys, http.Header{}, "").err)
	inject(t, a.server, cognitotest.Fault{Endpoint: "/.well-known/jwks.json", Kind: cognitotest.FaultCutBefore, Count: 1})
	got := send(t, client, http.MethodGet, keys, http.Header{}, "")
	require.NoError(t, got.err)
	assert.Equal(t, http.StatusOK, got.StatusCode)
	assert.Empty(t, a.server.Faults())

	require.NoError(t, a.refreshGrant(t, "x").err)
	inject(t, a.server, cognitotest.Fault{Endpoint: "/oauth2/token", Kind: cognitotest.FaultCutBefore, Count: 1})
	require.ErrorIs(t, a.refreshGrant(t, "x").err, io.EOF)
}
