package cognitoidp_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGroupRoundTrip(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	const settings = `"GroupName":"admins","Description":"d","RoleArn":"arn:aws:iam::123456789012:role/admin","Precedence":0`
	want := `{"Group":{"UserPoolId":"{pool}","CreationDate":"DATE","LastModifiedDate":"DATE",` + settings + `}}`
	assert.JSONEq(t, want, s.masked(s.call(t, "CreateGroup", `{"UserPoolId":"{pool}",`+settings+`}`).body))
	assert.JSONEq(t, want, s.masked(s.call(t, "GetGroup", `{"UserPoolId":"{pool}","GroupName":"admins"}`).body))
	// An update keeps the members that it omits: the Terraform provider sends only changes.
	want = strings.Replace(want, `"Precedence":0`, `"Precedence":4`, 1)
	assert.JSONEq(t, want, s.masked(s.call(t, "UpdateGroup", `{"UserPoolId":"{pool}","GroupName":"admins","Precedence":4}`).body))
	want = strings.Replace(want, `"Description":"d",`, ``, 1)
	assert.JSONEq(t, want, s.masked(s.call(t, "UpdateGroup", `{"UserPoolId":"{pool}","GroupName":"admins","Description":""}`).body))
	s.fails(t, "UpdateGroup", `{"UserPoolId":"{pool}","GroupName":"admins","RoleArn":"arn:aws:iam::210987654321:role/admin"}`,
		"InvalidParameterException", "Cross-account pass role is not allowed.")
	s.fails(t, "CreateGroup", `{"UserPoolId":"{pool}","GroupName":"admins"}`, "GroupExistsException", "A group with the name already exists.")
	assert.Equal(t, `{}`, s.call(t, "DeleteGroup", `{"UserPoolId":"{pool}","GroupName":"admins"}`).body)
	for _, action := range []string{"GetGroup", "UpdateGroup", "DeleteGroup", "ListUsersInGroup"} {
		s.fails(t, action, `{"UserPoolId":"{pool}","GroupName":"admins"}`, "ResourceNotFoundException", "Group not found.")
	}
}

// claims returns the claims of a token. Other tests verify the signature.
func claims(t *testing.T, raw any) map[string]any {
	t.Helper()
	content, err := base64.RawURLEncoding.DecodeString(strings.Split(raw.(string), ".")[1])
	require.NoError(t, err)
	var decoded map[string]any
	require.NoError(t, json.Unmarshal(content, &decoded))
	return decoded
}

// TestGroupsAreOrderedByPrecedence: the lowest precedence comes first, groups without a precedence come
// last. The order is the same in AdminListGroupsForUser and in tokens (developer guide, "Adding groups to a
// user pool").
func TestGroupsAreOrderedByPrecedence(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"]}`)
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada"}`)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Pass","Permanent":true}`)
	for _, group := range []string{
		`"GroupName":"b-none"`, `"GroupName":"a-none"`, `"GroupName":"tenth","Precedence":10,"RoleArn":"arn:aws:iam::123456789012:role/tenth"`,
		`"GroupName":"zero","Precedence":0,"RoleArn":"arn:aws:iam::123456789012:role/zero"`, `"GroupName":"second","Precedence":2`,
	} {
		created := s.ok(t, "CreateGroup", `{"UserPoolId":"{pool}",`+group+`}`)
		s.set("group", at(created, "Group", "GroupName").(string))
		s.ok(t, "AdminAddUserToGroup", `{"UserPoolId":"{pool}","Username":"ada","GroupName":"{group}"}`)
	}
	want := []any{"zero", "second", "tenth", "a-none", "b-none"}
	var listed []any
	for _, g := range s.ok(t, "AdminListGroupsForUser", `{"UserPoolId":"{pool}","Username":"ada"}`)["Groups"].([]any) {
		listed = append(listed, at(g, "GroupName"))
	}
	assert.Equal(t, want, listed)

	signIn := `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass"}}`
	result := s.ok(t, "InitiateAuth", signIn)["AuthenticationResult"]
	assert.Equal(t, want, claims(t, at(result, "AccessToken"))["cognito:groups"])
	id := claims(t, at(result, "IdToken"))
	assert.Equal(t, want, id["cognito:groups"])
	assert.Equal(t, []any{"arn:aws:iam::123456789012:role/zero", "arn:aws:iam::123456789012:role/tenth"}, id["cognito:roles"])
	assert.Equal(t, "arn:aws:iam::123456789012:role/zero", id["cognito:preferred_role"])

	s.ok(t, "AdminRemoveUserFromGroup", `{"UserPoolId":"{pool}","Username":"ada","GroupName":"zero"}`)
	s.ok(t, "DeleteGroup", `{"UserPoolId":"{pool}","GroupName":"second"}`)
	result = s.ok(t, "InitiateAuth", signIn)["AuthenticationResult"]
	assert.Equal(t, want[2:], claims(t, at(result, "AccessToken"))["cognito:groups"])
}

func TestGroupMembership(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada"}`)
	s.ok(t, "CreateGroup", `{"UserPoolId":"{pool}","GroupName":"g"}`)
	const member = `{"UserPoolId":"{pool}","Username":"ada","GroupName":"g"}`
	for range 2 { // idempotent
		assert.Equal(t, `{}`, s.call(t, "AdminAddUserToGroup", member).body)
	}
	users := s.ok(t, "ListUsersInGroup", `{"UserPoolId":"{pool}","GroupName":"g"}`)["Users"].([]any)
	assert.Len(t, users, 1)
	assert.Equal(t, "ada", at(users[0], "Username"))
	s.fails(t, "AdminAddUserToGroup", `{"UserPoolId":"{pool}","Username":"bob","GroupName":"g"}`, "UserNotFoundException", "User does not exist.")
	s.fails(t, "AdminAddUserToGroup", `{"UserPoolId":"{pool}","Username":"ada","GroupName":"h"}`, "ResourceNotFoundException", "Group not found.")
	s.ok(t, "AdminDeleteUser", `{"UserPoolId":"{pool}","Username":"ada"}`)
	assert.Empty(t, s.ok(t, "ListUsersInGroup", `{"UserPoolId":"{pool}","GroupName":"g"}`)["Users"])
}
