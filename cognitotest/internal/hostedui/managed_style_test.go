package hostedui_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// newStyledFixture returns a managed login fixture whose client has a style with settings and images.
func newStyledFixture(t *testing.T, settings string, images ...userpool.BrandingAsset) *fixture {
	t.Helper()
	s := newFixture(t)
	s.domain.ManagedLoginVersion = 2
	_, err := s.store.CreateBranding(s.domain.PoolID, s.client.ID, userpool.BrandingChange{Settings: []byte(settings), Assets: images})
	require.NoError(t, err)
	return s
}

func (s *fixture) login() page { return s.newBrowser().get(s.loginPath(s.client)) }

// scheme returns the declarations of a color scheme: light or dark.
func (p page) scheme(t *testing.T, name string) map[string]string {
	t.Helper()
	styles := p.styles()
	require.Len(t, styles, 2)
	block := regexp.MustCompile(`:root\{color-scheme:` + name + `;([^}]*)\}`).FindStringSubmatch(styles[1])
	if block == nil {
		return nil
	}
	declarations := map[string]string{}
	for declaration := range strings.SplitSeq(strings.TrimSuffix(block[1], ";"), ";--") {
		property, value, _ := strings.Cut(declaration, ":")
		declarations[strings.TrimPrefix(property, "--")] = value
	}
	return declarations
}

// nested returns a JSON document with a value at a path.
func nested(t *testing.T, path string, value any) string {
	t.Helper()
	for _, name := range slices.Backward(strings.Split(path, ".")) {
		value = map[string]any{name: value}
	}
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return string(text)
}

// The service's own style is light. The values are from an example of the AWS CLI.
func TestDefaultStyle(t *testing.T) {
	t.Parallel()
	got := newManagedFixture(t).login()
	assert.Nil(t, got.scheme(t, "dark"))
	light := got.scheme(t, "light")
	for name, want := range map[string]string{
		"page": "#ffffffff", "form": "#ffffffff", "form-border": "#c6c6cdff", "form-radius": "8px", "heading": "#000716ff", "body": "#414d5cff",
		"primary-defaults-background": "#0972d3ff", "primary-hover-background": "#033160ff", "input-border": "#7d8998ff",
		"error": "#fff7f7ff", "error-border": "#d91515ff", "error-radius": "12px", "focus": "#0972d3ff",
	} {
		assert.Equal(t, want, light[name], name)
	}
	assert.NotContains(t, light, "primary-defaults-border", "the service's style has none")
	assert.Contains(t, got.body, `<body class="horizontal-center vertical-center">`)
	for _, part := range []string{"<header", "<footer", "<img", `rel="icon"`, "NaN"} {
		assert.NotContains(t, got.body, part)
	}
}

// Each setting of the table is drawn as the variable of its name, in its color scheme only.
func TestSettingsAreDrawn(t *testing.T) {
	t.Parallel()
	colors := map[string]string{
		"page": "components.pageBackground.%s.color", "form": "components.form.%s.backgroundColor", "form-border": "components.form.%s.borderColor",
		"header": "components.pageHeader.%s.background.color", "header-border": "components.pageHeader.%s.borderColor",
		"footer": "components.pageFooter.%s.background.color", "footer-border": "components.pageFooter.%s.borderColor",
		"heading": "components.pageText.%s.headingColor", "body": "components.pageText.%s.bodyColor", "description": "components.pageText.%s.descriptionColor",
		"error": "components.alert.%s.error.backgroundColor", "error-border": "components.alert.%s.error.borderColor",
		"error-indicator": "componentClasses.statusIndicator.%s.error.indicatorColor", "input": "componentClasses.input.%s.defaults.backgroundColor",
		"input-border": "componentClasses.input.%s.defaults.borderColor", "placeholder": "componentClasses.input.%s.placeholderColor",
		"label": "componentClasses.inputLabel.%s.textColor", "input-description": "componentClasses.inputDescription.%s.textColor",
		"link": "componentClasses.link.%s.defaults.textColor", "link-hover": "componentClasses.link.%s.hover.textColor",
		"divider": "componentClasses.divider.%s.borderColor", "focus": "componentClasses.focusState.%s.borderColor",
		"option": "componentClasses.optionControls.%s.defaults.backgroundColor", "option-border": "componentClasses.optionControls.%s.defaults.borderColor",
		"option-selected": "componentClasses.optionControls.%s.selected.backgroundColor", "option-dot": "componentClasses.optionControls.%s.selected.foregroundColor",
		"primary-defaults-text": "components.primaryButton.%s.defaults.textColor", "primary-disabled-border": "components.primaryButton.%s.disabled.borderColor",
		"primary-active-background": "components.primaryButton.%s.active.backgroundColor", "secondary-hover-border": "components.secondaryButton.%s.hover.borderColor",
		"secondary-defaults-background": "components.secondaryButton.%s.defaults.backgroundColor", "idp-defaults-text": "components.idpButton.standard.%s.defaults.textColor",
		"idp-active-border": "components.idpButton.standard.%s.active.borderColor", "idp-hover-background": "components.idpButton.standard.%s.hover.backgroundColor",
	}
	for name, path := range colors {
		for scheme, other := range map[string]string{"light": "dark", "dark": "light"} {
			settings := nested(t, fmt.Sprintf(path, scheme+"Mode"), "aB12cD7f")
			s := newStyledFixture(t, strings.TrimSuffix(settings, "}")+`,"categories":{"global":{"colorSchemeMode":"DYNAMIC"}}}`)
			got := s.login()
			assert.Equal(t, "#aB12cD7f", got.scheme(t, scheme)[name], path)
			assert.NotEqual(t, "#aB12cD7f", got.scheme(t, other)[name], path)
			assert.Contains(t, got.styles()[0], "var(--"+name, "the sheet of the page uses the variable")
		}
	}
	for name, path := range map[string]string{
		"form-radius": "components.form.borderRadius", "error-radius": "components.alert.borderRadius",
		"button-radius": "componentClasses.buttons.borderRadius", "input-radius": "componentClasses.input.borderRadius",
	} {
		got := newStyledFixture(t, nested(t, path, 12.5)).login()
		assert.Equal(t, "12.5px", got.scheme(t, "light")[name], path)
		assert.Contains(t, got.styles()[0], "border-radius: var(--"+name+")")
	}
}

// A page has one color scheme, or two between which the browser decides.
func TestColorSchemeMode(t *testing.T) {
	t.Parallel()
	for mode, schemes := range map[string][]string{`"LIGHT"`: {"light"}, `"DARK"`: {"dark"}, `"DYNAMIC"`: {"light", "dark"}, `"dark"`: {"light"}, `7`: {"light"}, `null`: {"light"}} {
		got := newStyledFixture(t, `{"categories":{"global":{"colorSchemeMode":`+mode+`}}}`).login()
		var drawn []string
		for _, m := range regexp.MustCompile(`color-scheme:(\w+);`).FindAllStringSubmatch(got.styles()[1], -1) {
			drawn = append(drawn, m[1])
		}
		assert.Equal(t, schemes, drawn, mode)
		assert.Equal(t, len(schemes) == 2, strings.Contains(got.styles()[1], "\n@media (prefers-color-scheme: dark){:root{color-scheme:dark;"), mode)
	}
}

// A value that is not a color or a number within the limits is not drawn: the default is.
func TestSettingsOutsideTheAllowListAreNotDrawn(t *testing.T) {
	t.Parallel()
	for _, value := range []any{
		"fff", "#ffffffff", "fffffffff", "ffffffzz", "red", "ffffffff ", "ffffffff\n", "", 12345678, true, nil, []any{"00000000"}, map[string]any{"x": "00000000"},
		"ffffffff;}</style><script>alert(1)</script>", "</style>", "url(https://example.com/x)", "expression(alert(1))", "@import 'x'", "var(--form)",
	} {
		got := newStyledFixture(t, nested(t, "components.pageBackground.lightMode.color", value)).login()
		assert.Equal(t, "#ffffffff", got.scheme(t, "light")["page"], "%v", value)
		assert.NotContains(t, got.withoutScript(), "<script", "%v", value)
		assert.NotContains(t, strings.Join(got.styles()[1:], ""), "example.com", "%v", value)
		assert.Equal(t, newManagedFixture(t).login().styles(), got.styles(), "%v", value)
	}
	for _, value := range []any{-1, 100.5, 1e9, "8", "8px", "8px;}</style>", true, nil, []any{8}} {
		got := newStyledFixture(t, nested(t, "components.form.borderRadius", value)).login()
		assert.Equal(t, "8px", got.scheme(t, "light")["form-radius"], "%v", value)
	}
	for path, value := range map[string]any{
		"categories.form.location.horizontal": `center" onload="alert(1)`, "categories.form.location.vertical": `x"><script>`, "categories.global.spacingDensity": "</style>",
		"categories.global.pageHeader.enabled": "true", "components.pageHeader.logo.location": `"><script>`, "categories": "x", "components": []any{1}, "componentClasses": nil,
		"categories.auth.authMethodOrder": []any{"x", []any{1}}, "components.favicon.enabledTypes": []any{"<script>", 1}, "</style><script>": "</style><script>",
	} {
		got := newStyledFixture(t, nested(t, path, value)).login()
		assert.Equal(t, http.StatusOK, got.status, path)
		assert.Equal(t, newManagedFixture(t).login().styles(), got.styles(), path)
		assert.Contains(t, got.body, `<body class="horizontal-center vertical-center">`, path)
		for _, part := range []string{"<script", "onload", "<header"} {
			assert.NotContains(t, got.withoutScript(), part, path)
		}
	}
	for _, settings := range []string{`[]`, `7`, `"</style><script>"`} { // Settings is any JSON
		assert.Equal(t, newManagedFixture(t).login().styles(), newStyledFixture(t, settings).login().styles(), settings)
	}
}

// Every page of a style has the same policy. It allows the page's own script, no request, and images only
// in the page itself.
func TestContentSecurityPolicyOfStyledPages(t *testing.T) {
	t.Parallel()
	const want = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
	const ownScript = `; script-src 'sha256-[A-Za-z0-9+/]{43}='`
	s := newStyledFixture(t, `{"components":{"form":{"logo":{"enabled":true}}}}`, image("FORM_LOGO", "DYNAMIC", "SVG", "<svg/>"))
	classic := newFixture(t)
	classic.customize("ALL", `{"CSS":".label-customizable{color:red}","Logo":"`+pixel+`"}`)
	for name, p := range map[string]page{"managed": s.login(), "managed error": s.newBrowser().get("/error?error=x"), "classic error": classic.newBrowser().get("/error?error=x")} {
		assert.Equal(t, []string{want}, p.header.Values("Content-Security-Policy"), name)
		assert.NotContains(t, p.body, "<script", name)
	}
	p := classic.login()
	require.Len(t, p.header.Values("Content-Security-Policy"), 1)
	assert.Regexp(t, "^"+regexp.QuoteMeta(want)+ownScript+"$", p.header.Get("Content-Security-Policy"))
	assert.Contains(t, p.body, "<script>")
	assert.NotContains(t, p.withoutScript(), "<script")
}

// The place of the form, the spacing and the order of the form and the providers.
func TestLayoutSettings(t *testing.T) {
	t.Parallel()
	s := newStyledFixture(t, `{"categories":{"form":{"location":{"horizontal":"END","vertical":"START"}},"global":{"spacingDensity":"COMPACT"}}}`)
	assert.Contains(t, s.login().body, `<body class="horizontal-end vertical-start compact">`)

	order := func(methods, federation string) []string {
		s := newStyledFixture(t, `{"categories":{"auth":{"authMethodOrder":`+methods+`,"federation":{"order":`+federation+`}}}}`)
		s.offer("First", "Second")
		return regexp.MustCompile(`name="(First|Second|cognitoSignInForm)"`).FindAllString(s.login().body, -1)
	}
	const first, second, form = `name="First"`, `name="Second"`, `name="cognitoSignInForm"`
	const federated, password = `{"type":"FEDERATED","display":"BUTTON"}`, `{"type":"USERNAME_PASSWORD","display":"INPUT"}`
	assert.Equal(t, []string{first, second, form}, order(`[[`+federated+`,`+password+`]]`, `[]`))
	assert.Equal(t, []string{form, first, second}, order(`[[`+password+`],[`+federated+`]]`, `[]`))
	assert.Equal(t, []string{first, second, form}, order(`[[{"type":"OTHER"}]]`, `["unknown",7]`), "the default")
	assert.Equal(t, []string{second, first, form}, order(`null`, `["Second"]`))
	assert.Equal(t, []string{second, first, form}, order(`null`, `["Second","First"]`))
}

// offer makes the client offer the pool and OpenID Connect providers.
func (s *fixture) offer(names ...string) {
	s.t.Helper()
	for _, name := range names {
		_, err := s.store.CreateIdentityProvider(s.domain.PoolID, userpool.IdentityProvider{Name: name, Type: "OIDC", Details: map[string]string{
			"client_id": "c", "client_secret": "s", "authorize_scopes": "openid", "attributes_request_method": "GET", "oidc_issuer": "https://" + strings.ToLower(name) + ".example.com",
			"authorize_url": "https://x.example.com/a", "token_url": "https://x.example.com/t", "attributes_url": "https://x.example.com/u", "jwks_uri": "https://x.example.com/j",
		}})
		require.NoError(s.t, err)
	}
	settings := s.client.ClientSettings
	settings.SupportedIdentityProviders = append([]string{"COGNITO"}, names...)
	client, err := s.store.UpdateClient(s.domain.PoolID, s.client.ID, settings)
	require.NoError(s.t, err)
	s.client = client
}

// Each client has its own style. A page without a client has the service's own style.
func TestManagedStyleOfTheClient(t *testing.T) {
	t.Parallel()
	s := newStyledFixture(t, nested(t, "components.pageBackground.lightMode.color", "11223344"))
	other := s.addClient("ENABLED")
	_, err := s.store.CreateBranding(s.domain.PoolID, other.ID, userpool.BrandingChange{CognitoProvided: true})
	require.NoError(t, err)
	s.customize("ALL", `{"CSS":".label-customizable{color:red}"}`)
	assert.Equal(t, "#11223344", s.login().scheme(t, "light")["page"])
	assert.Equal(t, "#11223344", s.newBrowser().get("/error?error=x&client_id="+s.client.ID).scheme(t, "light")["page"])
	for _, path := range []string{s.loginPath(other), "/error?error=x", "/error?error=x&client_id=nosuchclient"} {
		assert.Equal(t, "#ffffffff", s.newBrowser().get(path).scheme(t, "light")["page"], path)
	}
	unstyled := s.addClient("ENABLED")
	for path, want := range map[string]string{
		s.loginPath(other): "", s.loginPath(unstyled): "#0f1b2aff", "/error?error=x": "#0f1b2aff", "/error?error=x&client_id=nosuchclient": "#0f1b2aff",
	} {
		assert.Equal(t, want, s.newBrowser().get(path).scheme(t, "dark")["form"], "in dark: "+path)
	}
}
