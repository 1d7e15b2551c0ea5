package session

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

func response(status int, body string) *login.Response {
	return &login.Response{Status: status, Header: http.Header{"Content-Type": {"application/json;charset=UTF-8"}}, Body: []byte(body)}
}

// golang.org/x/oauth2 copies the old refresh token into a response without one. Parse must not.
func TestParseReturnsOnlyTheTokensInTheResponse(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, body string
		want       Tokens
	}{
		{"code", `{"access_token":"a","id_token":"i","refresh_token":"r"}`, Tokens{Access: "a", ID: "i", Refresh: "r"}},
		{"refresh without rotation", `{"access_token":"a","id_token":"i"}`, Tokens{Access: "a", ID: "i"}},
		{"client credentials", `{"access_token":"a"}`, Tokens{Access: "a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.want.Raw = []byte(test.body)
			assert.Equal(t, test.want, Parse(t, response(http.StatusOK, test.body)))
		})
	}
}

func TestErrorCode(t *testing.T) {
	t.Parallel()
	got := response(http.StatusBadRequest, `{"error":"invalid_grant","error_description":"x"}`)
	assert.Equal(t, "invalid_grant", ErrorCode(t, got, http.StatusBadRequest))
}
