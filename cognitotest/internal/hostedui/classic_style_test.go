package hostedui_test

import (
	"encoding/base64"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A PNG file of one pixel.
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

// customize stores a document of SetUICustomization.
func (s *fixture) customize(clientID, document string) {
	s.t.Helper()
	_, err := s.store.SetRawSetting(s.domain.PoolID, "ui-customization/"+clientID, []byte(document))
	require.NoError(s.t, err)
}

// styles returns the contents of the style elements of a page.
func (p page) styles() []string {
	var styles []string
	for _, m := range regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindAllStringSubmatch(p.body, -1) {
		styles = append(styles, strings.TrimSpace(m[1]))
	}
	return styles
}

// The CSS of a style follows the sheet of the page, whose rules are in a layer, so it wins with a single
// class. It is on every page.
func TestClassicCSSFollowsThePagesSheet(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.allowSignUp(nil)
	s.customize("ALL", `{"CSS":"/* note */ .submitButton-customizable:hover ,\n.label-customizable { font-weight : 400; color: RGBA(1, 2,3, .5) !important }\n.inputField-customizable:focus{border: 1px solid #0a0b0c; width: calc(100% - 2px); font-family: 'Open Sans', serif}"}`)
	const want = ".submitButton-customizable:hover,.label-customizable{font-weight:400;color:RGBA(1,2,3,.5)!important;}\n" +
		".inputField-customizable:focus{border:1px solid #0a0b0c;width:calc(100% - 2px);font-family:'Open Sans',serif;}"
	for _, path := range []string{"/login", "/signup", "/forgotPassword", "/confirm"} {
		got := s.newBrowser().get(s.path(path))
		require.Equal(t, http.StatusOK, got.status, path)
		styles := got.styles()
		require.Len(t, styles, 2, path)
		assert.Contains(t, styles[0], "@layer page {", path)
		assert.Equal(t, want, styles[1], path)
	}
	assert.Equal(t, want, s.newBrowser().get("/error?error=x").styles()[1], "a page without a client has the pool's style")
}

// The logo is centered above the form, in both copies of the sign-in form.
func TestClassicLogo(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	assert.NotContains(t, s.newBrowser().get(s.loginPath(s.client)).body, "logo-customizable\"")
	s.customize("ALL", `{"Logo":"`+pixel+`"}`)
	got := s.newBrowser().get(s.loginPath(s.client))
	const banner = `<div class="banner-customizable"><img class="logo-customizable" src="data:image/png;base64,` + pixel + `" alt=""></div>`
	body := html.UnescapeString(got.body)
	assert.Equal(t, 2, strings.Count(body, banner))
	assert.Less(t, strings.Index(body, banner), strings.Index(body, "<form"))
	assert.Contains(t, got.styles()[0], ".banner-customizable { margin: 0 0 1rem; text-align: center; }")
	assert.Contains(t, html.UnescapeString(s.newBrowser().get(s.path("/forgotPassword")).body), banner)

	jpeg := base64.StdEncoding.EncodeToString([]byte("\xff\xd8\xff\xe0"))
	s.customize("ALL", `{"Logo":"`+jpeg+`"}`)
	assert.Contains(t, html.UnescapeString(s.newBrowser().get(s.loginPath(s.client)).body), `src="data:image/jpeg;base64,`+jpeg+`"`)
}

// The style of a client replaces the pool's; the two are not combined. Without one of its own, a client
// has the pool's.
func TestClassicStyleOfAClientReplacesThePools(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	other := s.addClient("ENABLED")
	s.customize("ALL", `{"CSS":".label-customizable{color:red}","Logo":"`+pixel+`"}`)
	s.customize(s.client.ID, `{"CSS":".banner-customizable{padding:0}"}`)
	own := s.newBrowser().get(s.loginPath(s.client))
	assert.Equal(t, ".banner-customizable{padding:0;}", own.styles()[1])
	assert.NotContains(t, own.body, "<img")
	pools := s.newBrowser().get(s.loginPath(other))
	assert.Equal(t, ".label-customizable{color:red;}", pools.styles()[1])
	assert.Contains(t, pools.body, "<img")

	s.domain.ManagedLoginVersion = 2
	assert.NotContains(t, s.newBrowser().get("/error?error=x").body, "color:red", "SetUICustomization has no effect in managed login")
}

// A stored document whose CSS or logo is not allowed has no effect: an older version has written it.
func TestClassicPagesIgnoreAStyleThatIsNotAllowed(t *testing.T) {
	t.Parallel()
	for name, document := range map[string]string{
		"HTML":         `{"CSS":".label-customizable{color:red}</style><script>alert(1)</script>"}`,
		"closed style": `{"CSS":".label-customizable{font-family:\"</style><script>\"}"}`,
		"import":       `{"CSS":"@import 'https://example.com/x.css';"}`,
		"URL":          `{"CSS":".label-customizable{background:url(https://example.com/x)}"}`,
		"expression":   `{"CSS":".label-customizable{width:expression(alert(1))}"}`,
		"SVG logo":     `{"Logo":"` + base64.StdEncoding.EncodeToString([]byte(`<svg onload="alert(1)"/>`)) + `"}`,
		"no document":  `x`,
	} {
		s := newFixture(t)
		s.customize("ALL", document)
		got := s.newBrowser().get(s.loginPath(s.client))
		assert.Equal(t, http.StatusOK, got.status, name)
		assert.Empty(t, got.styles()[1], name)
		for _, part := range []string{"<script", "alert(1)", "example.com/x", "<img", "expression"} {
			assert.NotContains(t, got.withoutScript(), part, name)
		}
	}
}
