package branding_test

import (
	"encoding/json"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/branding"
)

// settingsCSS matches what the styles of managed login may contain: custom properties with a color, a
// length, a word or an image in base64.
var settingsCSS = regexp.MustCompile(`^[-A-Za-z0-9 #%.:;,{}()@+/="\n]*$`)

// FuzzManagedSettings draws a page with any settings of managed login. The page has no character that ends a
// style element or an attribute. Merged settings are JSON and merge into themselves.
func FuzzManagedSettings(f *testing.F) {
	for _, text := range []string{
		`{}`, `null`, `[]`, `{"components":{"pageBackground":{"lightMode":{"color":"ffffffff"}}}}`, `{"components":{"pageBackground":{"lightMode":{"color":"</style>"}}}}`,
		`{"categories":{"global":{"colorSchemeMode":"DYNAMIC","spacingDensity":"COMPACT","pageHeader":{"enabled":true}},"form":{"location":{"horizontal":"\"><script>","vertical":"END"}}}}`,
		`{"categories":{"auth":{"authMethodOrder":[[{"type":"FEDERATED"}],null,[1]],"federation":{"order":["a",1]}}}}`, `{"components":{"favicon":{"enabledTypes":["ICO",null]},"form":{"borderRadius":1e300}}}`,
		`{"componentClasses":{"buttons":{"borderRadius":-1}},"components":{"form":{"borderRadius":8.0000001}}}`, `{"componentClasses":{"buttons":{"borderRadius":1e-300}}}`, `{"a":`, `{"categories":1}`, "",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		style := branding.Managed{Settings: document}
		for _, graphic := range []string{"", "PAGE_BACKGROUND"} {
			page := style.Page(graphic)
			require.Regexp(t, settingsCSS, string(page.CSS))
			require.Regexp(t, `^horizontal-(start|center|end) vertical-(start|center|end)( compact)?$`, page.Class)
			require.Empty(t, page.Graphic, "the style has no images")
		}
		style.ProviderOrder()
		if !json.Valid(document) {
			return
		}
		merged := branding.MergedSettings(document)
		require.True(t, json.Valid(merged))
		require.JSONEq(t, string(merged), string(branding.MergedSettings(merged)))
	})
}
