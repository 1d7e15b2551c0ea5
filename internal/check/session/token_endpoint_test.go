package session

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// tokenEndpoint is a domain of a pool that returns its responses in their order, one for each
// request. Each request takes a second of the test's clock.
type tokenEndpoint struct {
	t         *testing.T
	now       time.Time
	responses []response
	requests  []string // path and form
	closed    bool     // the browser
	signInErr error
}

// response is a response of the endpoint. With the status 0 the connection ends.
type response struct {
	status int
	body   string
}

func (e *tokenEndpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	assert.NoError(e.t, r.ParseForm())
	e.requests = append(e.requests, r.URL.Path+" "+r.PostForm.Encode())
	e.now = e.now.Add(time.Second)
	if r.URL.Path == "/oauth2/revoke" {
		return
	}
	if !assert.NotEmpty(e.t, e.responses, "unexpected request") || e.responses[0].status == 0 {
		panic(http.ErrAbortHandler)
	}
	w.WriteHeader(e.responses[0].status)
	_, _ = w.Write([]byte(e.responses[0].body))
	e.responses = e.responses[1:]
}

// SignIn implements [Browser]. It takes a minute.
func (e *tokenEndpoint) SignIn(context.Context, login.Credentials) (*login.Callback, error) {
	e.now = e.now.Add(time.Minute)
	if e.signInErr != nil {
		return nil, e.signInErr
	}
	return &login.Callback{Code: "the-code", CodeVerifier: "the-verifier"}, nil
}

func (e *tokenEndpoint) SignOut(context.Context, string) (*login.Response, error) {
	return nil, checktest.ErrNoResponse
}

func (e *tokenEndpoint) Close() error {
	e.closed = true
	return nil
}

// session returns a session of a public client of an API at the endpoint.
func (e *tokenEndpoint) session(api *checktest.API, declared environment.Client) *Session {
	e.t.Helper()
	e.now = testTime
	server := httptest.NewServer(e)
	e.t.Cleanup(server.Close)
	options := &Options{
		User: &ada, Now: func() time.Time { return e.now }, OpenBrowser: func(context.Context, *login.Client, bool) (Browser, error) { return e, nil },
		Advance: func(_ context.Context, d time.Duration) error {
			e.now = e.now.Add(d)
			return nil
		},
	}
	declared.Key, declared.ID = "web", clientID
	deployed := &environment.Environment{Name: "dev", Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E", Clients: []environment.Client{declared}}
	target := check.NewTarget(deployed, check.Connection{API: api, HTTP: &http.Client{Transport: checktest.HostTransport{Server: server}}}, options.Now)
	options.Open(target, &checktest.Users{})
	return Of(target.Clients[0])
}

// publicAPI returns the API of a pool with a public client that can sign in.
func publicAPI() *checktest.API {
	api := checktest.SignInAPI(1)
	api.AppClient.ClientSecret = nil
	return api
}

// issued is a response with tokens.
var issued = response{http.StatusOK, `{"access_token":"a","id_token":"i","refresh_token":"r"}`}

func newEndpoint(t *testing.T, responses ...response) *tokenEndpoint {
	t.Helper()
	return &tokenEndpoint{t: t, responses: responses}
}
