package console

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/fault"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/pooltest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// fixture is a console of a store with one pool.
type fixture struct {
	*pooltest.Fixture
	*Console
}

func newFixture(t *testing.T) fixture {
	t.Helper()
	pool := pooltest.New(t)
	c := New(pool.Store)
	c.Faults = fault.NewRules([]string{"InitiateAuth"}, []string{"/oauth2/token"})
	c.Requests = &requestlog.Log{PoolOf: func(string) string { return "" }}
	c.Snapshots = func() map[string]time.Time { return map[string]time.Time{"before-release": pool.Store.Clock.Now()} }
	return fixture{pool, c}
}

// rotating are the settings of an app client that rotates.
func rotating(name string) userpool.ClientSettings {
	return userpool.ClientSettings{Name: name, EnableTokenRevocation: true, Rotation: &userpool.Rotation{Enabled: true, Grace: time.Minute}}
}

// signIn starts a token family of a user and returns its first refresh token.
func (f fixture) signIn(u userpool.User, c userpool.Client) userpool.RefreshToken {
	f.T.Helper()
	now := f.Fixture.Store.Clock.Now()
	token, err := f.Fixture.Store.StartSignIn(u, userpool.TokenFamily{
		OriginJTI: userpool.NewUUID(), PoolID: f.Pool.ID, ClientID: c.ID, Username: u.Username, AuthTime: now, Issued: now,
		ExpiresAt: now.Add(c.RefreshTokenLifetime()),
	})
	require.NoError(f.T, err)
	return token
}

// addFault adds a valid fault.
func (f fixture) addFault(rule fault.Rule) fault.Rule {
	f.T.Helper()
	added, err := f.Faults.Add(rule)
	require.NoError(f.T, err)
	return added
}

// get sends a request as a browser does whose user typed the address.
func (f fixture) get(path string) *httptest.ResponseRecorder {
	f.T.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:9229"+path, nil)
	r.Header.Set("Sec-Fetch-Site", "none")
	w := httptest.NewRecorder()
	f.ServeHTTP(w, r)
	return w
}

// page returns a page of the console, which must be served.
func (f fixture) pageOf(path string) (*html.Node, string) {
	f.T.Helper()
	w := f.get(Prefix + path)
	require.Equal(f.T, http.StatusOK, w.Code, w.Body.String())
	document, err := html.Parse(strings.NewReader(w.Body.String()))
	require.NoError(f.T, err)
	return document, w.Body.String()
}

// elements returns the elements with a name.
func elements(n *html.Node, name string) (list []*html.Node) {
	for e := range n.Descendants() {
		if e.Type == html.ElementNode && e.Data == name {
			list = append(list, e)
		}
	}
	return list
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// text returns the text of a node with single spaces, also between the cells of a table.
func text(n *html.Node) string {
	var b strings.Builder
	for e := range n.Descendants() {
		if e.Type == html.TextNode {
			b.WriteString(e.Data)
		} else if e.Data == "td" || e.Data == "th" {
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
