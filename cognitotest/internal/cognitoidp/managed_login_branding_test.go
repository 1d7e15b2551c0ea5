package cognitoidp_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// startWithStyle starts a server with a pool and an app client with a style. style is the members of the
// request.
func startWithStyle(t *testing.T, style string) *server {
	t.Helper()
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
	s.createStyle(t, style)
	return s
}

// createStyle creates a style for {client} and sets {branding} to its id. style is the members of the
// request.
func (s *server) createStyle(t *testing.T, style string) map[string]any {
	t.Helper()
	created := s.ok(t, "CreateManagedLoginBranding", `{"UserPoolId":"{pool}","ClientId":"{client}",`+style+`}`)["ManagedLoginBranding"].(map[string]any)
	s.set("branding", created["ManagedLoginBrandingId"].(string))
	return created
}

const brandingRequest = `{"UserPoolId":"{pool}","ManagedLoginBrandingId":"{branding}"%s}`

func (s *server) describeStyle(t *testing.T, more string) map[string]any {
	t.Helper()
	return s.ok(t, "DescribeManagedLoginBranding", fmt.Sprintf(brandingRequest, more))["ManagedLoginBranding"].(map[string]any)
}

// TestBrandingOnTheWire: a response omits Settings if the request had none, and always has Assets
// (measured: floci-io/floci#2869).
func TestBrandingOnTheWire(t *testing.T) {
	const form = `^\{"ManagedLoginBranding":\{"ManagedLoginBrandingId":"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",` +
		`"UserPoolId":"us-east-1_\w{9}","UseCognitoProvidedValues":%s,"Assets":\[%s\],"CreationDate":[\d.]+,"LastModifiedDate":[\d.]+\}\}$`
	tests := []struct{ name, style, provided, rest string }{
		{"default style of the service", `"UseCognitoProvidedValues":true`, "true", ""},
		{"settings", `"Settings":{"categories":{}}`, `false,"Settings":\{"categories":\{\}\}`, ""},
		{"empty settings", `"Settings":{}`, `false,"Settings":\{\}`, ""},
		{
			"an image", `"UseCognitoProvidedValues":true,"Assets":[{"Category":"FAVICON_ICO","ColorMode":"DYNAMIC","Extension":"ICO","Bytes":"AAEC","ResourceId":"icon"}]`,
			"true", `\{"Category":"FAVICON_ICO","ColorMode":"DYNAMIC","Extension":"ICO","Bytes":"AAEC","ResourceId":"icon"\}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := startWithStyle(t, tt.style)
			want := fmt.Sprintf(form, tt.provided, tt.rest)
			assert.Regexp(t, want, s.call(t, "DescribeManagedLoginBranding", fmt.Sprintf(brandingRequest, "")).body)
			byClient := s.call(t, "DescribeManagedLoginBrandingByClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`)
			assert.Regexp(t, want, byClient.body)
		})
	}
}

// TestReturnMergedResourcesAddsDefaults: with ReturnMergedResources a response also has the default
// settings of the service.
func TestReturnMergedResourcesAddsDefaults(t *testing.T) {
	s := startWithStyle(t, `"Settings":{"categories":{"global":{"colorSchemeMode":"DARK"}},"mine":1}`)
	merged := s.describeStyle(t, `,"ReturnMergedResources":true`)["Settings"]
	assert.Equal(t, "DARK", at(merged, "categories", "global", "colorSchemeMode"))
	assert.Equal(t, "REGULAR", at(merged, "categories", "global", "spacingDensity"))
	assert.Equal(t, true, at(merged, "categories", "form", "displayGraphics"))
	assert.InEpsilon(t, 1, at(merged, "mine"), 0)
	assert.Equal(t, "0972d3ff", at(merged, "components", "primaryButton", "lightMode", "defaults", "backgroundColor"))
	assert.Equal(t, "539fe5ff", at(merged, "componentClasses", "link", "darkMode", "defaults", "textColor"))
	own, err := json.Marshal(s.describeStyle(t, "")["Settings"])
	require.NoError(t, err)
	assert.JSONEq(t, `{"categories":{"global":{"colorSchemeMode":"DARK"}},"mine":1}`, string(own))
}

// TestUpdateBrandingKeepsWhatItOmits: settings that an update omits stay, also in nested objects; a list is
// replaced (API_UpdateManagedLoginBranding, which calls this separate requests for one style). Its images
// replace images of the same category and color mode; other images stay.
func TestUpdateBrandingKeepsWhatItOmits(t *testing.T) {
	const image = `{"Category":"%s","ColorMode":"%s","Extension":"PNG","Bytes":"%s"}`
	s := startWithStyle(t, `"UseCognitoProvidedValues":true,"Assets":[`+fmt.Sprintf(image, "FORM_LOGO", "DARK", "AAAA")+`]`)
	update := func(more string) map[string]any {
		return s.ok(t, "UpdateManagedLoginBranding", fmt.Sprintf(brandingRequest, more))["ManagedLoginBranding"].(map[string]any)
	}
	got := update(`,"Settings":{"a":1}`)
	assert.Equal(t, false, got["UseCognitoProvidedValues"])
	assert.Len(t, got["Assets"], 1, "an update keeps images that it omits")

	got = update(`,"Settings":{"b":2},"Assets":[` + fmt.Sprintf(image, "FORM_LOGO", "DARK", "BBBB") + `,` + fmt.Sprintf(image, "FORM_LOGO", "LIGHT", "CCCC") + `]`)
	assert.Equal(t, map[string]any{"a": 1.0, "b": 2.0}, got["Settings"])
	require.Len(t, got["Assets"], 2)
	assert.Equal(t, "BBBB", at(got["Assets"].([]any)[0], "Bytes"))

	update(`,"Settings":{"a":{"c":{"d":8.50,"e":"x"},"f":[1,2]}}`)
	got = update(`,"Settings":{"a":{"c":{"e":null},"f":[3]}}`)
	assert.Equal(t, map[string]any{"a": map[string]any{"c": map[string]any{"d": 8.5, "e": nil}, "f": []any{3.0}}, "b": 2.0}, got["Settings"])
	assert.Contains(t, s.call(t, "DescribeManagedLoginBranding", fmt.Sprintf(brandingRequest, "")).body, `"d":8.50`, "numbers keep their digits")

	got = update(`,"UseCognitoProvidedValues":true`)
	assert.NotContains(t, got, "Settings")
	assert.Equal(t, got, s.describeStyle(t, ""))
	assert.Equal(t, map[string]any{"g": 1.0}, update(`,"Settings":{"g":1}`)["Settings"], "the service's own style removes the settings")
}

// TestDeletingClientDeletesBranding: each client has its own style. Deleting a client deletes its style.
func TestDeletingClientDeletesBranding(t *testing.T) {
	s := startWithStyle(t, `"UseCognitoProvidedValues":true`)
	first := s.values["{branding}"]
	s.set("other", s.values["{client}"])
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"second"}`)
	s.fails(t, "DescribeManagedLoginBrandingByClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`,
		"ResourceNotFoundException", "ManagedLoginBranding for client {client} does not exist.")
	s.createStyle(t, `"UseCognitoProvidedValues":true`)
	assert.NotEqual(t, first, s.values["{branding}"])

	s.ok(t, "DeleteUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`)
	s.fails(t, "DescribeManagedLoginBranding", fmt.Sprintf(brandingRequest, ""), "ResourceNotFoundException", "ManagedLoginBranding does not exist.")
	s.set("branding", first)
	assert.Equal(t, `{}`, s.call(t, "DeleteManagedLoginBranding", fmt.Sprintf(brandingRequest, "")).body)
	s.fails(t, "DeleteManagedLoginBranding", fmt.Sprintf(brandingRequest, ""), "ResourceNotFoundException", "ManagedLoginBranding does not exist.")
	s.set("client", s.values["{other}"])
	s.createStyle(t, `"Settings":{}`) // the client may have a new style
}

func TestBrandingErrors(t *testing.T) {
	const (
		measured = "measured: floci-io/floci#2869"
		either   = "useCognitoProvidedValues or settings should be specified (but not both)"
		client   = `{"UserPoolId":"{pool}","ClientName":"c"}`
	)
	create := func(style string) request {
		return request{"CreateManagedLoginBranding", `{"UserPoolId":"{pool}","ClientId":"{client}"` + style + `}`}
	}
	asset := func(category, extension string) request {
		return create(`,"UseCognitoProvidedValues":true,"Assets":[{"Category":"` + category + `","ColorMode":"DARK","Extension":"` + extension + `"}]`)
	}
	checkRules(t, []rule{
		{name: "neither defaults nor settings", source: measured, client: client, request: create(``), message: either},
		{name: "UseCognitoProvidedValues false without settings", source: measured, client: client, request: create(`,"UseCognitoProvidedValues":false`), message: either},
		{name: "null settings", source: "null means absent", client: client, request: create(`,"Settings":null`), message: either},
		{name: "images without settings", source: measured, client: client, request: create(`,"Assets":[]`), message: either},
		{name: "defaults and settings", source: "cdk-preflight", client: client, request: create(`,"UseCognitoProvidedValues":true,"Settings":{}`), message: either},
		{
			name: "second style", source: measured, client: client, given: []request{create(`,"Settings":{}`)}, request: create(`,"Settings":{}`),
			exception: "ManagedLoginBrandingExistsException", message: "A ManagedLoginBranding already exists for client {client}",
		},
		{name: "ICO for a logo", source: "cdk-preflight; the text is unspecified", client: client, request: asset("FORM_LOGO", "ICO"), message: "Invalid extension ICO for asset category FORM_LOGO"},
		{name: "PNG for FAVICON_ICO", source: "unspecified", client: client, request: asset("FAVICON_ICO", "PNG"), message: "Invalid extension PNG for asset category FAVICON_ICO"},
		{name: "PNG for FAVICON_SVG", source: "unspecified", client: client, request: asset("FAVICON_SVG", "PNG"), message: "Invalid extension PNG for asset category FAVICON_SVG"},
		{
			name: "unknown client", source: "documented", exception: "ResourceNotFoundException", message: "User pool client nosuchclient does not exist.",
			request: request{"CreateManagedLoginBranding", `{"UserPoolId":"{pool}","ClientId":"nosuchclient","UseCognitoProvidedValues":true}`},
		}, {
			name: "unknown style", source: measured, exception: "ResourceNotFoundException", message: "ManagedLoginBranding does not exist.",
			request: request{"DescribeManagedLoginBranding", `{"UserPoolId":"{pool}","ManagedLoginBrandingId":"63f30090-6b1f-4278-b885-2bbb81f8e545"}`},
		}, {
			name: "update of an unknown style", source: measured, exception: "ResourceNotFoundException", message: "ManagedLoginBranding does not exist.",
			request: request{"UpdateManagedLoginBranding", `{"UserPoolId":"{pool}","ManagedLoginBrandingId":"63f30090-6b1f-4278-b885-2bbb81f8e545","Settings":{}}`},
		},
	})
}

// TestRejectedBrandingUpdateChangesNothing: an update that has neither defaults nor settings, both, or too
// many images in total returns an error and does not change the style.
func TestRejectedBrandingUpdateChangesNothing(t *testing.T) {
	const dark, light = `{"Category":"FORM_LOGO","ColorMode":"DARK","Extension":"PNG"}`, `{"Category":"FORM_LOGO","ColorMode":"LIGHT","Extension":"PNG"}`
	s := startWithStyle(t, `"Settings":{"a":1},"Assets":[`+strings.Repeat(dark+",", 39)+dark+`]`)
	before := s.describeStyle(t, "")
	for _, more := range []string{``, `,"UseCognitoProvidedValues":false`, `,"UseCognitoProvidedValues":true,"Settings":{}`} {
		got := s.call(t, "UpdateManagedLoginBranding", fmt.Sprintf(brandingRequest, more))
		assert.Equal(t, http.StatusBadRequest, got.status, more)
	}
	s.fails(t, "UpdateManagedLoginBranding", fmt.Sprintf(brandingRequest, `,"Settings":{},"Assets":[`+light+`]`),
		"InvalidParameterException", "A managed login branding style can have at most 40 assets.")
	assert.Equal(t, before, s.describeStyle(t, ""))
}
