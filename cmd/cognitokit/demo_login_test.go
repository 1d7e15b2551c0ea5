package main

import (
	"net/http"
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

func TestDeclaredTokens(t *testing.T) {
	t.Parallel()
	declared := []string{"access_token", "expires_in", "token_type"}
	for _, tt := range []struct {
		name   string
		status int
		body   string
		want   string
	}{
		{"declared fields", http.StatusOK, `{"token_type":"Bearer","access_token":"a","expires_in":3600}`, ""},
		{"an additional field", http.StatusOK, `{"token_type":"Bearer","access_token":"a","expires_in":3600,"refresh_token":"r"}`, "the token response has the fields access_token, expires_in, refresh_token, token_type. The configuration declares access_token, expires_in, token_type"},
		{"a missing field", http.StatusOK, `{"token_type":"Bearer","access_token":"a"}`, "the token response has the fields access_token, token_type. The configuration declares access_token, expires_in, token_type"},
		{"error response", http.StatusBadRequest, `{"error":"invalid_grant"}`, `the token endpoint returned HTTP 400 with the error "invalid_grant"`},
		{"error status with the fields of a success", http.StatusBadRequest, `{"token_type":"Bearer","access_token":"a","expires_in":3600}`, `the token endpoint returned HTTP 400 with the error ""`},
		{"a page", http.StatusBadGateway, "<html>", "the token endpoint returned HTTP 502: the body is not a JSON object"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if _, err := declaredTokens(&login.Response{Status: tt.status, Body: []byte(tt.body)}, declared); err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}
