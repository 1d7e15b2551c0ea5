package oauth2_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/oauth2"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// discovery is the document as captured from live pools. BASE stands for the domain, OAUTH for the
// root of the OAuth endpoints.
const discovery = `{"authorization_endpoint":"OAUTH/authorize","end_session_endpoint":"BASE/logout",` +
	`"id_token_signing_alg_values_supported":["RS256"],"issuer":"ISSUER","jwks_uri":"ISSUER/.well-known/jwks.json",` +
	`"response_types_supported":["code","token"],"revocation_endpoint":"OAUTH/revoke",` +
	`"scopes_supported":["openid","email","phone","profile"],"subject_types_supported":["public"],` +
	`"token_endpoint":"OAUTH/token","token_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post"],` +
	`"userinfo_endpoint":"OAUTH/userInfo"}` + "\n"

func TestDiscovery(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	issuer := "https://cognito-idp.us-east-1.amazonaws.com/" + s.pool.ID
	domains := []struct {
		name string
		add  userpool.Domain // the domain to add; none if its name is empty
		base string
	}{
		{name: "no domain", base: issuer},
		{"prefix", userpool.Domain{Name: "orders", ManagedLoginVersion: 1}, domain},
		{
			"prefix and custom",
			userpool.Domain{Name: "login.example.com", ManagedLoginVersion: 1, CertificateARN: "arn:aws:acm:us-east-1:123456789012:certificate/1"},
			"https://login.example.com",
		},
	}
	for _, tt := range domains { // each case keeps the domains of the cases before it
		t.Run(tt.name, func(t *testing.T) {
			oauth := tt.base
			if tt.add.Name != "" {
				oauth += "/oauth2"
				tt.add.PoolID = s.pool.ID
				_, err := s.store.CreateDomain(tt.add)
				require.NoError(t, err)
			}
			got := s.get("/"+s.pool.ID+"/.well-known/openid-configuration", nil)
			assert.Equal(t, http.StatusOK, got.status)
			assertHeaders(t, got.header)
			assert.Equal(t, strings.NewReplacer("OAUTH", oauth, "BASE", tt.base, "ISSUER", issuer).Replace(discovery), got.body)
		})
	}
}

// The updated issuer publishes the same keys. Its documents contain its own URLs.
func TestUpdatedIssuerHasTheSameKeys(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	documents := map[string]response{}
	for _, document := range []string{"openid-configuration", "jwks.json"} {
		documents[document] = s.get("/"+s.pool.ID+"/.well-known/"+document, nil)
	}
	_, err := s.store.UpdatePool(s.pool.ID, func(p *userpool.Pool) { p.IssuerType = userpool.UpdatedIssuer })
	require.NoError(t, err)
	for document, want := range documents {
		r := httptest.NewRequest(http.MethodGet, "https://issuer-cognito-idp.us-east-1.amazonaws.com/"+s.pool.ID+"/.well-known/"+document, nil)
		assert.Equal(t, strings.ReplaceAll(want.body, "https://cognito-idp.", "https://issuer-cognito-idp."), s.send(r).body)
	}
}

// Each host of an issuer names itself, the updated one only for pools with the updated issuer. The plain endpoint names the issuer of
// the tokens.
func TestDiscoveryNamesTheIssuerOfItsHost(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	original, updated := "https://cognito-idp.us-east-1.amazonaws.com", "https://issuer-cognito-idp.us-east-1.amazonaws.com"
	for _, tt := range []struct {
		issuerType, host string
		want             string // "": rejected
	}{
		{userpool.OriginalIssuer, original, original},
		{userpool.OriginalIssuer, "https://COGNITO-IDP.us-east-1.amazonaws.com", original},
		{userpool.OriginalIssuer, "http://localhost:9229", original},
		{userpool.OriginalIssuer, updated, ""},
		{userpool.UpdatedIssuer, original, original},
		{userpool.UpdatedIssuer, "http://localhost:9229", updated},
		{userpool.UpdatedIssuer, updated, updated},
		{userpool.UpdatedIssuer, "https://Issuer-cognito-idp.us-east-1.amazonaws.com", updated},
	} {
		t.Run(tt.issuerType+" at "+tt.host, func(t *testing.T) {
			_, err := s.store.UpdatePool(s.pool.ID, func(p *userpool.Pool) { p.IssuerType = tt.issuerType })
			require.NoError(t, err)
			got := s.send(httptest.NewRequest(http.MethodGet, tt.host+"/"+s.pool.ID+"/.well-known/openid-configuration", nil))
			if tt.want == "" {
				assert.Equal(t, http.StatusForbidden, got.status)
				assert.Equal(t, `{"message":"User pool `+s.pool.ID+` does not have the updated issuer."}`+"\n", got.body)
				return
			}
			assert.Equal(t, http.StatusOK, got.status)
			assert.Equal(t, tt.want+"/"+s.pool.ID, got.member(t, "issuer"))
		})
	}
}

func TestJWKS(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	got := s.get("/"+s.pool.ID+"/.well-known/jwks.json", nil)
	assert.Equal(t, http.StatusOK, got.status)
	var set struct{ Keys []map[string]string }
	require.NoError(t, json.Unmarshal([]byte(got.body), &set))
	require.Len(t, set.Keys, 2)
	for _, key := range set.Keys {
		assert.Len(t, key, 6)
		assert.Equal(t, "RS256", key["alg"])
		assert.Equal(t, "AQAB", key["e"])
		assert.Equal(t, "RSA", key["kty"])
		assert.Equal(t, "sig", key["use"])
		assert.Regexp(t, `^[A-Za-z0-9+/]{43}=$`, key["kid"])
		assert.Len(t, key["n"], 342, "2048 bits in base64url")
	}
	assert.NotEqual(t, set.Keys[0]["kid"], set.Keys[1]["kid"])
	assert.NotEqual(t, set.Keys[0]["n"], set.Keys[1]["n"])
	assert.Equal(t, got.body, s.get("/"+s.pool.ID+"/.well-known/jwks.json", nil).body, "the keys do not change")
}

func TestDiscoveryOfAnUnknownPool(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	mux := http.NewServeMux()
	endpoints := &oauth2.Endpoints{Store: s.store, Issuer: s.issuer}
	endpoints.RegisterDiscovery(mux, func(*http.Request) string { return "eu-west-1" })
	otherRegion := &fixture{t: t, mux: mux}
	for _, document := range []string{"openid-configuration", "jwks.json"} {
		got := s.get("/us-east-1_nowhere/.well-known/"+document, nil)
		assert.Equal(t, http.StatusNotFound, got.status)
		assert.Equal(t, `{"message":"User pool us-east-1_nowhere does not exist."}`+"\n", got.body)

		got = otherRegion.get("/"+s.pool.ID+"/.well-known/"+document, nil)
		assert.Equal(t, http.StatusNotFound, got.status, "on the host of another region")
	}
}
