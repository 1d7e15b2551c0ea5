package oauth2_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// errorCode matches the error codes of RFC 6749 section 5.2 and RFC 7009 section 2.2.1.
var errorCode = regexp.MustCompile(`^(invalid_request|invalid_client|invalid_grant|unauthorized_client|unsupported_grant_type|invalid_scope|unsupported_token_type)$`)

// FuzzTokenForm posts any body, with any Authorization header, to the token endpoint and the revocation endpoint. A
// client without its secret gets no token. An error is an error of RFC 6749 section 5.2.
func FuzzTokenForm(f *testing.F) {
	s := newFixture(f)
	client := s.addClient(func(c *userpool.ClientSettings) { c.AllowedOAuthFlows = []string{"client_credentials"} })
	web := s.addPublicClient(rotating(0))
	refresh, _ := s.signIn(web)
	values := strings.NewReplacer("{client}", client.ID, "{secret}", client.Secret(), "{web}", web.ID, "{refresh}", refresh)
	for _, seed := range []struct{ body, authorization string }{
		{"grant_type=client_credentials&client_id={client}", ""},
		{"grant_type=client_credentials&client_id={client}&client_secret={secret}&scope=https%3A%2F%2Forders.example.com%2Fread", ""},
		{"grant_type=client_credentials&client_id={client}&client_secret=x", ""},
		{"grant_type=client_credentials", "Basic x"},
		{"grant_type=client_credentials", "Basic Og=="},
		{"grant_type=refresh_token&client_id={client}&refresh_token={refresh}", ""},
		{"grant_type=refresh_token&client_id={web}&refresh_token=a.b.c.d.e", ""},
		{"grant_type=authorization_code&client_id={web}&code=x&redirect_uri=x&code_verifier=%ff", ""},
		{"grant_type=password&client_id={web}&username=jo&password=Passw0rd!", ""},
		{"grant_type=a&grant_type=b&client_id={web}", ""},
		{"token={refresh}&client_id={client}", ""},
		{"token=eyJ.e.e&client_id={web}", "Bearer x"},
		{"a=%zz;b", "basic Og=="},
		{"", "\x00"},
	} {
		f.Add(seed.body, seed.authorization)
	}
	f.Fuzz(func(t *testing.T, body, authorization string) {
		for _, path := range []string{"/oauth2/token", "/oauth2/revoke"} {
			r := formRequest(path, values.Replace(body))
			if authorization != "" {
				r.Header.Set("Authorization", authorization)
			}
			w := httptest.NewRecorder()
			s.mux.ServeHTTP(w, r)
			got := response{w.Code, w.Header(), w.Body.String()}
			require.Less(t, got.status, 500, got.body)
			if got.status == http.StatusOK && path == "/oauth2/revoke" {
				continue
			}
			if got.status == http.StatusOK {
				require.Regexp(t, `\{(secret|refresh)\}`, body, "the request has neither the secret nor the token of a public client")
				require.Equal(t, "Bearer", got.member(t, "token_type"))
				continue
			}
			if got.body == "" {
				continue // an empty 405
			}
			var failure struct {
				Error string `json:"error"`
			}
			require.NoError(t, json.Unmarshal([]byte(got.body), &failure), got.body)
			require.Regexp(t, errorCode, failure.Error)
			want := http.StatusBadRequest
			if path == "/oauth2/revoke" && failure.Error == "invalid_client" {
				want = http.StatusUnauthorized // developer guide, "Revoke endpoint"
			}
			require.Equal(t, want, got.status)
		}
	})
}
