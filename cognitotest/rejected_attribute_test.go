package cognitotest_test

import "testing"

func TestRejectedAttributes(t *testing.T) { checkRejected(t, rejectedAttributes()) }

// rejectedAttributes are values that the schema rejects, and changes that it does not allow.
func rejectedAttributes() []rejection {
	const schema = `{"PoolName":"p","UsernameAttributes":["email"],"Schema":[{"Name":"name","Mutable":true,"Required":true},` +
		`{"Name":"code","AttributeDataType":"String","Mutable":true,"StringAttributeConstraints":{"MinLength":"2","MaxLength":"4"}},` +
		`{"Name":"age","AttributeDataType":"Number","Mutable":true,"NumberAttributeConstraints":{"MinValue":"18","MaxValue":"99"}},` +
		`{"Name":"since","AttributeDataType":"DateTime","Mutable":true},{"Name":"vip","AttributeDataType":"Boolean","Mutable":true},` +
		`{"Name":"once","AttributeDataType":"String","Mutable":false}]}`
	create := func(attributes string) call {
		return call{"AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada@example.com","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"name","Value":"Ada"}` + attributes + `]}`}
	}
	with := func(name, value string) call { return create(`,{"Name":"` + name + `","Value":"` + value + `"}`) }
	change := func(attributes string) call {
		return call{"AdminUpdateUserAttributes", `{"UserPoolId":"{pool}","Username":"ada@example.com","UserAttributes":[` + attributes + `]}`}
	}
	remove := func(name string) call {
		return call{"AdminDeleteUserAttributes", `{"UserPoolId":"{pool}","Username":"ada@example.com","UserAttributeNames":["` + name + `"]}`}
	}
	invalid := func(message string) apiError { return apiError{400, "InvalidParameterException", message} }
	const created, changed = "Attributes did not conform to the schema: ", "Invalid user attributes: "
	ada := []call{with("custom:once", "1")}
	return []rejection{
		{name: "short birthdate", source: "aws-amplify/amplify-flutter#2034", pool: schema, request: with("birthdate", "1/2/1990"), wantError: invalid(created + "birthdate: String must be no shorter than 10 characters\n")},
		{name: "long birthdate", source: "aws-amplify/amplify-ui#4356", pool: schema, request: with("birthdate", "1990-01-02T"), wantError: invalid(created + "birthdate: String must be no longer than 10 characters\n")},
		{name: "birthdate in another format", source: "developer guide: Standard attributes; the text is unspecified", pool: schema, request: with("birthdate", "01/02/1990"), wantError: invalid(created + "birthdate: Attribute must be a date of the form YYYY-MM-DD.\n")},
		{name: "short custom attribute", source: "aws-amplify/amplify-flutter#2034, of birthdate", pool: schema, request: with("custom:code", "é"), wantError: invalid(created + "custom:code: String must be no shorter than 2 characters\n")},
		{name: "long custom attribute", source: "aws-amplify/amplify-ui#4356, of birthdate", pool: schema, request: with("custom:code", "12345"), wantError: invalid(created + "custom:code: String must be no longer than 4 characters\n")},
		{name: "two invalid attributes", source: "aws-amplify/amplify-flutter#509, of unknown attributes", pool: schema, request: create(`,{"Name":"custom:code","Value":"1"},{"Name":"birthdate","Value":"1990"}`),
			wantError: invalid(created + "custom:code: String must be no shorter than 2 characters\nbirthdate: String must be no shorter than 10 characters\n")},
		{name: "number attribute with a word", source: "unspecified: the text", pool: schema, request: with("custom:age", "old"), wantError: invalid(created + "custom:age: Attribute must be a number.\n")},
		{name: "number below the minimum", source: "unspecified: the text", pool: schema, request: with("custom:age", "17"), wantError: invalid(created + "custom:age: Number must be no less than 18\n")},
		{name: "number above the maximum", source: "unspecified: the text", pool: schema, request: with("custom:age", "99.5"), wantError: invalid(created + "custom:age: Number must be no greater than 99\n")},
		{name: "number with an exponent", source: "unspecified", pool: schema, request: with("custom:age", "2e1"), wantError: invalid(created + "custom:age: Attribute must be a number.\n")},
		{name: "number in hexadecimal", source: "unspecified", pool: schema, request: with("custom:age", "0x14"), wantError: invalid(created + "custom:age: Attribute must be a number.\n")},
		{name: "number with a plus", source: "unspecified", pool: schema, request: with("updated_at", "+20"), wantError: invalid(created + "updated_at: Attribute must be a number.\n")},
		{name: "date-time attribute with a year", source: "unspecified: the text", pool: schema, request: with("custom:since", "2026"), wantError: invalid(created + "custom:since: Attribute must be a date-time.\n")},
		{name: "boolean attribute with a word", source: "unspecified: the text", pool: schema, request: with("custom:vip", "yes"), wantError: invalid(created + "custom:vip: Attribute must be a boolean.\n")},
		{name: "boolean attribute with a number", source: "unspecified: the text", pool: schema, request: with("custom:vip", "1"), wantError: invalid(created + "custom:vip: Attribute must be a boolean.\n")},
		{name: "boolean attribute with a space", source: "unspecified: the text", pool: schema, request: with("custom:vip", "true "), wantError: invalid(created + "custom:vip: Attribute must be a boolean.\n")},
		{name: "email_verified with a letter", source: "unspecified: the text", pool: schema, request: with("email_verified", "T"), wantError: invalid(created + "email_verified: Attribute must be a boolean.\n")},
		{name: "phone_number_verified TRUE without a phone number", source: "API reference: AdminCreateUser; the text is unspecified", pool: schema, request: with("phone_number_verified", "TRUE"), wantError: invalid("User has no phone_number that could be verified.")},
		{name: "telephone number without a plus", source: "dabit3/gatsby-auth-starter-aws-amplify#31", pool: schema, request: with("phone_number", "5555555555"), wantError: invalid("Invalid phone number format.")},
		{name: "telephone number with spaces", source: "aws-samples/aws-amplify-auth-starters#5", pool: schema, request: with("phone_number", "+1 999-999-9999"), wantError: invalid("Invalid phone number format.")},
		{name: "email address without an @", source: "developer guide: Standard attributes; the text is formed like the text for telephone numbers", request: call{"AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada","UserAttributes":[{"Name":"email","Value":"ada"}]}`}, wantError: invalid("Invalid email address format.")},
		{name: "two required attributes are missing", source: "captures; the line between them is unspecified", pool: `{"PoolName":"p","Schema":[{"Name":"name","Mutable":true,"Required":true},{"Name":"gender","Mutable":true,"Required":true}]}`,
			request: call{"AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada"}`}, wantError: invalid(created + "gender: The attribute is required\nname: The attribute is required")},
		{name: "blank required attribute", source: "captures", pool: schema, request: call{"AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada@example.com","UserAttributes":[{"Name":"name","Value":""}]}`}, wantError: invalid(created + "name: The attribute is required")},
		{name: "changing an unknown attribute", source: "aws-amplify/amplify-flutter#1531", pool: schema, given: ada, request: change(`{"Name":"custom:a","Value":"1"},{"Name":"custom:b","Value":"1"}`),
			wantError: invalid("user.custom:a: Attribute does not exist in the schema.\nuser.custom:b: Attribute does not exist in the schema.\n")},
		{name: "changing to a value that is too short", source: "aws/aws-sdk-java#1396", pool: schema, given: ada, request: change(`{"Name":"birthdate","Value":"1990"}`), wantError: invalid(changed + "birthdate: String must be no shorter than 10 characters\n")},
		{name: "changing an immutable attribute", source: "captures", pool: schema, given: ada, request: change(`{"Name":"custom:once","Value":"2"}`), wantError: invalid("user.custom:once: Attribute cannot be updated.")},
		{name: "blanking a required attribute", source: "API reference: UpdateUserAttributes; the text is unspecified", pool: schema, given: ada, request: change(`{"Name":"name","Value":""}`), wantError: invalid("user.name: Attribute cannot be deleted.")},
		{name: "deleting a required attribute", source: "awslabs/aws-sdk-android-samples#72; the text is unspecified", pool: schema, given: ada, request: remove("name"), wantError: invalid("user.name: Attribute cannot be deleted.")},
		{name: "deleting the attribute with which the user signs in", source: "unspecified", pool: schema, given: ada, request: remove("email"), wantError: invalid("user.email: Attribute cannot be deleted.")},
		{name: "deleting an immutable attribute", source: "unspecified", pool: schema, given: ada, request: remove("custom:once"), wantError: invalid("user.custom:once: Attribute cannot be deleted.")},
		{name: "deleting an unknown attribute", source: "unspecified", pool: schema, given: ada, request: remove("custom:nothing"), wantError: invalid("user.custom:nothing: Attribute cannot be deleted.")},
	}
}
