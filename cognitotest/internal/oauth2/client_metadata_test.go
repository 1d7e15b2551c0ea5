package oauth2_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func TestRegisterRejectsMetadata(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.configure(userpool.ClientRegistration{
		Enabled: true, Open: true, OpenFlows: []string{"code", "client_credentials"},
		AllowedScopes: []string{"https://orders.example.com/read", "https://orders.example.com/write", registerScope},
	})
	server, err := s.store.ResourceServer(s.pool.ID, "https://orders.example.com")
	require.NoError(t, err)
	server.Scopes = server.Scopes[:1] // without write
	_, err = s.store.UpdateResourceServer(s.pool.ID, server)
	require.NoError(t, err)
	const (
		metadata = "invalid_client_metadata"
		redirect = "invalid_redirect_uri"
		uri      = `"redirect_uris":["https://app.example.com/"]`
		badURI   = "redirect_uris[0] must be an absolute URL without a fragment. Plain http is for loopback hosts only."
		badList  = "redirect_uris has too many entries, or one that is empty, too long or has a space."
		badName  = "client_name is too long, or has another character than letters, digits, spaces and _+=,.@-."
		badScope = "scope has too many scopes, or one that is too long or has a character that a scope cannot have."
		notJSON  = "Send the metadata as a JSON object with the content type application/json."
		grants   = "grant_types can have authorization_code, refresh_token and client_credentials only."
		response = "response_types must be code for authorization_code and empty for client_credentials."
	)
	tests := []struct{ name, body, code, description string }{
		{"no body", ``, metadata, notJSON},
		{"a form", `redirect_uris=https://app.example.com/`, metadata, notJSON},
		{"a list", `[]`, metadata, notJSON},
		{"null", `null`, metadata, notJSON},
		{"two objects", `{} {}`, metadata, notJSON},
		{"no redirect URI", `{}`, redirect, "redirect_uris is required for authorization_code."},
		{"an empty list", `{"redirect_uris":[]}`, redirect, "redirect_uris is required for authorization_code."},
		{"one string", `{"redirect_uris":"https://app.example.com/"}`, metadata, "redirect_uris must be a list of strings."},
		{"another type in the list", `{"redirect_uris":[7]}`, metadata, "redirect_uris must be a list of strings."},
		{"null in the list", `{"redirect_uris":[null]}`, redirect, badList},
		{"plain http", `{"redirect_uris":["http://app.example.com/"]}`, redirect, badURI},
		{"a fragment", `{"redirect_uris":["https://app.example.com/#a"]}`, redirect, badURI},
		{"a relative URL", `{"redirect_uris":["/callback"]}`, redirect, badURI},
		{"a script", `{"redirect_uris":["javascript:alert(1)"]}`, redirect, badURI},
		{"the second one", `{"redirect_uris":["https://app.example.com/","nowhere"]}`, redirect, strings.Replace(badURI, "[0]", "[1]", 1)},
		{"a space", `{"redirect_uris":["https://app.example.com/a b"]}`, redirect, badList},
		{"1025 characters", `{"redirect_uris":["https://app.example.com/` + strings.Repeat("a", 1001) + `"]}`, redirect, badList},
		{"101 redirect URIs", `{"redirect_uris":[` + strings.Repeat(`"https://a.example/",`, 100) + `"https://a.example/"]}`, redirect, badList},
		{"an unknown method", `{` + uri + `,"token_endpoint_auth_method":"private_key_jwt"}`, metadata, "token_endpoint_auth_method must be one of none, client_secret_basic, client_secret_post."},
		{"a method of another type", `{` + uri + `,"token_endpoint_auth_method":["none"]}`, metadata, "token_endpoint_auth_method must be a string."},
		{"the implicit grant", `{` + uri + `,"grant_types":["implicit"]}`, metadata, grants},
		{"the password grant", `{` + uri + `,"grant_types":["authorization_code","password"]}`, metadata, grants},
		{"the name of Cognito", `{` + uri + `,"grant_types":["code"]}`, metadata, grants},
		{"no grant", `{` + uri + `,"grant_types":[]}`, metadata, "grant_types must have authorization_code or client_credentials."},
		{"only refresh", `{` + uri + `,"grant_types":["refresh_token"]}`, metadata, "grant_types must have authorization_code or client_credentials."},
		{"a user and a machine", `{` + uri + `,"grant_types":["authorization_code","client_credentials"]}`, metadata, "grant_types cannot have both authorization_code and client_credentials. Register two clients."},
		{"a machine that refreshes", `{"grant_types":["client_credentials","refresh_token"],"scope":"https://orders.example.com/read"}`, metadata, "grant_types cannot have both refresh_token and client_credentials."},
		{"a machine without a secret", `{"grant_types":["client_credentials"],"token_endpoint_auth_method":"none"}`, metadata, "client_credentials requires a client secret: use another token_endpoint_auth_method than none."},
		{"a machine without scopes", `{"grant_types":["client_credentials"]}`, metadata, "The scope is missing: name the scopes that the client requests."},
		{"the implicit response", `{` + uri + `,"response_types":["token"]}`, metadata, response},
		{"two responses", `{` + uri + `,"response_types":["code","token"]}`, metadata, response},
		{"no response", `{` + uri + `,"response_types":[]}`, metadata, response},
		{"a machine with a code", `{"grant_types":["client_credentials"],"response_types":["code"],"scope":"https://orders.example.com/read"}`, metadata, response},
		{"129 characters", `{` + uri + `,"client_name":"` + strings.Repeat("a", 129) + `"}`, metadata, badName},
		{"a name with parentheses", `{` + uri + `,"client_name":"Agent (orders)"}`, metadata, badName},
		{"a name of another type", `{` + uri + `,"client_name":7}`, metadata, "client_name must be a string."},
		{"an empty scope", `{` + uri + `,"scope":""}`, metadata, "The scope is missing: name the scopes that the client requests."},
		{"a list of scopes", `{` + uri + `,"scope":["openid"]}`, metadata, "scope must be a string."},
		{"a scope with a quotation mark", `{` + uri + `,"scope":"open\"id"}`, metadata, badScope},
		{"51 scopes", `{` + uri + `,"scope":"` + strings.Repeat("openid ", 51) + `"}`, metadata, badScope},
		{"a scope that the pool does not allow", `{` + uri + `,"scope":"openid https://orders.example.com/admin"}`, metadata, "A registered client cannot request the scope https://orders.example.com/admin in this user pool."},
		{"the scope of the API", `{` + uri + `,"scope":"aws.cognito.signin.user.admin"}`, metadata, "A registered client cannot request the scope aws.cognito.signin.user.admin in this user pool."},
		{"the scope that registers clients", `{` + uri + `,"scope":"` + registerScope + `"}`, metadata, "A registered client cannot request the scope " + registerScope + " in this user pool."},
		{"an allowed scope that was deleted", `{` + uri + `,"scope":"https://orders.example.com/write"}`, metadata, "Invalid scope requested: https://orders.example.com/write"},
		{"a software statement", `{` + uri + `,"software_statement":"a.b.c"}`, "unapproved_software_statement", "The user pool approves no software statement. Leave software_statement out."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.register("", tt.body)
			assert.Equal(t, http.StatusBadRequest, got.status, got.body)
			assert.Equal(t, map[string]string{"error": tt.code, "error_description": tt.description},
				map[string]string{"error": got.member(t, "error"), "error_description": got.member(t, "error_description")})
		})
	}
	clients, err := s.store.Clients(s.pool.ID)
	require.NoError(t, err)
	assert.Empty(t, clients, "a rejected request registers nothing")

	r := httptest.NewRequest(http.MethodPost, domain+"/oauth2/register", strings.NewReader(`{`+uri+`}`))
	r.Header.Set("Content-Type", "text/plain")
	got := s.send(r)
	assert.Equal(t, http.StatusBadRequest, got.status)
	assert.Equal(t, notJSON, got.member(t, "error_description"))
	r = httptest.NewRequest(http.MethodPost, domain+"/oauth2/register", strings.NewReader(`{`+uri+`,"client_name":"`+strings.Repeat("a", 128)+`"}`))
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	assert.Equal(t, http.StatusCreated, s.send(r).status)
}
