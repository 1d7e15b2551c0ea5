package cognitotest_test

import "testing"

func TestRejectedUsers(t *testing.T) { checkRejected(t, rejectedUsers()) }

// rejectedUsers are requests of an administrator about users and groups.
func rejectedUsers() []rejection {
	const (
		byEmail = `{"PoolName":"p","UsernameAttributes":["email"]}`
		byPhone = `{"PoolName":"p","UsernameAttributes":["phone_number"]}`
		byBoth  = `{"PoolName":"p","UsernameAttributes":["email","phone_number"]}`
		aliases = `{"PoolName":"p","AliasAttributes":["email"]}`
		missing = "User does not exist."
	)
	on := func(action, rest string) call { return call{action, `{"UserPoolId":"{pool}",` + rest + `}`} }
	create := func(rest string) call { return on("AdminCreateUser", `"MessageAction":"SUPPRESS",`+rest) }
	password := func(password string) call {
		return on("AdminSetUserPassword", `"Username":"{jo}","Permanent":true,"Password":"`+password+`"`)
	}
	invalid := func(message string) apiError { return apiError{400, "InvalidParameterException", message} }
	weak := func(message string) apiError {
		return apiError{400, "InvalidPasswordException", "Password did not conform with password policy: " + message}
	}
	notFound := func(message string) apiError { return apiError{400, "ResourceNotFoundException", message} }
	unknownUser := apiError{400, "UserNotFoundException", missing}
	return []rejection{
		{name: "name that is taken", source: "localstack/localstack#4465", request: create(`"Username":"{jo}"`), wantError: apiError{400, "UsernameExistsException", "User account already exists"}},
		{name: "name that is taken in another case", source: "API reference: UsernameConfigurationType", pool: `{"PoolName":"p","UsernameConfiguration":{"CaseSensitive":false}}`, given: []call{create(`"Username":"ada"`)}, request: create(`"Username":"Ada"`), wantError: apiError{400, "UsernameExistsException", "User account already exists"}},
		{name: "email address that is taken", source: "API reference: UsernameExistsException", pool: byEmail, given: []call{create(`"Username":"a@example.com"`)}, request: create(`"Username":"a@example.com"`), wantError: apiError{400, "UsernameExistsException", "User account already exists"}},
		{name: "verified alias that is taken", source: "API reference: AliasExistsException; Managing user existence error responses", pool: aliases, given: []call{create(`"Username":"a","UserAttributes":[{"Name":"email","Value":"a@example.com"},{"Name":"email_verified","Value":"true"}]`)}, request: create(`"Username":"b","UserAttributes":[{"Name":"email","Value":"a@example.com"},{"Name":"email_verified","Value":"true"}]`), wantError: apiError{400, "AliasExistsException", "An account with the email already exists."}},
		{name: "name that is not an email address", source: "captures", pool: byEmail, request: create(`"Username":"ada"`), wantError: invalid("Username should be an email.")},
		{name: "name that is not a telephone number", source: "captures", pool: byPhone, request: create(`"Username":"ada"`), wantError: invalid("Username should be a phone number.")},
		{name: "name that is neither an email address nor a telephone number", source: "captures", pool: byBoth, request: create(`"Username":"ada"`), wantError: invalid("Username should be either an email or a phone number.")},
		{name: "attribute that the pool does not have", source: "captures of 2025 and 2026, against aws-amplify/amplify-flutter#509", request: create(`"Username":"ada","UserAttributes":[{"Name":"custom:tenant","Value":"7"}]`), wantError: invalid("Attributes did not conform to the schema: Type for attribute {custom:tenant} could not be determined")},
		{name: "without a required attribute", source: "aws-amplify/amplify-backend#3117", pool: `{"PoolName":"p","Schema":[{"Name":"name","Required":true}]}`, request: create(`"Username":"ada"`), wantError: invalid("Attributes did not conform to the schema: name: The attribute is required")},
		{name: "sub in the request", source: "unspecified: the text", request: create(`"Username":"ada","UserAttributes":[{"Name":"sub","Value":"1"}]`), wantError: invalid("Cannot modify the non-mutable attribute sub")},
		{name: "temporary password too short", source: "data-dot-all/dataall#690", request: create(`"Username":"ada","TemporaryPassword":"Ab1!"`), wantError: weak("Password not long enough")},
		{name: "temporary password without a digit", source: "data-dot-all/dataall#690", request: create(`"Username":"ada","TemporaryPassword":"Password!"`), wantError: weak("Password must have numeric characters")},
		{name: "temporary password without capitals", source: "captures", request: create(`"Username":"ada","TemporaryPassword":"passw0rd!"`), wantError: weak("Password must have uppercase characters")},
		{name: "temporary password under the pool's length", source: "captures", pool: `{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":12}}}`, request: create(`"Username":"ada","TemporaryPassword":"Passw0rd!"`), wantError: weak("Password not long enough")},
		{name: "password too short", source: "captures", request: password("Ab1!"), wantError: weak("Password not long enough")},
		{name: "password without a symbol", source: "captures", request: password("Passw0rdd"), wantError: weak("Password must have symbol characters")},
		{name: "password of an unknown user", source: "API reference: AdminSetUserPassword", request: on("AdminSetUserPassword", `"Username":"nobody","Password":"Passw0rd!"`), wantError: unknownUser},
		{name: "unknown user", source: "localstack/localstack#3201: at sign-in", request: on("AdminGetUser", `"Username":"nobody"`), wantError: unknownUser},
		{name: "deleting an unknown user", source: "API reference: AdminDeleteUser", request: on("AdminDeleteUser", `"Username":"nobody"`), wantError: unknownUser},
		{name: "disabling an unknown user", source: "API reference: AdminDisableUser", request: on("AdminDisableUser", `"Username":"nobody"`), wantError: unknownUser},
		{name: "signing an unknown user out", source: "API reference: AdminUserGlobalSignOut", request: on("AdminUserGlobalSignOut", `"Username":"nobody"`), wantError: unknownUser},
		{name: "attributes of an unknown user", source: "API reference: AdminUpdateUserAttributes", request: on("AdminUpdateUserAttributes", `"Username":"nobody","UserAttributes":[]`), wantError: unknownUser},
		{name: "users of an unknown pool", source: "API reference: ListUsers", request: call{"ListUsers", `{"UserPoolId":"us-east-1_AbCdEfGhI"}`}, wantError: notFound("User pool us-east-1_AbCdEfGhI does not exist.")},
		{name: "user in an unknown pool", source: "API reference: AdminCreateUser", request: call{"AdminCreateUser", `{"UserPoolId":"us-east-1_AbCdEfGhI","Username":"ada"}`}, wantError: notFound("User pool us-east-1_AbCdEfGhI does not exist.")},
		{name: "user in a pool of another region", source: "API reference: AdminGetUser", request: call{"AdminGetUser", `{"UserPoolId":"eu-west-1_AbCdEfGhI","Username":"ada"}`}, wantError: notFound("User pool eu-west-1_AbCdEfGhI does not exist.")},

		{name: "group that is taken", source: "API reference: GroupExistsException; captures", given: []call{on("CreateGroup", `"GroupName":"staff"`)}, request: on("CreateGroup", `"GroupName":"staff"`), wantError: apiError{400, "GroupExistsException", "A group with the name already exists."}},
		{name: "unknown group", source: "captures", request: on("GetGroup", `"GroupName":"staff"`), wantError: notFound("Group not found.")},
		{name: "deleting an unknown group", source: "captures", request: on("DeleteGroup", `"GroupName":"staff"`), wantError: notFound("Group not found.")},
		{name: "user in an unknown group", source: "captures", request: on("AdminAddUserToGroup", `"GroupName":"staff","Username":"{jo}"`), wantError: notFound("Group not found.")},
		{name: "unknown user in a group", source: "API reference: AdminAddUserToGroup", given: []call{on("CreateGroup", `"GroupName":"staff"`)}, request: on("AdminAddUserToGroup", `"GroupName":"staff","Username":"nobody"`), wantError: unknownUser},
		{name: "groups of an unknown user", source: "API reference: AdminListGroupsForUser", request: on("AdminListGroupsForUser", `"Username":"nobody"`), wantError: unknownUser},

		{name: "tags of an unknown pool", source: "API reference: TagResource", request: call{"TagResource", `{"ResourceArn":"arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AbCdEfGhI","Tags":{"a":"b"}}`}, wantError: notFound("User pool us-east-1_AbCdEfGhI does not exist.")},
		{name: "tags of a pool of another region", source: "API reference: ListTagsForResource", request: call{"ListTagsForResource", `{"ResourceArn":"arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI"}`}, wantError: notFound("User pool eu-west-1_AbCdEfGhI does not exist.")},
	}
}
