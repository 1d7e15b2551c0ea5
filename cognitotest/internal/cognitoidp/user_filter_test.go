package cognitoidp_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestListUsersFilter lists ada (disabled), bob (confirmed) and carl, whose given name is o"hara\.
func TestListUsersFilter(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p","Schema":[{"Name":"tenant","AttributeDataType":"String","Mutable":true}]}`)
	add := func(name, attributes string) {
		s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"`+name+`","MessageAction":"SUPPRESS","UserAttributes":[`+attributes+`]}`)
	}
	add("ada", `{"Name":"email","Value":"ada@shop.example"},{"Name":"name","Value":"Ada King"},{"Name":"custom:tenant","Value":"t1"}`)
	add("bob", `{"Name":"email","Value":"Bob@shop.example"},{"Name":"name","Value":""}`)
	add("carl", `{"Name":"given_name","Value":"o\"hara\\"},{"Name":"phone_number","Value":"+15550100"}`)
	s.ok(t, "AdminDisableUser", `{"UserPoolId":"{pool}","Username":"ada"}`)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"bob","Password":"Str0ng!Pass","Permanent":true}`)
	tests := []struct {
		name, filter string
		want         []string
	}{
		{"empty", ``, []string{"ada", "bob", "carl"}},
		{"exact", `email = "ada@shop.example"`, []string{"ada"}},
		{"without spaces", `email="ada@shop.example"`, []string{"ada"}},
		{"with many spaces", "  email  =\t\"ada@shop.example\" ", []string{"ada"}},
		{"quoted name", `"email"^="ada"`, []string{"ada"}},
		{"a part does not match", `email = "ada"`, nil},
		{"prefix", `email ^= "ada@"`, []string{"ada"}},
		{"the whole value as a prefix", `email ^= "ada@shop.example"`, []string{"ada"}},
		{"the end does not match", `email ^= "shop.example"`, nil},
		{"email in another case", `email = "ADA@shop.example"`, []string{"ada"}},
		{"email with capitals in the stored value", `email = "bob@SHOP.example"`, []string{"bob"}},
		{"prefix in another case", `email ^= "BOB@"`, []string{"bob"}},
		{"name in another case", `name = "ADA KING"`, []string{"ada"}},
		{"given name in another case", `given_name ^= "O\"HA"`, []string{"carl"}},
		{"a space in the value", `name = "Ada King"`, []string{"ada"}},
		{"the empty value, not a missing one", `name = ""`, []string{"bob"}},
		{"the empty prefix: users that have the attribute", `name ^= ""`, []string{"bob", "ada"}},
		{"escapes", `given_name = "o\"hara\\"`, []string{"carl"}},
		{"an equals sign in the value", `name = "a=b"`, nil},
		{"username", `username = "bob"`, []string{"bob"}},
		{"username in another case", `username = "Bob"`, nil},
		{"username prefix in another case", `username ^= "B"`, nil},
		{"phone number", `phone_number ^= "+1555"`, []string{"carl"}},
		{"enabled", `status = "Enabled"`, []string{"bob", "carl"}},
		{"disabled", `status = "Disabled"`, []string{"ada"}},
		{"enabled in another case", `status = "enabled"`, nil},
		{"enabled prefix in another case", `status ^= "e"`, nil},
		{"confirmation", `cognito:user_status = "CONFIRMED"`, []string{"bob"}},
		{"confirmation in another case", `cognito:user_status = "force_change_password"`, []string{"ada", "carl"}},
		{"confirmation prefix", `cognito:user_status ^= "conf"`, []string{"bob"}},
		{"sub", `sub = "no-such-sub"`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			filter, err := json.Marshal(tt.filter)
			assert.NoError(t, err)
			var got []string
			for _, u := range s.ok(t, "ListUsers", `{"UserPoolId":"{pool}","Filter":`+string(filter)+`}`)["Users"].([]any) {
				got = append(got, at(u, "Username").(string))
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestListUsersErrors(t *testing.T) {
	const (
		parsing = "Error while parsing filter." // aws/aws-sdk-php#1088
		missing = "One or more requested attributes do not exist."
	)
	list := func(member, text string) request {
		value, _ := json.Marshal(text)
		return request{"ListUsers", `{"UserPoolId":"{pool}","` + member + `":` + string(value) + `}`}
	}
	get := func(name string) request {
		return request{"ListUsers", `{"UserPoolId":"{pool}","AttributesToGet":["` + name + `"]}`}
	}
	ada := []request{{"AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada"}`}}
	checkRules(t, []rule{
		{name: "a word", source: "aws/aws-sdk-php#1088", request: list("Filter", `foo`), message: parsing},
		{name: "no quotes", source: "documented", request: list("Filter", `email = ada`), message: parsing},
		{name: "one quote", source: "documented", request: list("Filter", `email = "ada`), message: parsing},
		{name: "single quotes", source: "documented", request: list("Filter", `email = 'ada'`), message: parsing},
		{name: "no value", source: "getmoto/moto", request: list("Filter", `username=`), message: parsing},
		{name: "no name", source: "documented", request: list("Filter", `= "ada"`), message: parsing},
		{name: "another operator", source: "documented", request: list("Filter", `email != "ada"`), message: parsing},
		{name: "a quote that is not escaped", source: "documented", request: list("Filter", `name = "a"b"`), message: parsing},
		{name: "two conditions", source: "documented", request: list("Filter", `name = "a" and email = "b"`), message: parsing},
		{name: "only spaces", source: "unspecified", request: list("Filter", ` `), message: parsing},
		{name: "custom attribute", source: "getmoto/moto#4389", request: list("Filter", `custom:tenant = "t1"`), message: "Invalid search attribute: custom:tenant"},
		{name: "attribute that is not searchable", source: "documented", request: list("Filter", `gender = "f"`), message: "Invalid search attribute: gender"},
		{name: "name in another case", source: "unspecified", request: list("Filter", `Email = "a"`), message: "Invalid search attribute: Email"},
		{
			name: "longer than the model allows", source: "model", request: list("Filter", `name = "`+strings.Repeat("a", 250)+`"`),
			message: `1 validation error detected: Value 'name = "` + strings.Repeat("a", 250) + `"' at 'filter' failed to satisfy constraint: Member must have length less than or equal to 256`,
		},
		{name: "attribute that the pool does not have", source: "captures", request: get("custom:tenant"), message: missing},
		{name: "attribute that a user does not have", source: "documented", given: ada, request: get("gender"), message: missing},
		{name: "invalid pagination token", source: "unspecified", request: list("PaginationToken", "nonsense"), message: "Invalid pagination token."},
	})
}

// TestListUsersReturnsRequestedAttributes: a response has only the requested attributes. A user may lack a
// searchable one.
func TestListUsersReturnsRequestedAttributes(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada","UserAttributes":[{"Name":"email","Value":"ada@shop.example"},{"Name":"gender","Value":"f"}]}`)
	get := func(names string) any {
		return at(s.ok(t, "ListUsers", `{"UserPoolId":"{pool}","AttributesToGet":[`+names+`],"Filter":"username = \"ada\""}`)["Users"].([]any)[0], "Attributes")
	}
	assert.Equal(t, []any{map[string]any{"Name": "email", "Value": "ada@shop.example"}}, get(`"email"`))
	assert.Equal(t, []any{map[string]any{"Name": "gender", "Value": "f"}}, get(`"gender","phone_number"`))
	assert.Nil(t, get(`"phone_number"`))
}

// TestFilteredUsersAreOrderedByAttribute: the users are in the order of the attribute that the filter
// names, also across pages (developer guide, "Managing and searching for user accounts").
func TestFilteredUsersAreOrderedByAttribute(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	for name, email := range map[string]string{"a": "y3@shop.example", "b": "Y1@shop.example", "c": "y2@shop.example", "d": "y2@shop.example", "e": "x@shop.example"} {
		s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"`+name+`","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"email","Value":"`+email+`"}]}`)
	}
	names := func(extra string) (list string, next string) {
		got := s.ok(t, "ListUsers", `{"UserPoolId":"{pool}"`+extra+`}`)
		for _, u := range got["Users"].([]any) {
			list += at(u, "Username").(string)
		}
		next, _ = got["PaginationToken"].(string)
		return list, next
	}
	all, _ := names("")
	assert.Equal(t, "abcde", all, "without a filter the order is by username")
	const byEmail = `,"Filter":"email ^= \"Y\""`
	all, _ = names(byEmail)
	assert.Equal(t, "bcda", all)
	first, next := names(byEmail + `,"Limit":2`)
	second, end := names(byEmail + `,"Limit":2,"PaginationToken":"` + next + `"`)
	assert.Equal(t, []string{"bc", "da", ""}, []string{first, second, end})
}
