package branding

import (
	"slices"
	"strings"
)

// variable is a CSS variable of the pages' own style sheet.
type variable struct {
	name string
	// path is the setting. MODE is lightMode or darkMode.
	path string
}

// colors are the variables whose setting is a color of each scheme.
var colors = slices.Concat([]variable{
	{"page", "components.pageBackground.MODE.color"},
	{"form", "components.form.MODE.backgroundColor"},
	{"form-border", "components.form.MODE.borderColor"},
	{"header", "components.pageHeader.MODE.background.color"},
	{"header-border", "components.pageHeader.MODE.borderColor"},
	{"footer", "components.pageFooter.MODE.background.color"},
	{"footer-border", "components.pageFooter.MODE.borderColor"},
	{"heading", "components.pageText.MODE.headingColor"},
	{"body", "components.pageText.MODE.bodyColor"},
	{"description", "components.pageText.MODE.descriptionColor"},
	{"error", "components.alert.MODE.error.backgroundColor"},
	{"error-border", "components.alert.MODE.error.borderColor"},
	{"error-indicator", "componentClasses.statusIndicator.MODE.error.indicatorColor"},
	{"input", "componentClasses.input.MODE.defaults.backgroundColor"},
	{"input-border", "componentClasses.input.MODE.defaults.borderColor"},
	{"placeholder", "componentClasses.input.MODE.placeholderColor"},
	{"label", "componentClasses.inputLabel.MODE.textColor"},
	{"input-description", "componentClasses.inputDescription.MODE.textColor"},
	{"link", "componentClasses.link.MODE.defaults.textColor"},
	{"link-hover", "componentClasses.link.MODE.hover.textColor"},
	{"divider", "componentClasses.divider.MODE.borderColor"},
	{"focus", "componentClasses.focusState.MODE.borderColor"},
	{"option", "componentClasses.optionControls.MODE.defaults.backgroundColor"},
	{"option-border", "componentClasses.optionControls.MODE.defaults.borderColor"},
	{"option-selected", "componentClasses.optionControls.MODE.selected.backgroundColor"},
	{"option-dot", "componentClasses.optionControls.MODE.selected.foregroundColor"},
}, button("primary", "components.primaryButton.MODE"), button("secondary", "components.secondaryButton.MODE"),
	button("idp", "components.idpButton.standard.MODE"))

// radii are the variables whose setting is the radius of corners.
var radii = []variable{
	{"form-radius", "components.form.borderRadius"},
	{"error-radius", "components.alert.borderRadius"},
	{"button-radius", "componentClasses.buttons.borderRadius"},
	{"input-radius", "componentClasses.input.borderRadius"},
}

// button returns the colors of a button in each state.
func button(name, path string) []variable {
	var list []variable
	for _, state := range []string{"defaults", "hover", "active", "disabled"} {
		for _, part := range []string{"background", "border", "text"} {
			list = append(list, variable{name + "-" + state + "-" + part, path + "." + state + "." + part + "Color"})
		}
	}
	return list
}

// backgrounds are the variables whose setting enables a background image, which is an asset.
var backgrounds = []struct{ name, path, category string }{
	{"page-image", "components.pageBackground.image.enabled", "PAGE_BACKGROUND"},
	{"form-image", "components.form.backgroundImage.enabled", "FORM_BACKGROUND"},
	{"header-image", "components.pageHeader.backgroundImage.enabled", "PAGE_HEADER_BACKGROUND"},
	{"footer-image", "components.pageFooter.backgroundImage.enabled", "PAGE_FOOTER_BACKGROUND"},
}

// schemeCSS returns the declarations of one color scheme: light or dark.
func (s settings) schemeCSS(scheme string, images assets) string {
	var declarations strings.Builder
	declare := func(property, value string) {
		if value != "" {
			declarations.WriteString(property + ":" + value + ";")
		}
	}
	declare("color-scheme", scheme)
	for _, v := range colors {
		declare("--"+v.name, s.value(strings.ReplaceAll(v.path, "MODE", scheme+"Mode"), color))
	}
	for _, v := range radii {
		declare("--"+v.name, s.value(v.path, radius))
	}
	for _, b := range backgrounds {
		if image, ok := images.of(b.category, scheme); ok && s.enabled(b.path) {
			declare("--"+b.name, `url("`+string(image.URL)+`")`)
		}
	}
	return ":root{" + declarations.String() + "}"
}
