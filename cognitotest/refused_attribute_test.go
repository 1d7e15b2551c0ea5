package cognitotest_test

import "testing"

func TestRefusedAttributes(t *testing.T) { checkRefused(t, refusedAttributes()) }

// refusedAttributes are values that a schema does not take, and changes that it does not allow.
func refusedAttributes() []refused {
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
	invalid := func(message string) fault { return fault{400, "InvalidParameterException", message} }
	const created, changed = "Attributes did not conform to the schema: ", "Invalid user attributes: "
	ada := []call{with("custom:once", "1")}
	return []refused{
		{name: "birthdate that is short", source: "aws-amplify/amplify-flutter#2034", pool: schema, request: with("birthdate", "1/2/1990"), fault: invalid(created + "birthdate: String must be no shorter than 10 characters\n")},
		{name: "birthdate that is long", source: "aws-amplify/amplify-ui#4356", pool: schema, request: with("birthdate", "1990-01-02T"), fault: invalid(created + "birthdate: String must be no longer than 10 characters\n")},
		{name: "birthdate that is no date", source: "developer guide: Standard attributes; the text is chosen", pool: schema, request: with("birthdate", "01/02/1990"), fault: invalid(created + "birthdate: Attribute must be a date of the form YYYY-MM-DD.\n")},
		{name: "custom text that is short", source: "aws-amplify/amplify-flutter#2034, of birthdate", pool: schema, request: with("custom:code", "é"), fault: invalid(created + "custom:code: String must be no shorter than 2 characters\n")},
		{name: "custom text that is long", source: "aws-amplify/amplify-ui#4356, of birthdate", pool: schema, request: with("custom:code", "12345"), fault: invalid(created + "custom:code: String must be no longer than 4 characters\n")},
		{name: "two at once", source: "aws-amplify/amplify-flutter#509, of unknown attributes", pool: schema, request: create(`,{"Name":"custom:code","Value":"1"},{"Name":"birthdate","Value":"1990"}`),
			fault: invalid(created + "custom:code: String must be no shorter than 2 characters\nbirthdate: String must be no shorter than 10 characters\n")},
		{name: "number that is none", source: "chosen: the text", pool: schema, request: with("custom:age", "old"), fault: invalid(created + "custom:age: Attribute must be a number.\n")},
		{name: "number that is small", source: "chosen: the text", pool: schema, request: with("custom:age", "17"), fault: invalid(created + "custom:age: Number must be no less than 18\n")},
		{name: "number that is great", source: "chosen: the text", pool: schema, request: with("custom:age", "99.5"), fault: invalid(created + "custom:age: Number must be no greater than 99\n")},
		{name: "number with an exponent", source: "chosen", pool: schema, request: with("custom:age", "2e1"), fault: invalid(created + "custom:age: Attribute must be a number.\n")},
		{name: "number in hexadecimal", source: "chosen", pool: schema, request: with("custom:age", "0x14"), fault: invalid(created + "custom:age: Attribute must be a number.\n")},
		{name: "number with a plus", source: "chosen", pool: schema, request: with("updated_at", "+20"), fault: invalid(created + "updated_at: Attribute must be a number.\n")},
		{name: "date-time that is none", source: "chosen: the text", pool: schema, request: with("custom:since", "2026"), fault: invalid(created + "custom:since: Attribute must be a date-time.\n")},
		{name: "boolean that is none", source: "chosen: the text", pool: schema, request: with("custom:vip", "yes"), fault: invalid(created + "custom:vip: Attribute must be a boolean.\n")},
		{name: "boolean that is a number", source: "chosen: the text", pool: schema, request: with("custom:vip", "1"), fault: invalid(created + "custom:vip: Attribute must be a boolean.\n")},
		{name: "boolean with a space", source: "chosen: the text", pool: schema, request: with("custom:vip", "true "), fault: invalid(created + "custom:vip: Attribute must be a boolean.\n")},
		{name: "flag of an address that is a letter", source: "chosen: the text", pool: schema, request: with("email_verified", "T"), fault: invalid(created + "email_verified: Attribute must be a boolean.\n")},
		{name: "verification of an address that is not there, in capitals", source: "API reference: AdminCreateUser; the text is chosen", pool: schema, request: with("phone_number_verified", "TRUE"), fault: invalid("User has no phone_number that could be verified.")},
		{name: "telephone number without a plus", source: "dabit3/gatsby-auth-starter-aws-amplify#31", pool: schema, request: with("phone_number", "5555555555"), fault: invalid("Invalid phone number format.")},
		{name: "telephone number with spaces", source: "aws-samples/aws-amplify-auth-starters#5", pool: schema, request: with("phone_number", "+1 999-999-9999"), fault: invalid("Invalid phone number format.")},
		{name: "email address that is none", source: "developer guide: Standard attributes; the text is made like that for telephone numbers", request: call{"AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada","UserAttributes":[{"Name":"email","Value":"ada"}]}`}, fault: invalid("Invalid email address format.")},
		{name: "two required attributes are missing", source: "captures; the line between them is chosen", pool: `{"PoolName":"p","Schema":[{"Name":"name","Mutable":true,"Required":true},{"Name":"gender","Mutable":true,"Required":true}]}`,
			request: call{"AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada"}`}, fault: invalid(created + "gender: The attribute is required\nname: The attribute is required")},
		{name: "required attribute that is blank", source: "captures", pool: schema, request: call{"AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada@example.com","UserAttributes":[{"Name":"name","Value":""}]}`}, fault: invalid(created + "name: The attribute is required")},
		{name: "changing what the pool does not have", source: "aws-amplify/amplify-flutter#1531", pool: schema, given: ada, request: change(`{"Name":"custom:a","Value":"1"},{"Name":"custom:b","Value":"1"}`),
			fault: invalid("user.custom:a: Attribute does not exist in the schema.\nuser.custom:b: Attribute does not exist in the schema.\n")},
		{name: "changing to what is short", source: "aws/aws-sdk-java#1396", pool: schema, given: ada, request: change(`{"Name":"birthdate","Value":"1990"}`), fault: invalid(changed + "birthdate: String must be no shorter than 10 characters\n")},
		{name: "changing what is immutable", source: "captures", pool: schema, given: ada, request: change(`{"Name":"custom:once","Value":"2"}`), fault: invalid("user.custom:once: Attribute cannot be updated.")},
		{name: "blanking what is required", source: "API reference: UpdateUserAttributes; the text is chosen", pool: schema, given: ada, request: change(`{"Name":"name","Value":""}`), fault: invalid("user.name: Attribute cannot be deleted.")},
		{name: "deleting what is required", source: "awslabs/aws-sdk-android-samples#72; the text is chosen", pool: schema, given: ada, request: remove("name"), fault: invalid("user.name: Attribute cannot be deleted.")},
		{name: "deleting what the user signs in with", source: "chosen", pool: schema, given: ada, request: remove("email"), fault: invalid("user.email: Attribute cannot be deleted.")},
		{name: "deleting what is immutable", source: "chosen", pool: schema, given: ada, request: remove("custom:once"), fault: invalid("user.custom:once: Attribute cannot be deleted.")},
		{name: "deleting what the pool does not have", source: "chosen", pool: schema, given: ada, request: remove("custom:nothing"), fault: invalid("user.custom:nothing: Attribute cannot be deleted.")},
	}
}
