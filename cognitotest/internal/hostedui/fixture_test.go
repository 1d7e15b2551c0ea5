package hostedui_test

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/federation"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/hostedui"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/pooltest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const (
	domain   = pooltest.Domain
	callback = pooltest.Callback
	password = pooltest.Password
)

// fixture is a pool with its pages, one client and one user, jo.
type fixture struct {
	t      *testing.T
	store  *userpool.Store
	domain userpool.Domain
	client userpool.Client
	mux    *http.ServeMux
	pages  *hostedui.Pages
}

// unreachableNetwork is a network in which every request fails.
type unreachableNetwork struct{}

func (unreachableNetwork) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("no network")
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := pooltest.New(t)
	store := f.Store
	s := &fixture{t: t, store: store, mux: http.NewServeMux(), domain: f.Domain}
	issuer, triggers := &token.Issuer{Store: store}, &trigger.Invoker{}
	messages := &message.Sender{Store: store, Triggers: triggers}
	accounts := &account.Service{Store: store, Triggers: triggers, Messages: messages}
	passkeys := &passkey.Service{Store: store}
	s.pages = hostedui.New(hostedui.Pages{
		Store: store, Issuer: issuer, Accounts: accounts,
		SignIns:    &signin.Service{Store: store, Issuer: issuer, Triggers: triggers, Messages: messages, Accounts: accounts, Passkeys: passkeys},
		Passkeys:   passkeys,
		Federation: &federation.Client{Store: store, HTTP: &http.Client{Transport: unreachableNetwork{}}},
	})
	s.pages.Register(s.mux, func(*http.Request) userpool.Domain { return s.domain })
	s.client = s.addClient("ENABLED")
	s.addUser("jo")
	f.Confirm("jo")
	return s
}

// addClient adds a client to the pool of s.domain. A test can replace s.domain.
func (s *fixture) addClient(preventUserExistenceErrors string) userpool.Client {
	s.t.Helper()
	c, err := s.store.CreateClient(s.domain.PoolID, userpool.ClientSettings{
		Name: "web", OAuthEnabled: true, AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: []string{"openid", "email"},
		CallbackURLs: []string{callback}, SupportedIdentityProviders: []string{"COGNITO"}, LogoutURLs: []string{"https://app.example.com/bye"},
		PreventUserExistenceErrors: preventUserExistenceErrors,
	}, "", false)
	require.NoError(s.t, err)
	return c
}

// addUser adds a user with a temporary password.
func (s *fixture) addUser(name string) {
	s.t.Helper()
	_, err := s.store.CreateUser(s.domain.PoolID, name, nil, password)
	require.NoError(s.t, err)
}

// loginPath returns the path of a client's sign-in page, with the query of an authorization request.
func (s *fixture) loginPath(c userpool.Client) string {
	return "/login?" + url.Values{
		"client_id": {c.ID}, "response_type": {"code"}, "redirect_uri": {callback}, "state": {"s"},
	}.Encode()
}

// browser is a browser with its cookies.
type browser struct {
	fixture *fixture
	cookies map[string]string
}

func (s *fixture) newBrowser() *browser { return &browser{fixture: s, cookies: map[string]string{}} }

// page is a response that a browser received.
type page struct {
	status   int
	header   http.Header
	body     string
	location string
	cookies  []*http.Cookie
}

func (b *browser) do(r *http.Request) page {
	b.fixture.t.Helper()
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.fixture.mux.ServeHTTP(w, r)
	p := page{status: w.Code, header: w.Header(), body: w.Body.String(), location: w.Header().Get("Location"), cookies: w.Result().Cookies()}
	for _, c := range p.cookies {
		b.cookies[c.Name] = c.Value
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return p
}

func (b *browser) get(path string) page {
	return b.do(httptest.NewRequest(http.MethodGet, domain+path, nil))
}

func (b *browser) post(path string, form url.Values) page {
	r := httptest.NewRequest(http.MethodPost, domain+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r)
}

var (
	formPattern   = regexp.MustCompile(`<form action="([^"]*)" method="POST" name="([^"]*)"`)
	hiddenPattern = regexp.MustCompile(`<input type="hidden"(?: class="[^"]*")? name="([^"]*)"(?: value="([^"]*)")?/?>`)
	alertPattern  = regexp.MustCompile(`role="alert">([^<]*)<`)
)

// submit posts the page's first form with its hidden fields and the given fields.
func (b *browser) submit(p page, fields url.Values) page {
	b.fixture.t.Helper()
	form := formPattern.FindStringSubmatch(p.body)
	require.NotNil(b.fixture.t, form, p.body)
	values := url.Values{}
	for _, hidden := range hiddenPattern.FindAllStringSubmatch(p.body, -1) {
		values.Set(hidden[1], html.UnescapeString(hidden[2]))
	}
	maps.Copy(values, fields)
	return b.post(requestTarget(html.UnescapeString(form[1])), values)
}

// requestTarget returns the request target for the action of a form, as a browser computes it: it
// removes tabs, newlines and final spaces, and encodes characters that a query cannot contain (URL
// Standard, "basic URL parser" and "special-query percent-encode set").
func requestTarget(action string) string {
	action, _, _ = strings.Cut(strings.TrimRight(action, " "), "#")
	var b strings.Builder
	for _, c := range []byte(strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(action)) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"#<>'", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// hiddenField returns the value of a page's hidden field, or "".
func hiddenField(p page, name string) string {
	for _, hidden := range hiddenPattern.FindAllStringSubmatch(p.body, -1) {
		if hidden[1] == name {
			return html.UnescapeString(hidden[2])
		}
	}
	return ""
}

// signIn opens the sign-in page and posts the form.
func (b *browser) signIn(c userpool.Client, username, password string) page {
	b.fixture.t.Helper()
	return b.submit(b.get(b.fixture.loginPath(c)), url.Values{"username": {username}, "password": {password}})
}

var scriptPattern = regexp.MustCompile(`(?s)<script>(.*?)</script>`)

// withoutScript returns the page without the script that its policy allows. Any other script stays.
func (p page) withoutScript() string {
	policy := p.header.Get("Content-Security-Policy")
	return scriptPattern.ReplaceAllStringFunc(p.body, func(element string) string {
		hash := sha256.Sum256([]byte(scriptPattern.FindStringSubmatch(element)[1]))
		if strings.Contains(policy, "script-src 'sha256-"+base64.StdEncoding.EncodeToString(hash[:])+"'") {
			return ""
		}
		return element
	})
}

// alert returns the first error message of the page as text, or "".
func (p page) alert() string {
	match := alertPattern.FindStringSubmatch(p.body)
	if match == nil {
		return ""
	}
	return html.UnescapeString(match[1])
}

var codePattern = regexp.MustCompile(`^https://app\.example\.com/callback\?code=[0-9a-f-]{36}&state=s$`)

func requireSignedIn(t *testing.T, p page) {
	t.Helper()
	require.Equal(t, http.StatusFound, p.status, p.body)
	require.Regexp(t, codePattern, p.location)
}
