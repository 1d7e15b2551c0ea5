//go:build unix

package main

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/tokenresponse"
)

func TestRedeem(t *testing.T) {
	t.Parallel()
	const otherNonce = "the ID token does not repeat the nonce of this sign-in, so the tokens are not used"
	for _, tt := range []struct {
		name   string
		status int
		body   string
		want   string // the error
	}{
		{name: "the nonce of the request", status: 200, body: tokens(unsigned(`{"nonce":"n0nce"}`))},
		{name: "no ID token, without the scope openid", status: 200, body: `{"access_token":"a","token_type":"Bearer","expires_in":3600}`},
		{name: "another nonce", status: 200, body: tokens(unsigned(`{"nonce":"other"}`)), want: otherNonce},
		{name: "no nonce", status: 200, body: tokens(unsigned(`{}`)), want: otherNonce},
		{name: "a nonce of another type", status: 200, body: tokens(unsigned(`{"nonce":7}`)), want: otherNonce},
		{name: "an ID token that is not a JWT", status: 200, body: tokens("secret"), want: otherNonce},
		{name: "a page", status: 200, body: "<html>secret", want: "token response: the body is not a JSON object, so nothing is changed. Check that the token endpoint belongs to the user pool's domain"},
		{name: "an error response", status: 400, body: `{"error":"invalid_grant","error_description":"secret"}`, want: `the token endpoint rejected the code with "invalid_grant"`},
		{
			name: "a wrong secret", status: 400, body: `{"error":"invalid_client"}`,
			want: `the token endpoint rejected the code with "invalid_client": the client's secret is missing or wrong. Add client_secrets to the outputs`,
		},
		{name: "an error status without an error code", status: 500, body: "secret", want: "the token endpoint returned HTTP 500 for the code"},
		{name: "tokens with an error status", status: 400, body: `{"access_token":"secret"}`, want: "the token endpoint returned HTTP 400 for the code"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(tt.status)
				_, _ = w.Write([]byte(tt.body))
			}))
			defer server.Close()
			client := &signingClient{Client: login.Client{TokenEndpoint: server.URL, ClientID: "1example"}}
			got, err := client.redeem(t.Context(), &login.Callback{Code: "c0de", CodeVerifier: "verifier", Nonce: "n0nce"})
			if tt.want != "" {
				require.EqualError(t, err, tt.want)
				assert.Nil(t, got)
				return
			}
			require.NoError(t, err)
			want, err := tokenresponse.Parse([]byte(tt.body))
			require.NoError(t, err)
			assert.Equal(t, want, got)
		})
	}
}

// tokens returns a response to a code.
func tokens(idToken string) string {
	return `{"id_token":"` + idToken + `","access_token":"a","refresh_token":"r","expires_in":3600,"token_type":"Bearer"}`
}

// For a request with the scope openid, Cognito returns an ID token.
func TestRedeemRequiresAnIDTokenForOpenID(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"access_token":"a","refresh_token":"r","expires_in":3600,"token_type":"Bearer"}`))
	}))
	defer server.Close()
	client := &signingClient{Client: login.Client{TokenEndpoint: server.URL, ClientID: "1example", Scopes: []string{"email", "openid"}}}
	_, err := client.redeem(t.Context(), &login.Callback{Code: "c0de"})
	assert.EqualError(t, err, "the token response has no id_token, although the request has the scope openid")
}
