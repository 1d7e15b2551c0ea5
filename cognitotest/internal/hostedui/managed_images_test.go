package hostedui_test

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// image returns an asset whose file has the text.
func image(category, mode, extension, text string) userpool.BrandingAsset {
	return userpool.BrandingAsset{Category: category, ColorMode: mode, Extension: extension, Bytes: []byte(text)}
}

// The bars of the page have their logo, if both are enabled.
func TestHeaderAndFooter(t *testing.T) {
	t.Parallel()
	const bars = `{"categories":{"global":{"pageHeader":{"enabled":true},"pageFooter":{"enabled":%s}}},"components":{"pageHeader":{"logo":{"enabled":true,"location":"CENTER"},"backgroundImage":{"enabled":true}}}}`
	images := []userpool.BrandingAsset{
		image("PAGE_HEADER_LOGO", "LIGHT", "PNG", "logo"), image("PAGE_FOOTER_LOGO", "LIGHT", "PNG", "footer"), image("PAGE_HEADER_BACKGROUND", "LIGHT", "WEBP", "back"), image("PAGE_FOOTER_BACKGROUND", "LIGHT", "WEBP", "no"),
	}
	got := newStyledFixture(t, fmt.Sprintf(bars, "true"), images...).login()
	assert.Contains(t, got.body, `<header class="bar center"><img src="data:image/png;base64,bG9nbw==" alt=""></header>`)
	assert.Contains(t, got.body, `<footer class="bar start"></footer>`, "the logo of the footer is not enabled")
	assert.Equal(t, `url("data:image/webp;base64,YmFjaw==")`, got.scheme(t, "light")["header-image"])
	assert.NotContains(t, got.scheme(t, "light"), "footer-image", "the background of the footer is not enabled")
	assert.NotContains(t, newStyledFixture(t, fmt.Sprintf(bars, "false"), images...).login().body, "<footer")
}

// The logo of the form is first or last in the form, or above or below it.
func TestFormLogo(t *testing.T) {
	t.Parallel()
	const logo = `<div class="logo end"><img src="data:image/jpeg;base64,bG9nbw==" alt=""></div>`
	for place, want := range map[string]string{
		`"formInclusion":"IN","position":"TOP"`:     `<main[^>]*>\s*LOGO\s*<h1>`,
		`"formInclusion":"IN","position":"BOTTOM"`:  `LOGO\s*</main>`,
		`"formInclusion":"OUT","position":"TOP"`:    `LOGO\s*<main`,
		`"formInclusion":"OUT","position":"BOTTOM"`: `</main>\s*LOGO`,
		`"formInclusion":"<x>","position":7`:        `<main[^>]*>\s*LOGO\s*<h1>`,
	} {
		s := newStyledFixture(t, `{"components":{"form":{"logo":{"enabled":true,"location":"END",`+place+`}}}}`, image("FORM_LOGO", "LIGHT", "JPEG", "logo"))
		got := s.login().body
		assert.Regexp(t, strings.ReplaceAll(want, "LOGO", regexp.QuoteMeta(logo)), got, place)
		assert.Equal(t, 1, strings.Count(got, "<img"), place)
	}
	assert.NotContains(t, newStyledFixture(t, `{}`, image("FORM_LOGO", "LIGHT", "JPEG", "logo")).login().body, "<img", "disabled by default")
}

// An image is drawn in the color scheme of its ColorMode; DYNAMIC is for both, after an image of the scheme.
func TestImagesOfColorSchemes(t *testing.T) {
	t.Parallel()
	const svg = `data:image/svg+xml;base64,`
	light, dark, dynamic := image("FORM_LOGO", "LIGHT", "SVG", "light"), image("FORM_LOGO", "DARK", "SVG", "dark"), image("FORM_LOGO", "DYNAMIC", "SVG", "both")
	reference := userpool.BrandingAsset{Category: "FORM_LOGO", ColorMode: "LIGHT", Extension: "SVG", ResourceID: "of-another-style"}
	for _, tt := range []struct {
		mode   string
		images []userpool.BrandingAsset
		want   []string
	}{
		{"LIGHT", []userpool.BrandingAsset{dark, dynamic, light}, []string{`<img src="` + svg + `bGlnaHQ="`}},
		{"DARK", []userpool.BrandingAsset{light, dynamic}, []string{`<img src="` + svg + `Ym90aA=="`}},
		{"DYNAMIC", []userpool.BrandingAsset{dynamic}, []string{`<img src="` + svg + `Ym90aA=="`}},
		{"DYNAMIC", []userpool.BrandingAsset{dark, light}, []string{`<img class="in-light" src="` + svg + `bGlnaHQ="`, `<img class="in-dark" src="` + svg + `ZGFyaw=="`}},
		{"DYNAMIC", []userpool.BrandingAsset{dark}, []string{`<img class="in-dark" src="` + svg + `ZGFyaw=="`}},
		{"DYNAMIC", []userpool.BrandingAsset{light, dynamic}, []string{`<img class="in-light" src="` + svg + `bGlnaHQ="`, `<img class="in-dark" src="` + svg + `Ym90aA=="`}},
		{"LIGHT", []userpool.BrandingAsset{dark}, nil},
		{"LIGHT", []userpool.BrandingAsset{reference}, nil},
	} {
		s := newStyledFixture(t, `{"categories":{"global":{"colorSchemeMode":"`+tt.mode+`"}},"components":{"form":{"logo":{"enabled":true}}}}`, tt.images...)
		got := html.UnescapeString(s.login().body)
		assert.Equal(t, tt.want, regexp.MustCompile(`<img [^>]*?src="[^"]*"`).FindAllString(got, -1), "%s %v", tt.mode, tt.images)
	}
}

// Background images and favicons are drawn if they are enabled.
func TestBackgroundsAndFavicons(t *testing.T) {
	t.Parallel()
	images := []userpool.BrandingAsset{
		image("PAGE_BACKGROUND", "DYNAMIC", "PNG", "page"), image("FORM_BACKGROUND", "LIGHT", "PNG", "form"),
		image("FAVICON_ICO", "DYNAMIC", "ICO", "ico"), image("FAVICON_SVG", "LIGHT", "SVG", "svg"), image("FAVICON_SVG", "DARK", "SVG", "dark"),
	}
	got := newStyledFixture(t, `{"categories":{"global":{"colorSchemeMode":"DYNAMIC"}}}`, images...).login()
	assert.Equal(t, `url("data:image/png;base64,cGFnZQ==")`, got.scheme(t, "light")["page-image"], "enabled by default")
	assert.Equal(t, `url("data:image/png;base64,cGFnZQ==")`, got.scheme(t, "dark")["page-image"])
	assert.NotContains(t, got.scheme(t, "light"), "form-image")
	assert.Equal(t, []string{
		`<link rel="icon" type="image/x-icon" media="all" href="data:image/x-icon;base64,aWNv">`,
		`<link rel="icon" type="image/svg+xml" media="(prefers-color-scheme: light)" href="data:image/svg+xml;base64,c3Zn">`,
		`<link rel="icon" type="image/svg+xml" media="(prefers-color-scheme: dark)" href="data:image/svg+xml;base64,ZGFyaw==">`,
	}, regexp.MustCompile(`<link[^>]*>`).FindAllString(html.UnescapeString(got.body), -1))

	got = newStyledFixture(t, `{"components":{"pageBackground":{"image":{"enabled":false}},"form":{"backgroundImage":{"enabled":true}},"favicon":{"enabledTypes":["ICO"]}}}`, images...).login()
	assert.NotContains(t, got.scheme(t, "light"), "page-image")
	assert.Equal(t, `url("data:image/png;base64,Zm9ybQ==")`, got.scheme(t, "light")["form-image"])
	assert.Equal(t, 1, strings.Count(got.body, "<link"))
	assert.NotContains(t, newStyledFixture(t, `{"components":{"favicon":{"enabledTypes":[]}}}`, images...).login().body, "<link")
}

// The picture of a step is on its page only, unless pictures are disabled.
func TestStepGraphics(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		settings string
		want     int
	}{{`{}`, 1}, {`{"categories":{"form":{"displayGraphics":false}}}`, 0}} {
		s := newStyledFixture(t, tt.settings, image("PASSWORD_GRAPHIC", "LIGHT", "PNG", "lock"), image("EMAIL_GRAPHIC", "LIGHT", "PNG", "mail"))
		b := s.newBrowser()
		first := b.get(s.loginPath(s.client))
		assert.NotContains(t, first.body, "<img")
		second := b.submit(first, url.Values{"username": {"jo"}})
		assert.Equal(t, tt.want, strings.Count(second.body, `<div class="graphic"><img src="data:image/png;base64,bG9jaw==" alt=""></div>`))
		assert.Equal(t, tt.want, strings.Count(second.body, "<img"))
	}
}
