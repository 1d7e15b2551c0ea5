package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/tokenresponse"
)

func TestFormatTokens(t *testing.T) {
	t.Parallel()
	token := strings.Repeat("abcdefghij", 5)
	body := `{"token_type":"Bearer","access_token":"` + token + `","expires_in":3600}`
	for _, tt := range []struct {
		name, body string
		full       bool
		want       string
	}{
		{"shortened", body, false, "{\n  \"access_token\": \"abcdefghij...efghij (50 characters)\",\n  \"expires_in\": 3600,\n  \"token_type\": \"Bearer\"\n}"},
		{"full", body, true, "{\n  \"access_token\": \"" + token + "\",\n  \"expires_in\": 3600,\n  \"token_type\": \"Bearer\"\n}"},
		{"short token", `{"id_token":"abcdefghijklmnop"}`, false, "{\n  \"id_token\": \"abcdefghijklmnop\"\n}"},
		{"one character longer", `{"id_token":"abcdefghijklmnopq"}`, false, "{\n  \"id_token\": \"abcdefghij...lmnopq (17 characters)\"\n}"},
		{"number that a float would change", `{"expires_in":12345678901234567890}`, false, "{\n  \"expires_in\": 12345678901234567890\n}"},
		{"token that is not a string", `{"access_token":7}`, false, "{\n  \"access_token\": 7\n}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tokens, err := tokenresponse.Parse([]byte(tt.body))
			require.NoError(t, err)
			got, err := formatTokens(tokens, tt.full)
			if err != nil || got != tt.want {
				t.Errorf("got %s (%v), want %s", got, err, tt.want)
			}
		})
	}
}
