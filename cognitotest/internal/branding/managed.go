package branding

import (
	"html/template"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Managed is a style of managed login with the service's defaults for what it omits. The zero value is
// the service's own style.
type Managed userpool.Branding

// Unstyled is the style of a page without the style of a client, such as the error page without a client:
// the service's own style, in the color scheme of the browser (unspecified).
var Unstyled = Managed{Settings: []byte(`{"categories":{"global":{"colorSchemeMode":"DYNAMIC"}}}`)}

// schemes returns the color schemes that the pages can have. With two schemes the browser's setting
// decides.
func (s settings) schemes() []string {
	switch s.oneOf("categories.global.colorSchemeMode", "LIGHT", "DARK", "DYNAMIC") {
	case "DARK":
		return []string{"dark"}
	case "DYNAMIC":
		return []string{"light", "dark"}
	}
	return []string{"light"}
}

// Page returns the parts of a page. graphic is the asset category of the picture of a step, or "".
func (m Managed) Page(graphic string) Page {
	s, images := readSettings(m.Settings), assets(m.Assets)
	schemes := s.schemes()
	page := Page{
		CSS:            template.CSS(s.schemeCSS(schemes[0], images)),
		Class:          s.bodyClass(),
		Header:         s.bar("pageHeader", "PAGE_HEADER_LOGO", images, schemes),
		Footer:         s.bar("pageFooter", "PAGE_FOOTER_LOGO", images, schemes),
		Logo:           s.logo(images, schemes),
		ProvidersFirst: s.federatedFirst(),
	}
	if len(schemes) == 2 {
		page.CSS += template.CSS("\n@media (prefers-color-scheme: dark){" + s.schemeCSS(schemes[1], images) + "}")
	}
	for _, kind := range []string{"ICO", "SVG"} {
		if s.favicon(kind) {
			page.Favicons = append(page.Favicons, images.shown("FAVICON_"+kind, schemes)...)
		}
	}
	if graphic != "" && s.enabled("categories.form.displayGraphics") {
		page.Graphic = images.shown(graphic, schemes)
	}
	return page
}

// bodyClass returns the classes for the place of the form and the spacing. COMPACT is unspecified.
func (s settings) bodyClass() string {
	classes := []string{
		"horizontal-" + s.place("categories.form.location.horizontal"),
		"vertical-" + s.place("categories.form.location.vertical"),
	}
	if s.oneOf("categories.global.spacingDensity", "REGULAR", "COMPACT") == "COMPACT" {
		classes = append(classes, "compact")
	}
	return strings.Join(classes, " ")
}

// place returns start, center or end.
func (s settings) place(path string) string {
	return strings.ToLower(s.oneOf(path, "START", "CENTER", "END"))
}

func (s settings) bar(name, category string, images assets, schemes []string) *Bar {
	if !s.enabled("categories.global." + name + ".enabled") {
		return nil
	}
	bar := &Bar{Class: s.place("components." + name + ".logo.location")}
	if s.enabled("components." + name + ".logo.enabled") {
		bar.Logo = images.shown(category, schemes)
	}
	return bar
}

func (s settings) logo(images assets, schemes []string) *Logo {
	const path = "components.form.logo."
	shown := images.shown("FORM_LOGO", schemes)
	if len(shown) == 0 || !s.enabled(path+"enabled") {
		return nil
	}
	place := map[string]string{"IN TOP": "first", "IN BOTTOM": "last", "OUT TOP": "above", "OUT BOTTOM": "below"}
	return &Logo{
		Class: s.place(path + "location"), Images: shown,
		Place: place[s.oneOf(path+"formInclusion", "IN", "OUT")+" "+s.oneOf(path+"position", "TOP", "BOTTOM")],
	}
}

// favicon reports whether the page has favicons of a kind: ICO or SVG.
func (s settings) favicon(kind string) bool {
	const path = "components.favicon.enabledTypes"
	if list, ok := member(s.own, path).([]any); ok {
		return slices.Contains(list, any(kind))
	}
	return slices.Contains(member(s.defaults, path).([]any), any(kind)) // the embedded file has the list
}

// ProviderOrder returns the names in categories.auth.federation.order. That its items are names is
// unspecified.
func (m Managed) ProviderOrder() []string {
	return readSettings(m.Settings).texts("categories.auth.federation.order")
}
