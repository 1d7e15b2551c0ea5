package cognitoidp_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestUICustomizationErrors(t *testing.T) {
	const (
		measured = "cdk-preflight"
		guide    = "guide; the text is unspecified"
		class    = "The CSS class %s is not in the list of allowed classes."
	)
	set := func(css string) request {
		return request{"SetUICustomization", `{"UserPoolId":"{pool}","CSS":"` + css + `"}`}
	}
	logo := func(file string) request {
		return request{"SetUICustomization", `{"UserPoolId":"{pool}","ImageFile":"` + base64.StdEncoding.EncodeToString([]byte(file)) + `"}`}
	}
	value := func(property, token string) string {
		return "The CSS property " + property + ` has the value "` + token + `", which is not allowed. Use colors, lengths and words.`
	}
	const invalid = `The CSS is invalid at the end of %q. Write only rules of the form .label-customizable { color: black; }`
	const png = "\x89PNG\r\n\x1a\n"
	rules := []rule{
		{name: "unknown class", source: measured, request: set(".label-customizable{color:red}.label{color:red}"), message: fmt.Sprintf(class, ".label")},
		{name: "element", source: measured, request: set("body {color:red}"), message: fmt.Sprintf(class, "body")},
		{name: "second selector", source: measured, request: set(".label-customizable, .x {color:red}"), message: fmt.Sprintf(class, ".x")},
		{name: "descendant", source: guide, request: set(".label-customizable .x {color:red}"), message: fmt.Sprintf(class, ".label-customizable .x")},
		{name: "attribute", source: guide, request: set(`.inputField-customizable[value^=a]{color:red}`), message: fmt.Sprintf(class, ".inputField-customizable[value^=a]")},
		{name: "other pseudo-class", source: guide, request: set(".label-customizable:hover{color:red}"), message: fmt.Sprintf(class, ".label-customizable:hover")},
		{name: "other state", source: guide, request: set(".inputField-customizable:hover{color:red}"), message: fmt.Sprintf(class, ".inputField-customizable:hover")},
		{name: "no selector", source: guide, request: set("{color:red}"), message: fmt.Sprintf(class, "")},
		{name: "nested rule", source: "unspecified", request: set(".label-customizable{.label-customizable{color:red}}"), message: fmt.Sprintf(invalid, "tomizable{.label-customizable{")},
		{name: "HTML in a value", source: guide, request: set(`.label-customizable{color:</style><script>}`), message: value("color", "<")},
		{name: "HTML after a rule", source: guide, request: set(`.label-customizable{}</style><script>alert(1)</script>`), message: fmt.Sprintf(invalid, "tyle><script>alert(1)</script>")},
		{name: "HTML comment", source: guide, request: set(`<!-- .label-customizable{} -->`), message: fmt.Sprintf(invalid, "<!--")},
		{name: "HTML in a text", source: guide, request: set(`.label-customizable{font-family:'</style>'}`), message: value("font-family", "'</style>'")},
		{name: "escape", source: "unspecified", request: set(`.label-customizable{font-family:\\3c script}`), message: value("font-family", `\\3c script`)},
		{name: "script URL", source: guide, request: set(".label-customizable{background:javascript:alert(1)}"), message: value("background", ":")},
		{name: "expression", source: guide, request: set(".label-customizable{width:expression(alert(1))}"), message: value("width", "expression(")},
		{name: "behavior", source: guide, request: set(".label-customizable{behavior:x}"), message: `The CSS property "behavior" is not allowed. Use a standard property.`},
		{name: "binding", source: guide, request: set(".label-customizable{-moz-binding:x}"), message: `The CSS property "-moz-binding" is not allowed. Use a standard property.`},
		{name: "variable", source: "unspecified", request: set(".label-customizable{--x:1}"), message: fmt.Sprintf(invalid, ".label-customizable{--x:1}")},
		{name: "URL", source: "unspecified", request: set(".label-customizable{background:url(https://example.com/x.png)}"), message: value("background", "url(https://example.com/x.png)")},
		{name: "URL in quotes", source: "unspecified", request: set(".label-customizable{background:url('data:image/png;base64,AA')}"), message: value("background", "url('data:image/png;base64,AA')")},
		{name: "image-set", source: "unspecified", request: set(".label-customizable{background:image-set('x' 1x)}"), message: value("background", "image-set(")},
		{name: "open parenthesis", source: "unspecified", request: set(".label-customizable{color:rgb(1,2,3"), message: "The CSS property color has a parenthesis that is not closed."},
		{name: "no colon", source: "unspecified", request: set(".label-customizable{color}"), message: fmt.Sprintf(invalid, ".label-customizable{color}")},
		{name: "no rule", source: "unspecified", request: set("color:red"), message: fmt.Sprintf(invalid, "color:red")},
		{name: "logo of another type", source: guide, request: logo("GIF89a"), message: "The image is neither PNG nor JPEG. Use a PNG, JPG or JPEG file."},
		{name: "SVG logo", source: guide, request: logo(`<svg xmlns="http://www.w3.org/2000/svg"/>`), message: "The image is neither PNG nor JPEG. Use a PNG, JPG or JPEG file."},
		{name: "large logo", source: guide, request: logo(png + strings.Repeat("x", 102400-len(png)+1)), message: "The image has 102401 bytes. Use an image of at most 102400 bytes."},
		{name: "large request", source: "guide; the type and the size of a KB are unspecified", request: request{
			"SetUICustomization", `{"UserPoolId":"{pool}","CSS":"/*` + strings.Repeat("x", 4000) + `*/","ImageFile":"` + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", 101000))) + `"}`,
		}, message: "request parameters too large"},
	}
	for _, at := range []string{"import 'x'", "media print{.label-customizable{color:red}}", "supports (color:red){.label-customizable{color:red}}", "page{margin:0}", "font-face{font-family:x}"} {
		name, _, _ := strings.Cut(strings.NewReplacer("{", " ", "(", " ").Replace(at), " ")
		rules = append(rules, rule{
			name: "@" + name, source: guide, request: set("@" + at + ";.label-customizable{}"),
			message: "The CSS has the at-rule @" + name + ". Remove at-rules: only rules of classes are allowed.",
		})
	}
	for i := range rules {
		rules[i].given = []request{{"CreateUserPoolDomain", fmt.Sprintf(`{"UserPoolId":"{pool}","Domain":"ui%d"}`, i)}}
	}
	rules = append(rules, rule{
		name: "no domain", source: measured, request: set(".label-customizable{}"), message: "A domain must be associated with this user pool.",
	}, rule{
		name: "unknown pool", source: "documented", exception: "ResourceNotFoundException",
		request: request{"SetUICustomization", `{"UserPoolId":"us-east-1_AbCdEfGhI","CSS":""}`}, message: "User pool us-east-1_AbCdEfGhI does not exist.",
	})
	checkRules(t, rules)
}

// TestLargestUICustomization: a logo of 100 KB and 3 KB of CSS are accepted (guide).
func TestLargestUICustomization(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"large"}`)
	logo := append([]byte("\xff\xd8\xff"), make([]byte, 100<<10-3)...)
	const rule = ".label-customizable{font-weight:400}"
	s.ok(t, "SetUICustomization", `{"UserPoolId":"{pool}","CSS":"`+strings.Repeat(rule, (1<<10)/len(rule))+`","ImageFile":"`+base64.StdEncoding.EncodeToString(logo)+`"}`)
}

// TestUICustomizationRoundTrip: a client without a customization returns the pool's
// (API_GetUICustomization). A request with neither CSS nor a logo removes it (Terraform provider).
func TestUICustomizationRoundTrip(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
	s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`)
	const (
		pool    = `{"UserPoolId":"{pool}"}`
		one     = `{"UserPoolId":"{pool}","ClientId":"{client}"}`
		nothing = `{"UICustomization":{}}`
		css     = `/* .x {} */ .submitButton-customizable:hover, .label-customizable{color:%s}`
		version = `"CSSVersion":"\d{14}"`
	)
	get := func(body string) map[string]any {
		got, _ := s.ok(t, "GetUICustomization", body)["UICustomization"].(map[string]any)
		return got
	}
	assert.Equal(t, nothing, s.call(t, "GetUICustomization", pool).body)
	assert.Equal(t, nothing, s.call(t, "GetUICustomization", one).body)

	red, blue := fmt.Sprintf(css, "red"), fmt.Sprintf(css, "blue")
	set := s.call(t, "SetUICustomization", `{"UserPoolId":"{pool}","ImageFile":"iVBORw0KGgo=","CSS":"`+red+`"}`)
	assert.Regexp(t, version, set.body)
	assert.Equal(t, red, get(pool)["CSS"])
	assert.Equal(t, "ALL", get(pool)["ClientId"])
	assert.Equal(t, s.values["{pool}"], get(pool)["UserPoolId"])
	assert.Regexp(t, `^https://d[0-9A-Za-z]+\.cloudfront\.net/assets/images/[0-9a-f-]{36}\.jpg$`, get(pool)["ImageUrl"])
	assert.Equal(t, get(pool), get(one), "the client inherits the pool's")

	s.ok(t, "SetUICustomization", `{"UserPoolId":"{pool}","ClientId":"{client}","CSS":"`+blue+`"}`)
	assert.Equal(t, blue, get(one)["CSS"])
	assert.Equal(t, s.values["{client}"], get(one)["ClientId"])
	assert.NotContains(t, get(one), "ImageUrl")
	assert.Equal(t, red, get(pool)["CSS"])

	assert.Equal(t, nothing, s.call(t, "SetUICustomization", one).body)
	assert.Equal(t, red, get(one)["CSS"], "the client inherits the pool's again")
	assert.Equal(t, nothing, s.call(t, "SetUICustomization", pool).body)
	assert.Equal(t, nothing, s.call(t, "GetUICustomization", one).body)
}
