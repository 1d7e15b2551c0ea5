package oauth2_test

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// jwsInURL matches a JWS as the value of a URL parameter.
var jwsInURL = regexp.MustCompile(`=eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+`)

// wantTokenHeaders are the headers of every JSON response.
var wantTokenHeaders = map[string]string{
	"Content-Type":                "application/json;charset=UTF-8",
	"Cache-Control":               "no-cache, no-store, max-age=0, must-revalidate",
	"Pragma":                      "no-cache",
	"Expires":                     "0",
	"X-Content-Type-Options":      "nosniff",
	"X-Xss-Protection":            "1; mode=block",
	"Strict-Transport-Security":   "max-age=31536000 ; includeSubDomains",
	"X-Frame-Options":             "DENY",
	"Server":                      "Server",
	"Access-Control-Allow-Origin": "*",
}

func assertHeaders(t *testing.T, got http.Header) {
	t.Helper()
	for name, want := range wantTokenHeaders {
		assert.Equal(t, want, got.Get(name), name)
	}
	assert.Regexp(t, "^"+uuidPattern.String()+"$", got.Get("x-amz-cognito-request-id"))
}

// TestTokenErrorsBeforeTheGrant covers the errors that precede the grant, and their order.
func TestTokenErrorsBeforeTheGrant(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	web, spa := s.addClient(nil), s.addPublicClient(nil)
	machine := s.addClient(func(c *userpool.ClientSettings) {
		c.AllowedOAuthFlows, c.CallbackURLs = []string{"client_credentials"}, nil
		c.AllowedOAuthScopes = []string{"https://orders.example.com/read"}
	})
	noOAuth := s.addPublicClient(func(c *userpool.ClientSettings) { c.OAuthEnabled = false })
	const form = "application/x-www-form-urlencoded"
	tests := []struct {
		name, method, contentType, body, want string
	}{
		{"content type with a charset", "POST", form + ";charset=UTF-8", "grant_type=refresh_token&client_id=SPA&refresh_token=x", "invalid_grant"},
		{"malformed body", "POST", form, "grant_type=%zz", "invalid_request"},
		{"parameter twice", "POST", form, "grant_type=refresh_token&client_id=SPA&refresh_token=x&refresh_token=x", "invalid_request"},
		{"grant type missing", "POST", form, "client_id=SPA", "invalid_request"},
		{"client without OAuth", "POST", form, "grant_type=refresh_token&client_id=OFF&refresh_token=x", "unauthorized_client"},
		{"unknown client before unknown grant", "POST", form, "grant_type=password&client_id=0000", "invalid_client"},
		{"grant type password", "POST", form, "grant_type=password&client_id=SPA&username=jo&password=Passw0rd!", "unsupported_grant_type"},
		{"grant type empty", "POST", form, "grant_type=&client_id=SPA", "unsupported_grant_type"},
		{"client missing", "POST", form, "grant_type=refresh_token&refresh_token=x", "invalid_client"},
		{"client unknown", "POST", form, "grant_type=refresh_token&client_id=nobody&refresh_token=x", "invalid_client"},
		{"flow code is not allowed", "POST", form, "grant_type=authorization_code&client_id=M2M&client_secret=M2M-SECRET&code=x&redirect_uri=y", "unauthorized_client"},
		{"flow code is not allowed, refresh", "POST", form, "grant_type=refresh_token&client_id=M2M&client_secret=M2M-SECRET&refresh_token=x", "unauthorized_client"},
		{"flow client_credentials is not allowed", "POST", form, "grant_type=client_credentials&client_id=WEB&client_secret=WEB-SECRET", "unauthorized_client"},
		{"client_credentials of a public client", "POST", form, "grant_type=client_credentials&client_id=SPA", "unauthorized_client"},
		{"code missing", "POST", form, "grant_type=authorization_code&client_id=SPA&redirect_uri=y", "invalid_request"},
		{"redirect_uri missing", "POST", form, "grant_type=authorization_code&client_id=SPA&code=x", "invalid_request"},
		{"refresh_token missing", "POST", form, "grant_type=refresh_token&client_id=SPA", "invalid_request"},
		{"code unknown", "POST", form, "grant_type=authorization_code&client_id=SPA&code=x&redirect_uri=y", "invalid_grant"},
	}
	ids := strings.NewReplacer("WEB-SECRET", web.Secret(), "WEB", web.ID, "OFF", noOAuth.ID, "SPA", spa.ID, "M2M-SECRET", machine.Secret(), "M2M", machine.ID)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest(tt.method, domain+"/oauth2/token", strings.NewReader(ids.Replace(tt.body)))
			if tt.contentType != "" {
				r.Header.Set("Content-Type", tt.contentType)
			}
			got := s.send(r)
			assert.Equal(t, http.StatusBadRequest, got.status)
			assert.Equal(t, `{"error":"`+tt.want+`"}`+"\n", got.body)
			assertHeaders(t, got.header)
		})
	}
}

// The endpoint returns an empty 405 for a request that is not a POST of a form
// (amazon-archives/amazon-cognito-auth-js#52, with quotes in the header as there;
// sergiodxa/remix-auth-oauth2#128; vouch/vouch-proxy#117). So does the revocation endpoint.
func TestTokenRequiresAForm(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	spa := s.addPublicClient(nil)
	refresh, _ := s.signIn(spa)
	const form = "application/x-www-form-urlencoded"
	for _, tt := range []struct{ name, method, contentType string }{
		{"JSON", "POST", "application/json"},
		{"quoted", "POST", "'" + form + "'"},
		{"none", "POST", ""},
		{"multipart", "POST", "multipart/form-data; boundary=x"},
		{"text", "POST", "text/plain;charset=UTF-8"},
		{"GET", "GET", ""}, {"GET of a form", "GET", form}, {"PUT", "PUT", form}, {"DELETE", "DELETE", form},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for path, body := range map[string]string{
				"/oauth2/token": "grant_type=refresh_token&client_id=" + spa.ID + "&refresh_token=" + refresh, "/oauth2/revoke": "client_id=" + spa.ID + "&token=" + refresh,
			} {
				r := httptest.NewRequest(tt.method, domain+path, strings.NewReader(body))
				if tt.contentType != "" {
					r.Header.Set("Content-Type", tt.contentType)
				}
				got := s.send(r)
				assert.Equal(t, http.StatusMethodNotAllowed, got.status, path)
				assert.Empty(t, got.body, path)
				assert.NotContains(t, got.header, "Content-Type", path)
				assert.Equal(t, "POST, OPTIONS", got.header.Get("Allow"), path)
				assert.Equal(t, "no-cache, no-store, max-age=0, must-revalidate", got.header.Get("Cache-Control"), path)
				assert.Equal(t, "*", got.header.Get("Access-Control-Allow-Origin"), path)
			}
		})
	}
	assert.Equal(t, http.StatusOK, s.refresh(spa, refresh).status, "no rejected request revoked the token")
}

// The endpoint reads parameters of the query (pilcrowonpaper/arctic#175), but not the client's
// credentials (RFC 6749 section 2.3.1).
func TestTokenReadsTheQuery(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	spa, web := s.addPublicClient(nil), s.addClient(nil)
	code := func(c userpool.Client) string {
		return url.Values{"grant_type": {"authorization_code"}, "code": {s.code(c, nil)}, "redirect_uri": {callback}}.Encode()
	}
	refresh, _ := s.signIn(spa)
	id, secret := "client_id="+web.ID, "&client_secret="+web.Secret()
	for _, tt := range []struct{ name, query, body, want string }{
		{"a code, as in the report", code(web), id + secret, ""},
		{"a refresh token", "grant_type=refresh_token&refresh_token=" + refresh, "client_id=" + spa.ID, ""},
		{"parameters in query and body", "refresh_token=" + refresh, "grant_type=refresh_token&client_id=" + spa.ID, ""},
		{"client id and secret in the query", code(web) + "&" + id + secret, "", "invalid_client"},
		{"secret in the query", code(web) + secret, id, "invalid_client"},
		{"parameter in query and body", "refresh_token=x", "grant_type=refresh_token&refresh_token=x&client_id=" + spa.ID, "invalid_request"},
		{"parameter twice in the query", "refresh_token=x&refresh_token=x", "grant_type=refresh_token&client_id=" + spa.ID, "invalid_request"},
		{"malformed query", "refresh_token=%zz", "grant_type=refresh_token&client_id=" + spa.ID, "invalid_request"},
		{"no grant type", "", "client_id=" + spa.ID, "invalid_request"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := s.send(formRequest("/oauth2/token?"+tt.query, tt.body))
			if tt.want == "" {
				assert.Equal(t, http.StatusOK, got.status, got.body)
				return
			}
			assert.Equal(t, http.StatusBadRequest, got.status)
			assert.Equal(t, `{"error":"`+tt.want+`"}`+"\n", got.body)
		})
	}
	got := s.send(formRequest("/oauth2/revoke?token="+refresh, "client_id="+spa.ID))
	assert.Equal(t, `{"error":"invalid_request"}`+"\n", got.body, "the revocation endpoint does not read the query")
}

// RFC 6749 section 2.3.1. A secret that AddUserPoolClientSecret sets can contain a plus sign.
func TestBasicCredentialsAreFormEncoded(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	web, spa := s.addClient(nil), s.addPublicClient(nil)
	const withPlus = "chosen+by+the+caller+0123456789"
	_, err := s.store.AddClientSecret(s.pool.ID, web.ID, withPlus)
	require.NoError(t, err)
	const accepted, rejected = "invalid_grant", "invalid_client" // the unknown token is rejected only after the client is accepted
	for _, tt := range []struct{ name, pair, want string }{
		{"nothing to encode", web.ID + ":" + web.Secret(), accepted},
		{"encoded without need", strings.ReplaceAll(url.QueryEscape(web.ID+":"+web.Secret()), "%3A", ":"), accepted},
		{"each character encoded", web.ID[:1] + fmt.Sprintf("%%%02x", web.ID[1]) + web.ID[2:] + ":" + fmt.Sprintf("%%%02X", web.Secret()[0]) + web.Secret()[1:], accepted},
		{"a plus that is encoded", web.ID + ":" + strings.ReplaceAll(withPlus, "+", "%2B"), accepted},
		{"a plus that is not encoded", web.ID + ":" + withPlus, rejected},
		{"a space for a plus", web.ID + ":" + strings.ReplaceAll(withPlus, "+", "%20"), rejected},
		{"encoded twice", web.ID + ":" + strings.ReplaceAll(withPlus, "+", "%252B"), rejected},
		{"a percent sign at the end of the secret", web.ID + ":" + web.Secret() + "%", rejected},
		{"an invalid percent encoding in the id", web.ID + "%zz:" + web.Secret(), rejected},
		{"a public client with an empty secret", spa.ID + ":", accepted},
		{"a public client with an invalid percent encoding in the secret", spa.ID + ":%zz", rejected},
		{"the colon encoded", web.ID + "%3A" + web.Secret(), rejected},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := formRequest("/oauth2/token", "grant_type=refresh_token&refresh_token=x")
			r.Header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(tt.pair)))
			got := s.send(r)
			assert.Equal(t, `{"error":"`+tt.want+`"}`+"\n", got.body)
			r = formRequest("/oauth2/revoke", "token=x")
			r.Header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(tt.pair)))
			assert.Equal(t, tt.want == rejected, s.send(r).status == http.StatusUnauthorized, "revocation")
		})
	}
}

func TestClientAuthentication(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	web, other, spa := s.addClient(nil), s.addClient(nil), s.addPublicClient(nil)
	// The request always fails: with invalid_grant, because the token is unknown, if the client's
	// credentials are accepted, and with invalid_client otherwise.
	const accepted, rejected = "invalid_grant", "invalid_client"
	type pair struct{ id, secret string }
	tests := []struct {
		name  string
		basic *pair
		raw   string // Authorization, if it is not Basic
		body  url.Values
		want  string
	}{
		{name: "header", basic: &pair{web.ID, web.Secret()}, want: accepted},
		{name: "header, client_id repeated", basic: &pair{web.ID, web.Secret()}, body: url.Values{"client_id": {web.ID}}, want: accepted},
		{name: "header and body agree", basic: &pair{web.ID, web.Secret()}, body: url.Values{"client_id": {web.ID}, "client_secret": {web.Secret()}}, want: accepted},
		{name: "body", body: url.Values{"client_id": {web.ID}, "client_secret": {web.Secret()}}, want: accepted},
		{name: "public", body: url.Values{"client_id": {spa.ID}}, want: accepted},
		{name: "header, wrong secret", basic: &pair{web.ID, "wrong"}, want: rejected},
		{name: "header, empty secret", basic: &pair{web.ID, ""}, want: rejected},
		{name: "header, unknown client", basic: &pair{"nobody", web.Secret()}, want: rejected},
		{name: "header, secret of another client", basic: &pair{web.ID, other.Secret()}, want: rejected},
		{name: "header and body name two clients", basic: &pair{web.ID, web.Secret()}, body: url.Values{"client_id": {other.ID}}, want: rejected},
		{name: "header right, secret in the body wrong", basic: &pair{web.ID, web.Secret()}, body: url.Values{"client_secret": {"wrong"}}, want: rejected},
		{name: "header wrong, body right", basic: &pair{web.ID, "wrong"}, body: url.Values{"client_id": {web.ID}, "client_secret": {web.Secret()}}, want: rejected},
		{name: "body, wrong secret", body: url.Values{"client_id": {web.ID}, "client_secret": {"wrong"}}, want: rejected},
		{name: "body, no secret", body: url.Values{"client_id": {web.ID}}, want: rejected},
		{name: "secret without an id", body: url.Values{"client_secret": {web.Secret()}}, want: rejected},
		{name: "public with a secret", body: url.Values{"client_id": {spa.ID}, "client_secret": {"anything"}}, want: rejected},
		{name: "public with a secret in the header", basic: &pair{spa.ID, "anything"}, want: rejected},
		{name: "header of another scheme", raw: "Bearer x", body: url.Values{"client_id": {web.ID}, "client_secret": {web.Secret()}}, want: rejected},
		{name: "header that is not base64", raw: "Basic !", body: url.Values{"client_id": {web.ID}, "client_secret": {web.Secret()}}, want: rejected},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {"x"}}
			maps.Copy(body, tt.body)
			r := formRequest("/oauth2/token", body.Encode())
			if tt.basic != nil {
				r.SetBasicAuth(tt.basic.id, tt.basic.secret)
			}
			if tt.raw != "" {
				r.Header.Set("Authorization", tt.raw)
			}
			got := s.send(r)
			assert.Equal(t, http.StatusBadRequest, got.status, "the status of invalid_client is 400")
			assert.Equal(t, `{"error":"`+tt.want+`"}`+"\n", got.body)
		})
	}
}

func TestPreflightAllowsTheRequestedHeaders(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	const requested = "authorization,content-type,x-amz-user-agent" // aws-amplify/amplify-js#11459
	for _, path := range []string{"/oauth2/token", "/oauth2/revoke", "/oauth2/userInfo"} {
		t.Run(path, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodOptions, domain+path, nil)
			r.Header.Set("Origin", "https://spa.example.com")
			r.Header.Set("Access-Control-Request-Headers", requested)
			got := s.send(r)
			assert.Equal(t, http.StatusOK, got.status)
			assert.Equal(t, []string{"Access-Control-Allow-Headers", "Access-Control-Allow-Methods", "Access-Control-Allow-Origin"}, headerNames(got.header))
			assert.Equal(t, "*", got.header.Get("Access-Control-Allow-Origin"))
			assert.Equal(t, requested, got.header.Get("Access-Control-Allow-Headers"))
			assert.Empty(t, got.body)
		})
	}
	for _, path := range []string{"/oauth2/authorize", "/authorize"} {
		r := httptest.NewRequest(http.MethodOptions, domain+path, nil)
		r.Header.Set("Access-Control-Request-Headers", requested)
		assert.Empty(t, s.send(r).header.Get("Access-Control-Allow-Origin"), "%s is for navigation only", path)
	}
}
