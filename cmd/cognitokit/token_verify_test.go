//go:build unix

package main

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/jwt"
)

func TestVerify(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	var issuer string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "/.well-known/jwks.json", r.URL.Path)
		_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k1", Algorithm: "RS256", Use: "sig"}}})
	}))
	defer server.Close()
	issuer = server.URL
	sign := func(by *rsa.PrivateKey, id string, algorithm jose.SignatureAlgorithm) string {
		signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: jose.JSONWebKey{Key: by, KeyID: id}}, nil)
		require.NoError(t, err)
		signed, err := signer.Sign([]byte(`{"iss":"` + issuer + `"}`))
		require.NoError(t, err)
		text, err := signed.CompactSerialize()
		require.NoError(t, err)
		return text
	}
	for _, tt := range []struct{ name, token, want string }{
		{"the issuer's key", sign(key, "k1", jose.RS256), ""},
		{"another key with the same id", sign(other, "k1", jose.RS256), `the signature does not match the key "k1" of the issuer ` + issuer},
		{"another key", sign(other, "k2", jose.RS256), "kid: the issuer " + issuer + ` has no key "k2". The token is not signed by this issuer`},
		{"another algorithm", sign(key, "k1", jose.RS512), "alg: the token is not signed with RS256, the only algorithm of Cognito"},
	} {
		token, err := jwt.Parse(tt.token)
		require.NoError(t, err, tt.name)
		got, err := verify(t.Context(), token, issuer)
		if tt.want != "" {
			assert.EqualError(t, err, tt.want, tt.name)
			continue
		}
		require.NoError(t, err, tt.name)
		assert.Equal(t, "The signature is valid. The issuer is "+issuer+".", got, tt.name)
	}
}

// TestUserPoolIssuer: both types of issuer belong to Cognito, and nothing that only begins or ends like one.
func TestUserPoolIssuer(t *testing.T) {
	t.Parallel()
	for issuer, want := range map[string]bool{
		"https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E":                  true,
		"https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E":           true,
		"https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_Ab12Cd34E":             true,
		"http://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E":            false,
		"https://other-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E":            false,
		"https://issuer-issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E":    false,
		"https://issuer-cognito-idp.eu-west-1.amazonaws.com.example/eu-west-1_Ab12Cd34E":   false,
		"https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E/something": false,
	} {
		assert.Equal(t, want, userPoolIssuer.MatchString(issuer), issuer)
	}
}
