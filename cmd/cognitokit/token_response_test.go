package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

func TestAcceptedTokenResponses(t *testing.T) {
	t.Parallel()
	const plain = `{"id_token":"i","access_token":"a","expires_in":3600,"token_type":"Bearer"}`
	with := func(old, changed string) string { return strings.Replace(plain, old, changed, 1) }
	for _, tt := range []struct{ name, body, want string }{
		{"a refresh", plain, ""},
		{"a refresh with rotation", with(`{`, `{"refresh_token":"r",`), ""},
		{"bearer in small letters", with("Bearer", "bearer"), ""},
		{"without openid", with(`"id_token":"i",`, ""), ""},
		{"a member that is not known", with(`{`, `{"scope":"openid",`), ""},
		{"white space around", " \n" + plain + "\n", ""},
		{"nothing", "", "not with a JSON object"},
		{"null", "null", "not with a JSON object"},
		{"an empty object", "{}", "without access_token"},
		{"a list", "[" + plain + "]", "not with a JSON object"},
		{"a text", `"` + "a" + `"`, "not with a JSON object"},
		{"a page", "<html>", "not with a JSON object"},
		{"half an object", plain[:40], "not with a JSON object"},
		{"an object too many", plain + "{}", "with something after the JSON object"},
		{"a page after the object", plain + "<html>", "with something after the JSON object"},
		{"an access token that comes twice", with(`{`, `{"access_token":"b",`), "with a member that comes twice"},
		{"no access token", with(`"access_token":"a",`, ""), "without access_token"},
		{"an empty access token", with(`"a"`, `""`), "access_token is not a text"},
		{"null for an access token", with(`"a"`, `null`), "access_token is not a text"},
		{"a number for an access token", with(`"a"`, `7`), "access_token is not a text"},
		{"an object for an ID token", with(`"i"`, `{}`), "id_token is not a text"},
		{"null for a refresh token", with(`{`, `{"refresh_token":null,`), "refresh_token is not a text"},
		{"a list for a refresh token", with(`{`, `{"refresh_token":["r"],`), "refresh_token is not a text"},
		{"no token type", with(`,"token_type":"Bearer"`, ""), "without token_type"},
		{"another token type", with("Bearer", "DPoP"), "token_type is not Bearer"},
		{"null for a token type", with(`"Bearer"`, "null"), "token_type is not Bearer"},
		{"no expires_in", with(`"expires_in":3600,`, ""), "without expires_in"},
		{"expires_in as a text", with("3600", `"3600"`), "expires_in is not a number of seconds"},
		{"expires_in with an exponent", with("3600", "3.6e3"), "expires_in is not a number of seconds"},
		{"expires_in of zero", with("3600", "0"), "expires_in is not a number of seconds"},
		{"a negative expires_in", with("3600", "-1"), "expires_in is not a number of seconds"},
		{"null for expires_in", with("3600", "null"), "expires_in is not a number of seconds"},
		{"brackets without end", strings.Repeat(`{"a":`, 1<<18), "not with a JSON object"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := accepted(&login.Response{Status: 200, Body: []byte(tt.body)}, "code")
			if tt.want == "" {
				assert.NoError(t, err)
				return
			}
			assert.EqualError(t, err, "the token endpoint answered HTTP 200 but "+tt.want+", so nothing is changed: check that the token endpoint is that of the user pool's domain")
		})
	}
}
