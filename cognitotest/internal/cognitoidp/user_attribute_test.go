package cognitoidp_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

const updateJo = `{"AccessToken":"{token}","UserAttributes":[{"Name":"email","Value":"new@other.org"},{"Name":"name","Value":"Jo"}]}`

func TestUpdateUserAttributes(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, passwordClient)
	s.signUpAndConfirm(t)
	s.signInAs(t, "jo", "Passw0rd!")
	out := s.ok(t, "UpdateUserAttributes", updateJo)
	assert.Equal(t, []any{map[string]any{"Destination": "n***@o***", "DeliveryMedium": "EMAIL", "AttributeName": "email"}}, out["CodeDeliveryDetailsList"])
	assert.Equal(t, "CustomMessage_UpdateUserAttribute", s.readMessage(t))
	assert.Equal(t, map[string]string{"": "CONFIRMED", "email": "new@other.org", "email_verified": "false", "name": "Jo"}, s.attributes(t, "jo"))
	s.fails(t, "VerifyUserAttribute", `{"AccessToken":"{token}","AttributeName":"email","Code":"{wrong}"}`, "CodeMismatchException", "Invalid verification code provided, please try again.")
	s.ok(t, "VerifyUserAttribute", `{"AccessToken":"{token}","AttributeName":"email","Code":"{code}"}`)
	assert.Equal(t, "true", s.attributes(t, "jo")["email_verified"])
	s.fails(t, "VerifyUserAttribute", `{"AccessToken":"{token}","AttributeName":"email","Code":"{code}"}`, "ExpiredCodeException", "Invalid code provided, please request a code again.")

	assert.Empty(t, s.ok(t, "UpdateUserAttributes", updateJo)["CodeDeliveryDetailsList"], "an unchanged address needs no code")
	assert.Equal(t, "true", s.attributes(t, "jo")["email_verified"])

	s.ok(t, "GetUserAttributeVerificationCode", `{"AccessToken":"{token}","AttributeName":"email"}`)
	assert.Equal(t, "CustomMessage_VerifyUserAttribute", s.readMessage(t))
	s.Advance(59 * time.Minute) // the access token lives for an hour
	s.ok(t, "AdminUpdateUserAttributes", `{"UserPoolId":"{pool}","Username":"jo","UserAttributes":[{"Name":"email","Value":"third@other.org"},{"Name":"email_verified","Value":"true"}]}`)
	s.fails(t, "VerifyUserAttribute", `{"AccessToken":"{token}","AttributeName":"email","Code":"{code}"}`, "ExpiredCodeException", "Invalid code provided, please request a code again.")
	assert.Len(t, s.Outbox(), 3, "an address that the administrator verifies needs no code")
}

// TestAddressIsVerifiedBeforeUpdate: if the pool requires verification before an update, a new address replaces
// the old one only after it is verified (developer guide, "Verifying updates to email addresses and phone
// numbers").
func TestAddressIsVerifiedBeforeUpdate(t *testing.T) {
	s := withPoolAndClient(t, start(t), `{"PoolName":"p","AutoVerifiedAttributes":["email"],"AliasAttributes":["email"],"UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]}}`, passwordClient)
	s.signUpAndConfirm(t)
	s.signInAs(t, "jo@example.com", "Passw0rd!")
	s.ok(t, "UpdateUserAttributes", updateJo)
	assert.Equal(t, map[string]string{"": "CONFIRMED", "email": "jo@example.com", "email_verified": "true", "name": "Jo"}, s.attributes(t, "jo"))
	s.ok(t, "GetUserAttributeVerificationCode", `{"AccessToken":"{token}","AttributeName":"email"}`)
	s.readMessage(t)
	assert.Equal(t, "new@other.org", s.Outbox()[2].To, "the address to verify")
	s.signInAs(t, "jo@example.com", "Passw0rd!")
	s.ok(t, "VerifyUserAttribute", `{"AccessToken":"{token}","AttributeName":"email","Code":"{code}"}`)
	assert.Equal(t, map[string]string{"": "CONFIRMED", "email": "new@other.org", "email_verified": "true", "name": "Jo"}, s.attributes(t, "jo"))
	s.signInAs(t, "new@other.org", "Passw0rd!")

	s.ok(t, "AdminUpdateUserAttributes", `{"UserPoolId":"{pool}","Username":"jo","UserAttributes":[{"Name":"email","Value":"at@once.org"},{"Name":"email_verified","Value":"true"}]}`)
	s.signInAs(t, "at@once.org", "Passw0rd!")
	s.ok(t, "AdminUpdateUserAttributes", `{"UserPoolId":"{pool}","Username":"jo","UserAttributes":[{"Name":"email","Value":"later@once.org"}]}`)
	assert.Equal(t, "CustomMessage_UpdateUserAttribute", s.readMessage(t))
	assert.Equal(t, "at@once.org", s.attributes(t, "jo")["email"])
}

// TestAliasMovesOnVerification: an alias moves to the user who verifies it last (developer guide,
// "Customizing sign-in attributes").
func TestAliasMovesOnVerification(t *testing.T) {
	s := withPoolAndClient(t, start(t), `{"PoolName":"p","AutoVerifiedAttributes":["email"],"AliasAttributes":["email"]}`, passwordClient)
	s.signUpAndConfirm(t)
	s.ok(t, "SignUp", `{"ClientId":"{client}","Username":"shirley","Password":"Passw0rd!2"}`)
	s.ok(t, "AdminConfirmSignUp", `{"UserPoolId":"{pool}","Username":"shirley"}`)
	s.signInAs(t, "shirley", "Passw0rd!2")
	s.ok(t, "UpdateUserAttributes", `{"AccessToken":"{token}","UserAttributes":[{"Name":"email","Value":"jo@example.com"}]}`)
	s.readMessage(t)
	s.ok(t, "VerifyUserAttribute", `{"AccessToken":"{token}","AttributeName":"email","Code":"{code}"}`)
	s.signInAs(t, "jo@example.com", "Passw0rd!2")
	assert.Equal(t, "false", s.attributes(t, "jo")["email_verified"])
}

// TestAdminUpdateDoesNotMoveAlias: AdminUpdateUserAttributes does not take an alias from another user.
// According to the developer guide only VerifyUserAttribute and ForceAliasCreation move an alias, and the
// API reference lists AliasExistsException for the action. One report, boto/boto3#3213, contradicts: there
// the address moved.
func TestAdminUpdateDoesNotMoveAlias(t *testing.T) {
	for name, pool := range map[string]string{
		"alias":              `{"PoolName":"p","AutoVerifiedAttributes":["email"],"AliasAttributes":["email"]}`,
		"username attribute": `{"PoolName":"p","AutoVerifiedAttributes":["email"],"UsernameAttributes":["email"]}`,
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t)
			s.pool(t, pool)
			create := func(name, email string) string {
				if strings.Contains(pool, "UsernameAttributes") {
					name = email
				}
				created := s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"`+name+`","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"email","Value":"`+email+`"},{"Name":"email_verified","Value":"true"}]}`)
				return at(created, "User", "Username").(string)
			}
			ada, bob := create("ada", "ada@shop.example"), create("bob", "bob@shop.example")
			usernameOf := func(login string) any {
				return s.ok(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"`+login+`"}`)["Username"]
			}
			for _, flag := range []string{"true", "True"} {
				s.fails(t, "AdminUpdateUserAttributes", `{"UserPoolId":"{pool}","Username":"`+bob+`","UserAttributes":[{"Name":"email","Value":"ada@shop.example"},{"Name":"email_verified","Value":"`+flag+`"}]}`,
					"AliasExistsException", "An account with the email already exists.")
			}
			assert.Equal(t, ada, usernameOf("ada@shop.example"))
			assert.Equal(t, bob, usernameOf("bob@shop.example"))
			assert.Equal(t, "true", s.attributes(t, ada)["email_verified"])
		})
	}
}

func TestOwnAttributeErrors(t *testing.T) {
	s := withPoolAndClient(t, start(t), `{"PoolName":"p","AutoVerifiedAttributes":["email"],"Schema":[{"Name":"once","AttributeDataType":"String","Mutable":false},{"Name":"vip","AttributeDataType":"String","Mutable":true},{"Name":"name","Mutable":true,"Required":true}]}`,
		`{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"],"WriteAttributes":["email","custom:once","oidc:profile","name"]}`)
	s.ok(t, "SignUp", `{"ClientId":"{client}","Username":"jo","Password":"Passw0rd!","UserAttributes":[{"Name":"name","Value":"Jo"},{"Name":"custom:once","Value":"a"}]}`)
	s.ok(t, "AdminConfirmSignUp", `{"UserPoolId":"{pool}","Username":"jo"}`)
	s.signInAs(t, "jo", "Passw0rd!")
	const unauthorized = "A client attempted to write unauthorized attribute"
	for _, test := range []struct{ name, action, body, exception, message string }{
		{"write without permission", "UpdateUserAttributes", `"UserAttributes":[{"Name":"custom:vip","Value":"yes"}]`, "NotAuthorizedException", unauthorized},
		{"delete without permission", "DeleteUserAttributes", `"UserAttributeNames":["custom:vip"]`, "NotAuthorizedException", unauthorized},
		{"email_verified", "UpdateUserAttributes", `"UserAttributes":[{"Name":"email_verified","Value":"true"}]`, "NotAuthorizedException", unauthorized},
		{"immutable attribute", "UpdateUserAttributes", `"UserAttributes":[{"Name":"custom:once","Value":"b"}]`, "InvalidParameterException", "user.custom:once: Attribute cannot be updated."},
		{"delete of a required attribute", "DeleteUserAttributes", `"UserAttributeNames":["name"]`, "InvalidParameterException", "user.name: Attribute cannot be deleted."},
		{"code for a name", "GetUserAttributeVerificationCode", `"AttributeName":"name"`, "InvalidParameterException", "Cannot verify name: only email and phone_number can be verified."},
		{"code without an address", "GetUserAttributeVerificationCode", `"AttributeName":"email"`, "InvalidParameterException", "User does not have an email to verify."},
		{"verification of a name", "VerifyUserAttribute", `"AttributeName":"name","Code":"123456"`, "InvalidParameterException", "Cannot verify name: only email and phone_number can be verified."},
		{"code that was not sent", "VerifyUserAttribute", `"AttributeName":"email","Code":"123456"`, "ExpiredCodeException", "Invalid code provided, please request a code again."},
	} {
		t.Run(test.name, func(t *testing.T) {
			s.fails(t, test.action, `{"AccessToken":"{token}",`+test.body+`}`, test.exception, test.message)
		})
	}
	s.ok(t, "UpdateUserAttributes", `{"AccessToken":"{token}","UserAttributes":[{"Name":"nickname","Value":"J"}]}`) // oidc:profile includes nickname
}

func TestDeleteUser(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, passwordClient)
	s.signUpAndConfirm(t)
	s.signInAs(t, "jo", "Passw0rd!")
	assert.Equal(t, map[string]any{}, s.ok(t, "DeleteUser", `{"AccessToken":"{token}"}`))
	s.fails(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"jo"}`, "UserNotFoundException", "User does not exist.")
}

// TestGetUserReturnsReadableAttributes: GetUser returns only the attributes that the client may read.
func TestGetUserReturnsReadableAttributes(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"],"ReadAttributes":["oidc:profile"]}`)
	s.ok(t, "SignUp", `{"ClientId":"{client}","Username":"jo","Password":"Passw0rd!","UserAttributes":[{"Name":"email","Value":"jo@example.com"},{"Name":"nickname","Value":"J"}]}`)
	s.ok(t, "AdminConfirmSignUp", `{"UserPoolId":"{pool}","Username":"jo"}`)
	s.signInAs(t, "jo", "Passw0rd!")
	var names []string
	for _, a := range s.ok(t, "GetUser", `{"AccessToken":"{token}"}`)["UserAttributes"].([]any) {
		names = append(names, at(a, "Name").(string))
	}
	assert.Equal(t, []string{"sub", "nickname"}, names)
}

// TestEmptyValueDeletesAttribute: an empty value deletes an attribute (API_UpdateUserAttributes). Deleting
// an address also deletes its verification.
func TestEmptyValueDeletesAttribute(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, passwordClient)
	s.signUpAndConfirm(t)
	s.signInAs(t, "jo", "Passw0rd!")
	s.ok(t, "UpdateUserAttributes", `{"AccessToken":"{token}","UserAttributes":[{"Name":"nickname","Value":"J"}]}`)
	s.ok(t, "UpdateUserAttributes", `{"AccessToken":"{token}","UserAttributes":[{"Name":"nickname","Value":""}]}`)
	assert.Equal(t, map[string]string{"": "CONFIRMED", "email": "jo@example.com", "email_verified": "true"}, s.attributes(t, "jo"))
	s.ok(t, "AdminDeleteUserAttributes", `{"UserPoolId":"{pool}","Username":"jo","UserAttributeNames":["email"]}`)
	assert.Equal(t, map[string]string{"": "CONFIRMED"}, s.attributes(t, "jo"))
}
