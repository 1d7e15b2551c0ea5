package cognitotest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// wayIn is one of the two ways to the same handlers.
type wayIn struct {
	name, url string
	client    *http.Client
}

func waysIn(s *cognitotest.Server) []wayIn {
	return []wayIn{
		{"proxy", "https://cognito-idp.us-east-1.amazonaws.com", s.Client()},
		{"plain endpoint", s.URL, http.DefaultClient},
	}
}

// answer is a response with its body, or the error without a response.
type answer struct {
	*http.Response
	text string
	err  error
}

func send(t *testing.T, c *http.Client, method, url string, header http.Header, body string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	r.Header = header
	response, err := c.Do(r)
	if err != nil {
		return answer{err: err}
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return answer{response, string(text), err}
}

// call sends an unsigned request to an action of the API.
func (w wayIn) call(t *testing.T, action, body string) answer {
	t.Helper()
	header := http.Header{"Content-Type": {"application/x-amz-json-1.1"}, "X-Amz-Target": {"AWSCognitoIdentityProviderService." + action}}
	return send(t, w.client, http.MethodPost, w.url+"/", header, body)
}

func inject(t *testing.T, s *cognitotest.Server, faults ...cognitotest.Fault) {
	t.Helper()
	for _, f := range faults {
		require.NoError(t, s.InjectFault(f))
	}
}

func TestFaultsOfAnAction(t *testing.T) {
	t.Parallel()
	s := start(t)
	const unknown = `{"ClientId":"1a2b3c4d5e6f7g8h9i0j1k2l3m","Token":"x"}`
	without := waysIn(s)[0].call(t, "RevokeToken", unknown)
	require.NoError(t, without.err)
	for _, way := range waysIn(s) {
		for _, tt := range []struct {
			kind                    cognitotest.FaultKind
			status                  int
			body, errorType, reason string
		}{
			{cognitotest.FaultThrottle, 400, `{"__type":"TooManyRequestsException","message":"Rate exceeded"}`, "TooManyRequestsException:", "Rate exceeded"},
			{cognitotest.FaultInternalError, 500, `{"__type":"InternalErrorException","message":"Internal server error."}`, "InternalErrorException:", "Internal server error."},
			{cognitotest.FaultDelay, without.StatusCode, without.text, without.Header.Get("x-amzn-ErrorType"), without.Header.Get("x-amzn-ErrorMessage")},
		} {
			t.Run(way.name+" "+string(tt.kind), func(t *testing.T) {
				fault := cognitotest.Fault{Action: "RevokeToken", Kind: tt.kind, Count: 1}
				if tt.kind == cognitotest.FaultDelay {
					fault.Delay = 300 * time.Millisecond
				}
				inject(t, s, fault)
				other := way.call(t, "GetUser", `{"AccessToken":"x"}`)
				require.NoError(t, other.err)
				assert.Equal(t, "NotAuthorizedException:", other.Header.Get("x-amzn-ErrorType"), "another action")

				began := time.Now()
				got := way.call(t, "RevokeToken", unknown)
				require.NoError(t, got.err)
				assert.Equal(t, tt.status, got.StatusCode)
				assert.Equal(t, tt.body, got.text)
				assert.Equal(t, tt.errorType, got.Header.Get("x-amzn-ErrorType"))
				assert.Equal(t, tt.reason, got.Header.Get("x-amzn-ErrorMessage"))
				assert.Equal(t, "application/x-amz-json-1.1", got.Header.Get("Content-Type"))
				assert.NotEmpty(t, got.Header.Get("x-amzn-RequestId"))
				assert.Equal(t, "*", got.Header.Get("Access-Control-Allow-Origin"), "a page can read the error")
				assert.GreaterOrEqual(t, time.Since(began), fault.Delay)

				assert.Empty(t, s.Faults())
				next := way.call(t, "RevokeToken", unknown)
				require.NoError(t, next.err)
				assert.Equal(t, without.text, next.text, "the next request has no fault")
			})
		}
		for _, kind := range []cognitotest.FaultKind{cognitotest.FaultCutBefore, cognitotest.FaultCutAfter} {
			t.Run(way.name+" "+string(kind), func(t *testing.T) {
				inject(t, s, cognitotest.Fault{Action: "RevokeToken", Kind: kind, Count: 1})
				require.ErrorIs(t, way.call(t, "RevokeToken", unknown).err, io.EOF)
				next := way.call(t, "RevokeToken", unknown)
				require.NoError(t, next.err)
				assert.Equal(t, without.text, next.text)
			})
		}
	}
}

// The bodies and the status 500 are unspecified.
func TestFaultsOfEndpoints(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	issuer := "https://cognito-idp.us-east-1.amazonaws.com/" + e.poolID
	plainDomain := strings.Replace(s.URL, "127.0.0.1", "orders.auth.us-east-1.localhost", 1)
	local := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, strings.TrimPrefix(s.URL, "http://"))
	}}}
	for _, tt := range []struct {
		name, fault, method, url string
		client                   *http.Client
		readable                 bool // by pages
	}{
		{"token endpoint", "/oauth2/token", "POST", e.domain + "/oauth2/token", s.Client(), true},
		{"token endpoint at the plain endpoint", "/oauth2/token", "POST", plainDomain + "/oauth2/token", local, true},
		{"sign-in page", "/login", "GET", e.domain + "/login?client_id=" + e.clientID, s.Client(), false},
		{"sign-in form", "/login", "POST", e.domain + "/login?client_id=" + e.clientID, s.Client(), false},
		{"discovery document", "/.well-known/openid-configuration", "GET", issuer + "/.well-known/openid-configuration", s.Client(), true},
		{"keys", "/.well-known/jwks.json", "GET", issuer + "/.well-known/jwks.json", s.Client(), true},
		{"keys at the plain endpoint", "/.well-known/jwks.json", "GET", s.URL + "/" + e.poolID + "/.well-known/jwks.json", http.DefaultClient, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for kind, want := range map[cognitotest.FaultKind]struct {
				status int
				body   string
			}{
				cognitotest.FaultThrottle:      {429, "Rate exceeded\n"},
				cognitotest.FaultInternalError: {500, "Internal server error.\n"},
			} {
				inject(t, s, cognitotest.Fault{Endpoint: tt.fault, Kind: kind, Count: 1})
				elsewhere := send(t, s.Client(), http.MethodGet, e.domain+"/oauth2/userInfo", http.Header{}, "")
				require.NoError(t, elsewhere.err)
				assert.Equal(t, http.StatusBadRequest, elsewhere.StatusCode, "another endpoint")
				got := send(t, tt.client, tt.method, tt.url, http.Header{}, "")
				require.NoError(t, got.err)
				assert.Equal(t, want.status, got.StatusCode)
				assert.Equal(t, want.body, got.text)
				assert.Equal(t, tt.readable, got.Header.Get("Access-Control-Allow-Origin") == "*")
				assert.Empty(t, s.Faults())
			}
			fresh := func() *http.Client { // net/http repeats a GET whose reused connection closes
				transport := tt.client.Transport
				if transport == nil {
					transport = http.DefaultTransport
				}
				cloned := transport.(*http.Transport).Clone()
				cloned.DisableKeepAlives = true
				return &http.Client{Transport: cloned}
			}
			for _, kind := range []cognitotest.FaultKind{cognitotest.FaultCutBefore, cognitotest.FaultCutAfter} {
				inject(t, s, cognitotest.Fault{Endpoint: tt.fault, Kind: kind, Count: 1})
				require.ErrorIs(t, send(t, fresh(), tt.method, tt.url, http.Header{}, "").err, io.EOF)
			}
			got := send(t, tt.client, tt.method, tt.url, http.Header{}, "")
			require.NoError(t, got.err)
			assert.NotContains(t, []int{429, 500}, got.StatusCode, "without a fault")
		})
	}
}

func TestEachEndpointCanFail(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, e := range endpoints {
		assert.NoError(t, s.InjectFault(cognitotest.Fault{Endpoint: strings.TrimPrefix(e.path, "/{pool}"), Kind: cognitotest.FaultThrottle, Count: 1}), e.path)
	}
	for _, path := range []string{"/", "/_cognitotest/messages", "/_cognitotest/faults", "/{pool}/.well-known/jwks.json", "/oauth2/token?x=1", "https://example.com/login"} {
		assert.ErrorContains(t, s.InjectFault(cognitotest.Fault{Endpoint: path, Kind: cognitotest.FaultThrottle, Count: 1}), `" is not an endpoint of the emulator: the nearest is /`, path)
	}
	assert.Len(t, s.Faults(), len(endpoints))
}

func TestInvalidFaultIsRejected(t *testing.T) {
	t.Parallel()
	s := start(t)
	assert.EqualError(t, s.InjectFault(cognitotest.Fault{Action: "GetTokenFromRefreshToken", Kind: cognitotest.FaultCutAfter, Count: 1}),
		`cognitotest: "GetTokenFromRefreshToken" is not an action of the emulator: the nearest is GetTokensFromRefreshToken`)
	assert.EqualError(t, s.InjectFault(cognitotest.Fault{Action: "InitiateAuth", Kind: cognitotest.FaultThrottle}),
		"cognitotest: 0 is not a count: write how many requests fail, from 1, or that all do")
	assert.Empty(t, s.Faults())
}

func TestFaultsAreListedAndCleared(t *testing.T) {
	t.Parallel()
	s := start(t)
	assert.Empty(t, s.Faults())
	want := []cognitotest.Fault{
		{Action: "RevokeToken", Kind: cognitotest.FaultThrottle, Count: 3},
		{Endpoint: "/oauth2/token", Kind: cognitotest.FaultDelay, Delay: 2 * time.Second, All: true},
	}
	inject(t, s, want...)
	assert.Equal(t, want, s.Faults())
	way := waysIn(s)[1]
	require.Equal(t, "TooManyRequestsException:", way.call(t, "RevokeToken", "{}").Header.Get("x-amzn-ErrorType"))
	want[0].Count = 2
	assert.Equal(t, want, s.Faults())
	s.ClearFaults()
	assert.Empty(t, s.Faults())
	inject(t, s, want...)
	require.NotEmpty(t, s.Requests())
	require.NoError(t, s.Reset())
	assert.Empty(t, s.Faults(), "after a reset")
	assert.Empty(t, s.Requests(), "after a reset")
	assert.Equal(t, "InvalidParameterException:", way.call(t, "RevokeToken", "{}").Header.Get("x-amzn-ErrorType"))
}

// A cut before the handler changes nothing, and a cut after it loses only the response.
func TestCutBeforeAndAfterTheChange(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	once := api(s, "us-east-1")
	create := func(username string) error {
		_, err := once.AdminCreateUser(t.Context(), &cognitoidentityprovider.AdminCreateUserInput{UserPoolId: &e.poolID, Username: &username}, func(o *cognitoidentityprovider.Options) { o.RetryMaxAttempts = 1 })
		return err
	}
	exists := func(username string) bool {
		_, err := once.AdminGetUser(t.Context(), &cognitoidentityprovider.AdminGetUserInput{UserPoolId: &e.poolID, Username: &username})
		return err == nil
	}
	for kind, want := range map[cognitotest.FaultKind]bool{
		cognitotest.FaultCutBefore: false, cognitotest.FaultThrottle: false, cognitotest.FaultInternalError: false, cognitotest.FaultCutAfter: true,
	} {
		inject(t, s, cognitotest.Fault{Action: "AdminCreateUser", Kind: kind, Count: 1})
		require.Error(t, create(string(kind)))
		assert.Equal(t, want, exists(string(kind)), kind)
	}
}

// A request takes effect before its delay, also if the client gives up. The server does not wait
// for delayed responses when it stops.
func TestDelayedRequestTakesEffectAtOnce(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	inject(t, s, cognitotest.Fault{Action: "AdminCreateUser", Kind: cognitotest.FaultDelay, Delay: time.Minute, All: true})
	exists := func(username string) func() bool {
		return func() bool {
			_, err := api(s, "us-east-1").AdminGetUser(t.Context(), &cognitoidentityprovider.AdminGetUserInput{UserPoolId: &e.poolID, Username: &username})
			return err == nil
		}
	}
	impatient, leave := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() {
		_, err := api(s, "us-east-1").AdminCreateUser(impatient, &cognitoidentityprovider.AdminCreateUserInput{UserPoolId: &e.poolID, Username: aws.String("kim")})
		left <- err
	}()
	require.Eventually(t, exists("kim"), 50*time.Second, 10*time.Millisecond)
	leave()
	require.ErrorIs(t, <-left, context.Canceled)
	assert.Eventually(t, func() bool {
		return slices.ContainsFunc(s.Requests(), func(r cognitotest.Request) bool {
			return r.Fault == cognitotest.FaultDelay && r.Status == http.StatusOK
		})
	}, 50*time.Second, 10*time.Millisecond, "the server does not wait for a client that has left")

	ended := make(chan error, 1)
	go func() {
		_, err := api(s, "us-east-1").AdminCreateUser(t.Context(), &cognitoidentityprovider.AdminCreateUserInput{UserPoolId: &e.poolID, Username: aws.String("lee")}, func(o *cognitoidentityprovider.Options) { o.RetryMaxAttempts = 1 })
		ended <- err
	}()
	require.Eventually(t, exists("lee"), 50*time.Second, 10*time.Millisecond)
	s.Close()
	select {
	case err := <-ended:
		require.Error(t, err)
	case <-time.After(50 * time.Second):
		t.Fatal("the delayed response outlives the server")
	}
}

// A browser sends a preflight request before the request that a test wants to fail.
func TestPreflightRequestsHaveNoFault(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	inject(t, s, cognitotest.Fault{Endpoint: "/oauth2/token", Kind: cognitotest.FaultThrottle, Count: 1})
	header := http.Header{"Origin": {"https://app.example.com"}, "Access-Control-Request-Method": {"POST"}}
	preflight := send(t, s.Client(), http.MethodOptions, e.domain+"/oauth2/token", header, "")
	require.NoError(t, preflight.err)
	assert.Less(t, preflight.StatusCode, 300)
	assert.Len(t, s.Faults(), 1)
	got := send(t, s.Client(), http.MethodPost, e.domain+"/oauth2/token", http.Header{}, "")
	require.NoError(t, got.err)
	assert.Equal(t, http.StatusTooManyRequests, got.StatusCode)
}

// The emulator's own paths work while every action fails, also with the headers of an action.
func TestFaultsDoNotApplyToTheControlPaths(t *testing.T) {
	t.Parallel()
	s := start(t)
	inject(t, s, cognitotest.Fault{Action: "InitiateAuth", Kind: cognitotest.FaultCutBefore, All: true})
	header := http.Header{"X-Amz-Target": {"AWSCognitoIdentityProviderService.InitiateAuth"}}
	got := send(t, http.DefaultClient, http.MethodGet, s.URL+"/_cognitotest/messages", header, "")
	require.NoError(t, got.err)
	assert.Equal(t, http.StatusOK, got.StatusCode)
}

// The requests of STS have no action of a fault. Neither has another service's action of the same
// name.
func TestFaultsDoNotApplyToOtherServices(t *testing.T) {
	t.Parallel()
	s := start(t)
	inject(t, s, cognitotest.Fault{Action: "RevokeToken", Kind: cognitotest.FaultCutBefore, All: true})
	for _, host := range []string{"https://sts.us-east-1.amazonaws.com/", "https://kms.us-east-1.amazonaws.com/"} {
		got := send(t, s.Client(), http.MethodPost, host, http.Header{"X-Amz-Target": {"TrentService.RevokeToken"}, "Content-Type": {"application/x-www-form-urlencoded"}}, "Action=RevokeToken")
		assert.NoError(t, got.err, host)
	}
}

func TestConcurrentRequestsGetExactlyTheCount(t *testing.T) {
	t.Parallel()
	s := start(t)
	inject(t, s, cognitotest.Fault{Action: "RevokeToken", Kind: cognitotest.FaultThrottle, Count: 25})
	way := waysIn(s)[1]
	var throttled, others atomic.Int64
	var running sync.WaitGroup
	for range 8 {
		running.Go(func() {
			for range 10 {
				got := way.call(t, "RevokeToken", "{}")
				if got.err != nil {
					continue // counted as neither
				}
				var body struct {
					Type string `json:"__type"`
				}
				_ = json.NewDecoder(bytes.NewBufferString(got.text)).Decode(&body)
				if body.Type == "TooManyRequestsException" {
					throttled.Add(1)
				} else {
					others.Add(1)
				}
			}
		})
	}
	running.Wait()
	assert.EqualValues(t, 25, throttled.Load())
	assert.EqualValues(t, 55, others.Load())
	assert.Empty(t, s.Faults())
}
