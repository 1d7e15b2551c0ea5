package tokenresponse

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestParseAndValidate(t *testing.T) {
	t.Parallel()
	const plain = `{"id_token":"i","access_token":"a","expires_in":3600,"token_type":"Bearer"}`
	with := func(old, changed string) string { return strings.Replace(plain, old, changed, 1) }
	for _, tt := range []struct{ name, body, want string }{
		{"a refresh", plain, ""},
		{"a refresh with rotation", with(`{`, `{"refresh_token":"r",`), ""},
		{"bearer in lower case", with("Bearer", "bearer"), ""},
		{"without openid", with(`"id_token":"i",`, ""), ""},
		{"an unknown member", with(`{`, `{"scope":"openid",`), ""},
		{"surrounding white space", " \n" + plain + "\n", ""},
		{"an empty body", "", "the body is not a JSON object"},
		{"null", "null", "the body is not a JSON object"},
		{"an empty object", "{}", "access_token is missing"},
		{"a list", "[" + plain + "]", "the body is not a JSON object"},
		{"a string", `"` + "a" + `"`, "the body is not a JSON object"},
		{"an HTML page", "<html>", "the body is not a JSON object"},
		{"a truncated object", plain[:40], "the body is not a JSON object"},
		{"two objects", plain + "{}", "the body has text after the JSON object"},
		{"an HTML page after the object", plain + "<html>", "the body has text after the JSON object"},
		{"a duplicate access token", with(`{`, `{"access_token":"b",`), "the body has a duplicate member"},
		{"no access token", with(`"access_token":"a",`, ""), "access_token is missing"},
		{"an empty access token", with(`"a"`, `""`), "access_token is not a string"},
		{"null for an access token", with(`"a"`, `null`), "access_token is not a string"},
		{"a number for an access token", with(`"a"`, `7`), "access_token is not a string"},
		{"an object for an ID token", with(`"i"`, `{}`), "id_token is not a string"},
		{"null for a refresh token", with(`{`, `{"refresh_token":null,`), "refresh_token is not a string"},
		{"a list for a refresh token", with(`{`, `{"refresh_token":["r"],`), "refresh_token is not a string"},
		{"no token type", with(`,"token_type":"Bearer"`, ""), "token_type is missing"},
		{"another token type", with("Bearer", "DPoP"), "token_type is not Bearer"},
		{"null for a token type", with(`"Bearer"`, "null"), "token_type is not Bearer"},
		{"no expires_in", with(`"expires_in":3600,`, ""), "expires_in is missing"},
		{"expires_in as a string", with("3600", `"3600"`), "expires_in is not a number of seconds"},
		{"expires_in with an exponent", with("3600", "3.6e3"), "expires_in is not a number of seconds"},
		{"expires_in of zero", with("3600", "0"), "expires_in is not a number of seconds"},
		{"a negative expires_in", with("3600", "-1"), "expires_in is not a number of seconds"},
		{"null for expires_in", with("3600", "null"), "expires_in is not a number of seconds"},
		{"unclosed braces", strings.Repeat(`{"a":`, 1<<18), "the body is not a JSON object"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			response, err := Parse([]byte(tt.body))
			if err == nil {
				err = response.Validate()
			}
			if tt.want == "" {
				assert.NoError(t, err)
				return
			}
			assert.EqualError(t, err, tt.want)
		})
	}
}

func TestTokensOfAResponse(t *testing.T) {
	t.Parallel()
	response, err := Parse([]byte(`{"access_token":"a","id_token":7,"refresh_token":"r","error":null}`))
	assert.NoError(t, err)
	assert.Equal(t, "a", response.AccessToken())
	assert.Empty(t, response.IDToken(), "a number is not a token")
	assert.Equal(t, "r", response.RefreshToken())
	assert.Empty(t, response.ErrorCode())
	assert.Empty(t, Response(nil).AccessToken())
}
