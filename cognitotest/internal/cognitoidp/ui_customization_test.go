package cognitoidp_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestUICustomizationErrors(t *testing.T) {
	set := func(css string) request {
		return request{"SetUICustomization", `{"UserPoolId":"{pool}","CSS":"` + css + `"}`}
	}
	domain := func(name string) []request {
		return []request{{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"` + name + `"}`}}
	}
	checkRules(t, []rule{
		{
			name: "no domain", source: "cdk-preflight", request: set(".label-customizable{}"), message: "A domain must be associated with this user pool.",
		}, {
			name: "unknown class", source: "cdk-preflight", given: domain("class"), request: set(".label-customizable{color:red}.label{color:red}"),
			message: "The CSS class .label is not in the list of allowed classes.",
		}, {
			name: "element", source: "cdk-preflight", given: domain("element"), request: set("body {color:red}"),
			message: "The CSS class body is not in the list of allowed classes.",
		}, {
			name: "second selector", source: "cdk-preflight", given: domain("second"), request: set(".label-customizable, .x {color:red}"),
			message: "The CSS class .x is not in the list of allowed classes.",
		}, {
			name: "unknown pool", source: "documented", exception: "ResourceNotFoundException",
			request: request{"SetUICustomization", `{"UserPoolId":"us-east-1_AbCdEfGhI","CSS":""}`}, message: "User pool us-east-1_AbCdEfGhI does not exist.",
		},
	})
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
