package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// customSchema returns the data type of each custom attribute of the pool by its name with prefix.
func (s *server) customSchema(t *testing.T) map[string]any {
	t.Helper()
	custom := map[string]any{}
	for _, a := range at(s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`), "UserPool", "SchemaAttributes").([]any) {
		if name := at(a, "Name").(string); name[:min(len(name), 4)] == "dev:" || name[:min(len(name), 7)] == "custom:" {
			custom[name] = at(a, "AttributeDataType")
		}
	}
	return custom
}

// TestCustomAttributeNamesHavePrefix: the service adds a prefix to every name except those of standard
// attributes. It also adds it to email_verified and to a name that already has the prefix.
func TestCustomAttributeNamesHavePrefix(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p","Schema":[{"Name":"tenant","AttributeDataType":"String"},{"Name":"custom:tenant","AttributeDataType":"Number"},
		{"Name":"dev:custom:a","AttributeDataType":"String","DeveloperOnlyAttribute":true},{"Name":"email_verified","AttributeDataType":"Boolean"},
		{"Name":"email"},{"Name":"name","Required":true},{"Name":"updated_at"}]}`)
	assert.Equal(t, map[string]any{
		"custom:tenant": "String", "custom:custom:tenant": "Number", "dev:custom:dev:custom:a": "String", "custom:email_verified": "Boolean",
	}, s.customSchema(t), "standard attributes need no type")
	s.ok(t, "AddCustomAttributes", `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"custom:custom:tenant","AttributeDataType":"DateTime"},{"Name":"email","AttributeDataType":"String"}]}`)
	schema := s.customSchema(t)
	assert.Equal(t, "DateTime", schema["custom:custom:custom:tenant"])
	assert.Equal(t, "String", schema["custom:email"])
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada","UserAttributes":[{"Name":"name","Value":"Ada"},{"Name":"custom:tenant","Value":"t"},{"Name":"custom:custom:tenant","Value":"7"}]}`)
}

// TestAcceptedConstraints has values at the limits. The rejected values next to them are in a test
// of package cognitotest.
func TestAcceptedConstraints(t *testing.T) {
	s := start(t)
	for _, constraints := range []string{
		`"String","StringAttributeConstraints":{"MinLength":"0","MaxLength":"0"}`,
		`"String","StringAttributeConstraints":{"MinLength":"2048","MaxLength":"2048"}`,
		`"String","StringAttributeConstraints":{"MinLength":"007"}`,
		`"String","StringAttributeConstraints":{}`,
		`"String"`,
		`"Number","NumberAttributeConstraints":{"MinValue":"-1","MaxValue":"-1"}`,
		`"Number","NumberAttributeConstraints":{"MinValue":"-0.5","MaxValue":"1.25"}`,
		`"Number","NumberAttributeConstraints":{"MaxValue":"89884656743115795386465259539451236680898848947115328636715040578866337902750481566354238661203768010560056939935696678829394884407208311246423715319737062188883946712432742638151109800623047059726541476042502884419075341171231440736956555270413618581675255342293149119973622969239858152417678164812112068608"}`,
		`"Boolean"`, `"DateTime"`,
	} {
		s.pool(t, `{"PoolName":"p","Schema":[{"Name":"a","AttributeDataType":`+constraints+`}]}`)
	}
}

// TestBooleanAttributesIgnoreCase: every action that sets a boolean attribute ignores the case of the value.
// Responses have the value in lower case (a test of getmoto/moto that runs on AWS, for email_verified).
func TestBooleanAttributesIgnoreCase(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p","AliasAttributes":["email"],"AutoVerifiedAttributes":["email"],"Schema":[{"Name":"vip","AttributeDataType":"Boolean","Mutable":true},{"Name":"text","AttributeDataType":"String","Mutable":true}]}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"]}`)
	attributes := func(user string) map[string]string {
		m := map[string]string{}
		for _, a := range s.ok(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"`+user+`"}`)["UserAttributes"].([]any) {
			m[at(a, "Name").(string)] = at(a, "Value").(string)
		}
		return m
	}
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"email","Value":"ada@shop.example"},{"Name":"email_verified","Value":"True"},
		{"Name":"phone_number","Value":"+15550100"},{"Name":"phone_number_verified","Value":"FALSE"},{"Name":"custom:vip","Value":"tRUE"},{"Name":"custom:text","Value":"True"}]}`)
	got := attributes("ada")
	assert.Equal(t, "true", got["email_verified"])
	assert.Equal(t, "false", got["phone_number_verified"])
	assert.Equal(t, "true", got["custom:vip"])
	assert.Equal(t, "True", got["custom:text"], "a string keeps its case")
	assert.Equal(t, got, attributes("ada@shop.example"), "a verified address is an alias")

	s.ok(t, "AdminUpdateUserAttributes", `{"UserPoolId":"{pool}","Username":"ada","UserAttributes":[{"Name":"email","Value":"lovelace@shop.example"},{"Name":"email_verified","Value":"TRUE"},{"Name":"custom:vip","Value":"FALSE"}]}`)
	got = attributes("lovelace@shop.example")
	assert.Equal(t, "true", got["email_verified"], "the value of the same request applies")
	assert.Equal(t, "false", got["custom:vip"])

	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Passw0rd!","Permanent":true}`)
	token := at(s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Passw0rd!"}}`), "AuthenticationResult", "AccessToken").(string)
	s.ok(t, "UpdateUserAttributes", `{"AccessToken":"`+token+`","UserAttributes":[{"Name":"custom:vip","Value":"TRUE"}]}`)
	assert.Equal(t, "true", attributes("ada")["custom:vip"])

	s.ok(t, "SignUp", `{"ClientId":"{client}","Username":"bob","Password":"Passw0rd!","UserAttributes":[{"Name":"custom:vip","Value":"False"}]}`)
	assert.Equal(t, "false", attributes("bob")["custom:vip"])
}
