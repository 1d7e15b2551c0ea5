package live

import (
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestCodeResponse(t *testing.T) {
	t.Parallel()
	runCases(t, CodeResponse, []testCase{
		{"correct", nil, report.Passed, ""},
		{"no sign-in", func(s *fakeService) { s.signIn = checktest.ErrNoResponse }, report.NotApplicable, "no sign-in succeeded: see sign-in"},
		{"not JSON", func(s *fakeService) { s.page = "<!doctype html>" }, report.Failed, "The token endpoint returns 200 without a JSON object."},
		{"not an object", func(s *fakeService) { s.page = "null" }, report.Failed, "The token endpoint returns 200 without a JSON object."},
		{"no ID token", func(s *fakeService) { s.code = func(f map[string]any) { delete(f, "id_token") } }, report.Failed,
			"The response to a code has access_token, expires_in, refresh_token, token_type and must have " + codeFields + "."},
		{"an additional field", func(s *fakeService) { s.code = func(f map[string]any) { f["scope"] = "openid" } }, report.Failed,
			"The response to a code has access_token, expires_in, id_token, refresh_token, scope, token_type and must have " + codeFields + "."},
		{"not as declared", func(s *fakeService) { s.declared.CodeResponseFields = []string{"access_token"} }, report.Failed,
			"The response to a code has " + codeFields + " and must have access_token."},
		{"another token type", func(s *fakeService) { s.code = func(f map[string]any) { f["token_type"] = "mac" } }, report.Failed,
			`The token_type of the response to a code is "mac" and must be "Bearer".`},
		{"a lower-case token type", func(s *fakeService) { s.code = func(f map[string]any) { f["token_type"] = "bearer" } }, report.Passed, ""},
		{"a readable refresh token", func(s *fakeService) { s.code = func(f map[string]any) { f["refresh_token"] = "a.b.c" } }, report.Failed,
			"The refresh token has 3 parts and must have the five parts of an encrypted token."},
		{"a rejected code", func(s *fakeService) { s.secret = func(*http.Request) bool { return false } }, report.Failed,
			`The token endpoint returns 400 with the error "invalid_client". It must return 200 with ` + codeFields + " for a code."},
		{"an error of the service", busyFor("authorization_code", 503), report.Unchecked, "the token endpoint returns 503 Service Unavailable: try again later"},
	})
}

// TestFixOfFields checks that the fix names the setting that controls the field.
func TestFixOfFields(t *testing.T) {
	t.Parallel()
	all := []string{"access_token", "expires_in", "id_token", "refresh_token", "token_type"}
	without := func(field string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(f string) bool { return f == field })
	}
	assert.Contains(t, fixOfFields("code", without("id_token"), all), "scope openid")
	assert.Contains(t, fixOfFields("refresh token", without("refresh_token"), all), "rotation = true")
	assert.Equal(t, check.FixNotCognito, fixOfFields("code", without("refresh_token"), all))
	assert.Equal(t, check.FixNotCognito, fixOfFields("refresh token", without("expires_in"), all))
	assert.Equal(t, check.FixNotCognito, fixOfFields("code", append(without("none"), "scope"), all))
}
