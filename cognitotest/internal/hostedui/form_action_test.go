package hostedui_test

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	markup "golang.org/x/net/html"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The action of a form on the classic pages has the known parameters, decoded. Links have the
// unchanged query (captures of 2025 and 2026).
func TestFormAction(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.change(func(p *userpool.Pool) { p.AutoVerifiedAttributes = []string{"email"} })
	id := s.client.ID
	query := "client_id=" + id + "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback&response_type=code&scope=openid%20email" +
		"&response_mode=form_post&nonce=639.Zjky&state=CfDJ8A-_c&x-client-SKU=ID_NET9_0&x-client-ver=8.19.2.0"
	want := "client_id=" + id + "&amp;redirect_uri=https://app.example.com/callback&amp;response_type=code&amp;scope=openid email&amp;nonce=639.Zjky&amp;state=CfDJ8A-_c"
	got := s.newBrowser().get("/login?" + query)
	assert.Equal(t, 2, strings.Count(got.body, `<form action="/login?`+want+`" method="POST" name="cognitoSignInForm" class="cognito-asf">`), got.body)
	assert.Equal(t, 2, strings.Count(got.body, `<a href="/forgotPassword?`+strings.ReplaceAll(query, "&", "&amp;")+`">`))
	for _, path := range []string{"/signup", "/forgotPassword", "/confirm"} {
		assert.Contains(t, s.newBrowser().get(path+"?"+query).body, `<form action="`+path+"?"+want+`" method="POST"`, path)
	}
	assert.Contains(t, s.newBrowser().get("/confirm?"+query).body, `<form action="/resendcode?`+want+`" method="POST"`)
	m := newManagedFixture(t)
	query = strings.ReplaceAll(query, id, m.client.ID)
	assert.Contains(t, m.newBrowser().get("/login?"+query).body, `<form action="/login?`+strings.ReplaceAll(query, "&", "&amp;")+`" method="POST"`)
}

// hostileStates are values of state with characters that have a meaning in HTML, URLs or forms.
var hostileStates = []string{
	`" onsubmit="alert(1)`, `"><script>alert(1)</script>`, `'>"`, `&amp;&quot;`, `a&client_id=other`, `a#b`, `100%`, `%41`, `%zz`, `a+b`, `a b`, ` a `, `a  `,
	`;`, `a;b=c`, `=`, `?x=1`, `\`, "a\tb\nc\rd", "\x00", "\x7f", `é日本🙂`, "\xff\xfe", "`{|}~^[]", `javascript:alert(1)`, "\u2028",
}

// The app receives its state unchanged after a browser has posted the form. No state can add an
// attribute to the form.
func TestFormActionRoundTrip(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	for _, state := range hostileStates {
		t.Run(state, func(t *testing.T) {
			t.Parallel()
			b := s.newBrowser()
			query := url.Values{"client_id": {s.client.ID}, "response_type": {"code"}, "redirect_uri": {callback}, "state": {state}}
			// The state is the last parameter: a browser removes spaces at the end of an action.
			p := b.get("/login?" + strings.Replace(query.Encode(), "&state="+url.QueryEscape(state), "", 1) + "&state=" + url.QueryEscape(state))
			assertBareForms(t, p.withoutScript())
			got := b.submit(p, url.Values{"username": {"jo"}, "password": {"wrong"}})
			require.Equal(t, "Incorrect username or password.", got.alert())
			assertBareForms(t, got.withoutScript())
			got = b.submit(got, url.Values{"username": {"jo"}, "password": {password}})
			require.Equal(t, http.StatusFound, got.status, got.body)
			location, err := url.Parse(got.location)
			require.NoError(t, err)
			assert.Equal(t, []string{state}, location.Query()["state"])
			assert.Len(t, location.Query(), 2, got.location)
		})
	}
}

// assertBareForms requires that the rest of a page has no script and that its forms have only the expected
// attributes.
func assertBareForms(t *testing.T, page string) {
	t.Helper()
	root, err := markup.Parse(strings.NewReader(page))
	require.NoError(t, err)
	forms := 0
	for node := range root.Descendants() {
		assert.NotEqual(t, "script", node.Data)
		if node.Type != markup.ElementNode || node.Data != "form" {
			continue
		}
		forms++
		var names []string
		for _, a := range node.Attr {
			names = append(names, a.Key)
		}
		assert.Equal(t, []string{"action", "method", "name", "class"}, names)
	}
	assert.Equal(t, 2, forms)
}

// The action of a form in managed login has the unchanged query. The query cannot add an attribute.
func TestFormActionOfManagedLogin(t *testing.T) {
	t.Parallel()
	s := newManagedFixture(t)
	for _, raw := range []string{`'onmouseover='alert(1)`, `%22%3E%3Cscript%3E`, `a%26b%23c+d%25`} {
		b := s.newBrowser()
		path := s.loginPath(s.client) + "&nonce=" + raw
		got := b.get(path)
		form := formPattern.FindStringSubmatch(got.body)
		require.NotNil(t, form)
		assert.Equal(t, path, html.UnescapeString(form[1]))
		assert.NotContains(t, got.body, "'onmouseover")
		p := b.submit(got, url.Values{"username": {"jo"}})
		requireSignedIn(t, b.submit(p, url.Values{"password": {password}}))
	}
}
