package cognitotest_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// prefer sets the color scheme of the browser: light or dark. The page is in the foreground.
func (b *tab) prefer(scheme string) {
	b.t.Helper()
	b.do(emulation.SetFocusEmulationEnabled(true), emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}))
}

// evaluate returns the text of an expression.
func (b *tab) evaluate(expression string) string {
	b.t.Helper()
	var text string
	b.do(chromedp.Evaluate("String("+expression+")", &text))
	return text
}

// computed returns a computed property of the first element that is displayed.
func (b *tab) computed(selector, property string) string {
	b.t.Helper()
	return b.evaluate(`getComputedStyle([...document.querySelectorAll("` + selector + `")].find(e => e.getClientRects().length)).getPropertyValue("` + property + `")`)
}

// banner is a PNG file with a colored bar.
func banner(t *testing.T) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 350, 90))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(color.RGBA{0x7a, 0x1f, 0x5c, 0xff}), image.Point{}, draw.Src)
	draw.Draw(picture, image.Rect(20, 20, 70, 70), image.NewUniform(color.White), image.Point{}, draw.Src)
	var file bytes.Buffer
	require.NoError(t, png.Encode(&file, picture))
	return file.Bytes()
}

// The browser draws the logo, and the CSS of SetUICustomization wins over the page's own sheet. A color
// scheme of the browser changes nothing.
func TestBrowserDrawsAClassicStyle(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 1)
	_, err := api(f.server, "us-east-1").SetUICustomization(t.Context(), &cognitoidentityprovider.SetUICustomizationInput{
		UserPoolId: &f.poolID, ImageFile: banner(t), CSS: aws.String(`
			.background-customizable { background-color: #fff6fb; }
			.label-customizable { font-weight: 400; color: rgb(122, 31, 92); }
			.inputField-customizable { border: 2px solid #7a1f5c; height: 50px; }
			.inputField-customizable:focus { border-color: #00ff00; outline: 0; }
			.submitButton-customizable { background-color: #7a1f5c; font-size: 18px; }
			.submitButton-customizable:hover { background-color: #0000ff; }
			.errorMessage-customizable { border: 1px solid #ff0000; }`),
	})
	require.NoError(t, err)
	for _, scheme := range []string{"light", "dark"} {
		b.prefer(scheme)
		b.open(f.authorize(""))
		for _, tt := range []struct{ selector, property, want string }{
			{".modal-content", "background-color", "rgb(255, 246, 251)"},
			{".label-customizable", "font-weight", "400"},
			{".label-customizable", "color", "rgb(122, 31, 92)"},
			{".inputField-customizable[name=username]", "border-top-color", "rgb(122, 31, 92)"},
			{".inputField-customizable[name=username]", "height", "50px"},
			{".submitButton-customizable", "background-color", "rgb(122, 31, 92)"},
			{".submitButton-customizable", "font-size", "18px"},
			{".banner-customizable", "text-align", "center"},
			{"body", "background-color", "rgb(242, 243, 243)"}, // the page's own sheet
		} {
			assert.Equal(t, tt.want, b.computed(tt.selector, tt.property), "%s: %s %s", scheme, tt.selector, tt.property)
		}
		assert.Equal(t, "350,350", b.evaluate(`[...document.images].map(i => i.naturalWidth).join()`), "the policy of the page allows the logo")
	}
	b.do(chromedp.Focus(`.visible-lg input[name=username]`, chromedp.ByQuery))
	assert.Equal(t, "rgb(0, 255, 0)", b.computed(":focus", "border-top-color"))
	b.screenshot("style-classic")
}

// A page of managed login without a client follows the browser. The service's own style of a client is light.
func TestBrowserDrawsAPageWithoutAClient(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 2)
	const white = "rgb(255, 255, 255)"
	for scheme, want := range map[string]string{"light": "light, " + white, "dark": "dark, rgb(15, 27, 42)"} {
		b.prefer(scheme)
		for address, want := range map[string]string{f.base + "/error?error=x": want, f.base + "/error?error=x&client_id=" + f.clientID: "light, " + white} {
			b.open(address)
			assert.Equal(t, want, b.computed(":root", "color-scheme")+", "+b.computed("main", "background-color"), "%s: %s", scheme, address)
		}
	}
}

// brandLogo is an SVG file. Its scripts must not run.
func brandLogo(fill string) []byte {
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="220" height="56" onload="top.document.title='injected'">` +
		`<script>top.document.title="injected"</script><rect width="56" height="56" rx="14" fill="` + fill + `"/><circle cx="28" cy="28" r="12" fill="#fff"/>` +
		`<text x="70" y="38" font-family="sans-serif" font-size="28" font-weight="700" fill="` + fill + `">Orders</text></svg>`)
}

// modes returns a setting with a value for each color scheme.
func modes(light, dark map[string]any) map[string]any {
	return map[string]any{"lightMode": light, "darkMode": dark}
}

// The browser draws the settings of the color scheme that it prefers, and the images for it. Scripts in an
// SVG file do not run.
func TestBrowserDrawsAManagedStyle(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 2)
	aim := api(f.server, "us-east-1")
	style, err := aim.DescribeManagedLoginBrandingByClient(t.Context(), &cognitoidentityprovider.DescribeManagedLoginBrandingByClientInput{UserPoolId: &f.poolID, ClientId: &f.clientID})
	require.NoError(t, err)
	asset := func(category types.AssetCategoryType, mode types.ColorSchemeModeType, file []byte) types.AssetType {
		return types.AssetType{Category: category, ColorMode: mode, Extension: types.AssetExtensionTypeSvg, Bytes: file}
	}
	background := []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="900"><circle cx="1100" cy="150" r="380" fill="#1f7a5c" opacity=".18"/></svg>`)
	_, err = aim.UpdateManagedLoginBranding(t.Context(), &cognitoidentityprovider.UpdateManagedLoginBrandingInput{
		UserPoolId: &f.poolID, ManagedLoginBrandingId: style.ManagedLoginBranding.ManagedLoginBrandingId,
		Settings: document.NewLazyDocument(map[string]any{
			"categories": map[string]any{"global": map[string]any{"colorSchemeMode": "DYNAMIC", "pageHeader": map[string]any{"enabled": true}}, "form": map[string]any{"location": map[string]any{"horizontal": "END"}}},
			"components": map[string]any{
				"form":           map[string]any{"logo": map[string]any{"enabled": true, "location": "START"}, "borderRadius": 20},
				"pageBackground": modes(map[string]any{"color": "e8f3efff"}, map[string]any{"color": "06140fff"}),
				"primaryButton":  modes(map[string]any{"defaults": map[string]any{"backgroundColor": "1f7a5cff"}}, map[string]any{"defaults": map[string]any{"backgroundColor": "7fe0bdff", "textColor": "06140fff"}}),
				"pageText":       modes(map[string]any{"headingColor": "102a1fff"}, map[string]any{"headingColor": "d8fff0ff"}),
			},
			"componentClasses": map[string]any{"buttons": map[string]any{"borderRadius": 24}, "focusState": modes(map[string]any{"borderColor": "1f7a5c80"}, map[string]any{"borderColor": "7fe0bd80"})},
		}),
		Assets: []types.AssetType{
			asset("FORM_LOGO", "LIGHT", brandLogo("#1f7a5c")), asset("FORM_LOGO", "DARK", brandLogo("#7fe0bd")), asset("PAGE_BACKGROUND", "DYNAMIC", background),
		},
	})
	require.NoError(t, err)
	for scheme, want := range map[string]map[string]string{
		"light": {
			"body background-color": "rgb(232, 243, 239)", "main background-color": "rgb(255, 255, 255)", "main border-top-left-radius": "20px", "h1 color": "rgb(16, 42, 31)",
			"button background-color": "rgb(31, 122, 92)", "button color": "rgb(255, 255, 255)", "button border-top-left-radius": "24px", "label color": "rgb(0, 7, 22)",
			"header background-color": "rgb(250, 250, 250)", ":root color-scheme": "light", ":focus outline-color": "rgba(31, 122, 92, 0.5)",
		},
		"dark": {
			"body background-color": "rgb(6, 20, 15)", "main background-color": "rgb(15, 27, 42)", "main border-top-left-radius": "20px", "h1 color": "rgb(216, 255, 240)",
			"button background-color": "rgb(127, 224, 189)", "button color": "rgb(6, 20, 15)", "button border-top-left-radius": "24px", "label color": "rgb(209, 213, 219)",
			"header background-color": "rgb(15, 20, 26)", ":root color-scheme": "dark", ":focus outline-color": "rgba(127, 224, 189, 0.5)",
		},
	} {
		b.prefer(scheme)
		b.open(f.authorize(""))
		b.hasFocus("username")
		for name, value := range want {
			selector, property, _ := bytes.Cut([]byte(name), []byte(" "))
			assert.Equal(t, value, b.computed(string(selector), string(property)), "%s: %s", scheme, name)
		}
		assert.Equal(t, "in-"+scheme+" 220", b.evaluate(`[...document.images].filter(i => i.getClientRects().length).map(i => i.className + " " + i.naturalWidth).join()`))
		assert.Contains(t, b.computed("body", "background-image"), `url("data:image/svg+xml;base64,`)
		assert.Equal(t, "Sign in", b.title())
		assert.Equal(t, "true", b.evaluate(`document.querySelector("main").getBoundingClientRect().right > 1200`), "location END")
		b.screenshot("style-managed-" + scheme)
	}
	b.fill("username", "eve")
	b.press("signInSubmitButton")
	b.fill("password", "wrong")
	b.press("verifyPassword")
	b.screenshot("style-managed-error")
}
