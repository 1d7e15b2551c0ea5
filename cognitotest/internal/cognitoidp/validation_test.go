package cognitoidp_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestValidation compares the error texts with the captures that package apimodel lists.
func TestValidation(t *testing.T) {
	const (
		invalid = "InvalidParameterException"
		serial  = "SerializationException"
	)
	tests := []struct{ name, action, body, exception, message string }{
		{
			"required member missing", "DescribeUserPool", `{}`, invalid,
			"1 validation error detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
		}, {
			"null means missing", "DescribeUserPool", `{"UserPoolId":null}`, invalid,
			"1 validation error detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
		}, {
			"a member in another case is missing", "DescribeUserPool", `{"userPoolId":"us-east-1_AbCdEfGhI"}`, invalid,
			"1 validation error detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
		}, {
			"two errors", "CreateUserPoolClient", `{"UserPoolId":"nowhere","ClientName":"a/b"}`, invalid,
			`2 validation errors detected: Value 'a/b' at 'clientName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w\s+=,.@-]+; Value 'nowhere' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+`,
		}, {
			"two errors of one value and another error", "ListUserPools", `{"MaxResults":0,"NextToken":""}`, invalid,
			`3 validation errors detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'nextToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [\S]+`,
		}, {
			"number too large", "ListUserPools", `{"MaxResults":61}`, invalid,
			"1 validation error detected: Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60",
		}, {
			"sensitive value is hidden", "AdminSetUserPassword", `{"UserPoolId":"us-east-1_AbCdEfGhI","Username":"ada","Password":"has a space"}`, invalid,
			`1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\S]+`,
		}, {
			"enum", "CreateUserPool", `{"PoolName":"p","DeletionProtection":"ON"}`, invalid,
			"1 validation error detected: Value 'ON' at 'deletionProtection' failed to satisfy constraint: Member must satisfy enum value set: [ACTIVE, INACTIVE]",
		}, {
			"element of a list", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientName":"c","CallbackURLs":["https://a.example","has a space"]}`, invalid,
			`1 validation error detected: Value '[https://a.example, has a space]' at 'callbackURLs' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+, Member must not be null]`,
		}, {
			"enum in a list", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientName":"c","AllowedOAuthFlows":["password"]}`, invalid,
			"1 validation error detected: Value '[password]' at 'allowedOAuthFlows' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [code, implicit, client_credentials], Member must not be null]",
		}, {
			"null in a list", "CreateManagedLoginBranding", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientId":"c","Assets":[null]}`, invalid,
			"1 validation error detected: Value '[null]' at 'assets' failed to satisfy constraint: Member must satisfy constraint: [Member must not be null]",
		}, {
			"key of a map", "CreateUserPool", `{"PoolName":"p","UserPoolTags":{"":"v","a":"b"}}`, invalid,
			"1 validation error detected: Value '{=v, a=b}' at 'userPoolTags' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]",
		}, {
			"null in a map", "CreateUserPool", `{"PoolName":"p","UserPoolTags":{"a":null}}`, invalid,
			"1 validation error detected: Value '{a=null}' at 'userPoolTags' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 0, Member must not be null]",
		}, {
			"member of the second structure of a list", "CreateUserPool", `{"PoolName":"p","Schema":[{"Name":"a"},{"Name":""}]}`, invalid,
			`2 validation errors detected: Value '' at 'schema.2.member.name' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'schema.2.member.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`,
		}, {
			"required member of a nested structure", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientName":"c","RefreshTokenRotation":{}}`, invalid,
			"1 validation error detected: Value null at 'refreshTokenRotation.feature' failed to satisfy constraint: Member must not be null",
		}, {
			"length counts characters, not bytes", "CreateUserPool", `{"PoolName":"p","Schema":[{"Name":"ääääääääääääääääääää","AttributeDataType":"Strin"}]}`, invalid,
			"1 validation error detected: Value 'Strin' at 'schema.1.member.attributeDataType' failed to satisfy constraint: Member must satisfy enum value set: [String, Number, DateTime, Boolean]",
		}, {
			"length of a blob counts its bytes", "SetUICustomization", `{"UserPoolId":"us-east-1_AbCdEfGhI","ImageFile":"` + strings.Repeat("AAAA", 43691) + `"}`, invalid,
			"1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=131073 cap=131073]' at 'imageFile' failed to satisfy constraint: Member must have length less than or equal to 131072",
		},
		{"number for a string", "DescribeUserPool", `{"UserPoolId":7}`, serial, "NUMBER_VALUE can not be converted to a String"},
		{"boolean for a string", "DescribeUserPool", `{"UserPoolId":true}`, serial, "TRUE_VALUE can not be converted to a String"},
		{"list for a string", "DescribeUserPool", `{"UserPoolId":["a"]}`, serial, "Start of list found where not expected"},
		{"structure for a string", "DescribeUserPool", `{"UserPoolId":{}}`, serial, "Start of structure or map found where not expected."},
		{"string for a number", "ListUserPools", `{"MaxResults":"10"}`, serial, "STRING_VALUE can not be converted to an Integer"},
		{"boolean for a number", "ListUserPools", `{"MaxResults":false}`, serial, "FALSE_VALUE can not be converted to an Integer"},
		{"fraction for a whole number", "ListUserPools", `{"MaxResults":1.5}`, serial, "NUMBER_VALUE can not be converted to an Integer"},
		{"number of more than 32 bits", "ListUserPools", `{"MaxResults":2147483648}`, serial, "NUMBER_VALUE can not be converted to an Integer"},
		{"number for a boolean", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientName":"c","GenerateSecret":1}`, serial, "NUMBER_VALUE can not be converted to a Boolean"},
		{"null for a boolean", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientName":"c","AllowedOAuthFlowsUserPoolClient":null}`, serial, "NULL_VALUE can not be converted to a Boolean"},
		{"string for a list", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientName":"c","CallbackURLs":"https://a.example"}`, serial, "Expected list or null"},
		{"structure for a list", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientName":"c","CallbackURLs":{}}`, serial, "Start of structure or map found where not expected."},
		{"number in a list", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientName":"c","CallbackURLs":[1]}`, serial, "NUMBER_VALUE can not be converted to a String"},
		{"number in a list of structures", "CreateManagedLoginBranding", `{"UserPoolId":"us-east-1_AbCdEfGhI","ClientId":"c","Assets":[1,2]}`, serial, "Unexpected value type in payload"},
		{"string for a map", "CreateUserPool", `{"PoolName":"p","UserPoolTags":"a=b"}`, serial, "Expected map or null"},
		{"list for a map", "CreateUserPool", `{"PoolName":"p","UserPoolTags":[]}`, serial, "Start of list found where not expected"},
		{"number in a map", "CreateUserPool", `{"PoolName":"p","UserPoolTags":{"a":1}}`, serial, "NUMBER_VALUE can not be converted to a String"},
		{"string for a structure", "CreateUserPool", `{"PoolName":"p","Policies":"strict"}`, serial, "Expected null"},
		{"string for a document that is a style", "CreateManagedLoginBranding", `{"UserPoolId":"us-east-1_abcdefghi","ClientId":"c","Settings":"{}"}`, serial, "Expected null"},
		{"list for a structure", "CreateUserPool", `{"PoolName":"p","Policies":[]}`, serial, "Start of list found where not expected"},
		{"invalid base64", "SetUICustomization", `{"UserPoolId":"us-east-1_AbCdEfGhI","ImageFile":"AAA"}`, serial, "STRING_VALUE can not be converted to a Blob"},
		{"wrong type before a missing member", "CreateUserPoolClient", `{"ClientName":7}`, serial, "NUMBER_VALUE can not be converted to a String"},
		{"list for the request", "DescribeUserPool", `[]`, serial, "Start of list found where not expected"},
		{"null for the request", "DescribeUserPool", `null`, serial, ""},
		{"empty request", "DescribeUserPool", ``, serial, ""},
		{"text for the request", "DescribeUserPool", `UserPoolId=1`, serial, ""},
		{"incomplete request", "DescribeUserPool", `{"UserPoolId":"us-east-1_AbCdEfGhI"`, serial, ""},
		{"text after the request", "DescribeUserPool", `{"UserPoolId":"us-east-1_AbCdEfGhI"}{}`, serial, ""},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { s.fails(t, tt.action, tt.body, tt.exception, tt.message) })
	}
}

// TestValidationMessageFormatsStructures compares the text with the measured response to one image too many
// (floci-io/floci#2869).
func TestValidationMessageFormatsStructures(t *testing.T) {
	const asset, shown = `{"Category":"PAGE_HEADER_LOGO","ColorMode":"LIGHT","Extension":"PNG","Bytes":"AA=="}`,
		"AssetType(category=PAGE_HEADER_LOGO, colorMode=LIGHT, extension=PNG, bytes=java.nio.HeapByteBuffer[pos=0 lim=1 cap=1], resourceId=null)"
	list := func(one string) string { return "[" + strings.Repeat(one+", ", 40) + one + "]" }
	start(t).fails(t, "UpdateManagedLoginBranding", `{"ManagedLoginBrandingId":"not-a-uuid","Settings":{},"Assets":`+list(asset)+`}`, "InvalidParameterException",
		"2 validation errors detected: Value '"+list(shown)+"' at 'assets' failed to satisfy constraint: Member must have length less than or equal to 40; "+
			`Value 'not-a-uuid' at 'managedLoginBrandingId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$`)
}

// TestStringsAreAcceptedAsBooleans: the service accepts any string as a boolean (floci-io/floci#2869).
func TestStringsAreAcceptedAsBooleans(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	for text, secret := range map[string]bool{"true": true, "yes": true, "False": false} {
		created := s.ok(t, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c","GenerateSecret":"`+text+`"}`)["UserPoolClient"]
		_, got := created.(map[string]any)["ClientSecret"]
		assert.Equal(t, secret, got, text)
	}
}

// TestUnknownMembersAreIgnored: a newer client may send members that the model does not have.
func TestUnknownMembersAreIgnored(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p","NotInTheModel":{"a":[1]}}`)
	assert.NotEmpty(t, s.values["{pool}"])
	s.ok(t, "ListUserPools", `{"MaxResults":1,"maxResults":0,"maxresults":"x"}`) // names are case-sensitive
}
