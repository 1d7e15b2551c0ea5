package oauth2_test

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/federation"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/oauth2"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/pooltest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const (
	domain   = pooltest.Domain
	callback = pooltest.Callback
)

// fixture is a pool with its endpoints and one user, jo.
type fixture struct {
	*pooltest.Fixture
	t      testing.TB
	store  *userpool.Store
	issuer *token.Issuer
	pool   userpool.Pool
	domain userpool.Domain
	user   userpool.User
	mux    *http.ServeMux
}

func newFixture(t testing.TB) *fixture {
	t.Helper()
	f := pooltest.New(t)
	store := f.Store
	_, err := store.CreateResourceServer(f.Pool.ID, userpool.ResourceServer{
		Identifier: "https://orders.example.com", Name: "orders", Scopes: []userpool.Scope{{Name: "read"}, {Name: "write"}, {Name: "admin"}},
	})
	require.NoError(t, err)
	s := &fixture{Fixture: f, t: t, store: store, issuer: &token.Issuer{Store: store}, pool: f.Pool, domain: f.Domain, mux: http.NewServeMux()}
	providers := &federation.Client{Store: store, HTTP: &http.Client{Transport: discoveryTransport{}}}
	endpoints := &oauth2.Endpoints{Store: store, Issuer: s.issuer, Federation: providers}
	endpoints.Register(s.mux, func(*http.Request) userpool.Domain { return s.domain })
	endpoints.RegisterDiscovery(s.mux, func(*http.Request) string { return "" })
	s.user = s.addUser("jo")
	return s
}

func (s *fixture) addUser(name string) userpool.User {
	s.t.Helper()
	s.AddUser(name, pooltest.Profile(name)...)
	return s.Confirm(name)
}

// addClient adds a confidential client with a few scopes; change may be nil.
func (s *fixture) addClient(change func(*userpool.ClientSettings)) userpool.Client {
	s.t.Helper()
	return s.add(change, true)
}

func (s *fixture) addPublicClient(change func(*userpool.ClientSettings)) userpool.Client {
	s.t.Helper()
	return s.add(change, false)
}

func (s *fixture) add(change func(*userpool.ClientSettings), confidential bool) userpool.Client {
	s.t.Helper()
	settings := userpool.ClientSettings{
		Name: "web", OAuthEnabled: true, EnableTokenRevocation: true,
		CallbackURLs: []string{callback}, SupportedIdentityProviders: []string{"COGNITO"},
		AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: []string{"openid", "email", "https://orders.example.com/read"},
	}
	if change != nil {
		change(&settings)
	}
	return s.AddClient(settings, confidential)
}

// rotating returns a change that enables rotation with a grace period.
func rotating(grace time.Duration) func(*userpool.ClientSettings) {
	return func(c *userpool.ClientSettings) { c.Rotation = &userpool.Rotation{Enabled: true, Grace: grace} }
}

// response is an HTTP response.
type response struct {
	status int
	header http.Header
	body   string
}

func (s *fixture) send(r *http.Request) response {
	s.t.Helper()
	w := httptest.NewRecorder()
	s.mux.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	require.NoError(s.t, err)
	return response{w.Code, w.Header(), string(body)}
}

func (s *fixture) get(path string, header http.Header) response {
	s.t.Helper()
	r := httptest.NewRequest(http.MethodGet, domain+path, nil)
	maps.Copy(r.Header, header)
	return s.send(r)
}

// post sends a form. A client with a secret sends it in the Authorization header.
func (s *fixture) post(path string, c userpool.Client, form url.Values) response {
	s.t.Helper()
	r := formRequest(path, form.Encode())
	if c.Secret() != "" {
		r.SetBasicAuth(c.ID, c.Secret())
	} else {
		form = maps.Clone(form)
		form.Set("client_id", c.ID)
		r = formRequest(path, form.Encode())
	}
	return s.send(r)
}

func formRequest(path, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, domain+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// code signs jo in for a client and returns the code of the callback.
func (s *fixture) code(c userpool.Client, parameters url.Values) string {
	s.t.Helper()
	q := url.Values{"client_id": {c.ID}, "response_type": {"code"}, "redirect_uri": {callback}}
	maps.Copy(q, parameters)
	session := s.store.StartBrowserSession(s.pool.ID, s.user.Username, "")
	got := s.get("/oauth2/authorize?"+q.Encode(), http.Header{"Cookie": {"cognito=" + session.ID}})
	require.Equal(s.t, http.StatusFound, got.status, got.body)
	location, err := url.Parse(got.header.Get("Location"))
	require.NoError(s.t, err)
	require.NotEmpty(s.t, location.Query().Get("code"), got.header.Get("Location"))
	return location.Query().Get("code")
}

func (s *fixture) exchange(c userpool.Client, code string) response {
	s.t.Helper()
	return s.post("/oauth2/token", c, url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {callback}})
}

func (s *fixture) refresh(c userpool.Client, refreshToken string) response {
	s.t.Helper()
	return s.post("/oauth2/token", c, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refreshToken}})
}

// signIn returns the refresh token and the access token of a new sign-in.
func (s *fixture) signIn(c userpool.Client) (refresh, access string) {
	s.t.Helper()
	got := s.exchange(c, s.code(c, nil))
	require.Equal(s.t, http.StatusOK, got.status, got.body)
	return got.member(s.t, "refresh_token"), got.member(s.t, "access_token")
}

// member returns a string member of a JSON body, or "".
func (a response) member(t testing.TB, name string) string {
	t.Helper()
	var body map[string]any
	require.NoError(t, json.Unmarshal([]byte(a.body), &body), a.body)
	text, _ := body[name].(string)
	return text
}

// claims returns the claims of a JWS without verification.
func claims(t *testing.T, jws string) map[string]any {
	t.Helper()
	parsed, err := parseJWS(jws)
	require.NoError(t, err)
	var c map[string]any
	require.NoError(t, parsed.UnsafeClaimsWithoutVerification(&c))
	return c
}

var (
	tokenPattern = regexp.MustCompile(`"eyJ[A-Za-z0-9_.-]+"`)
	uuidPattern  = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`)
)

// masked returns the body with each token replaced by its kind: a JWS has three parts, a JWE
// five.
func (a response) masked() string {
	return tokenPattern.ReplaceAllStringFunc(a.body, func(quoted string) string {
		return map[int]string{2: `"JWS"`, 4: `"JWE"`}[strings.Count(quoted, ".")]
	})
}

func headerNames(h http.Header) []string { return slices.Sorted(maps.Keys(h)) }
