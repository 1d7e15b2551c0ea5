package main

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

func TestResponsesWithoutTokensAreRejected(t *testing.T) {
	t.Parallel()
	const advice = ", so nothing is changed. Check that the token endpoint belongs to the user pool's domain"
	for _, tt := range []struct {
		name   string
		status int
		body   string
		want   string
	}{
		{"a page", 200, "<html>", "token response: the body is not a JSON object" + advice},
		{"an empty object", 200, "{}", "token response: access_token is missing" + advice},
		{"an empty refresh token", 200, `{"access_token":"a","token_type":"Bearer","expires_in":1,"refresh_token":""}`, "token response: refresh_token is not a string" + advice},
		{"an error", 400, `{"error":"invalid_grant"}`, `the token endpoint rejected the refresh token with "invalid_grant": the token is expired, revoked or replaced. Sign in again with cognitokit login`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tokens, err := acceptTokens(&login.Response{Status: tt.status, Body: []byte(tt.body)}, "refresh token")
			assert.EqualError(t, err, tt.want)
			assert.Nil(t, tokens)
		})
	}
}
