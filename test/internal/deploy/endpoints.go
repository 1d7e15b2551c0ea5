package deploy

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// AssertEndpoints compares the outputs with the addresses that AWS documents and with the pool's discovery document.
func (d *Deployment) AssertEndpoints(t *testing.T) {
	t.Helper()
	out := d.Outputs
	idp := "https://cognito-idp." + d.Target.Region + ".amazonaws.com"
	domain := "https://" + d.Prefix + ".auth." + d.Target.Region + ".amazoncognito.com"

	assert.Equal(t, d.Target.Region, out.Region)
	assert.Regexp(t, `^arn:aws[a-z-]*:cognito-idp:`+out.Region+`:[0-9]{12}:userpool/`+out.UserPoolID+`$`, out.UserPoolARN)
	assert.Equal(t, idp+"/"+out.UserPoolID, out.Issuer)
	assert.Equal(t, out.Issuer+"/.well-known/jwks.json", out.JWKSURI)
	assert.Equal(t, out.Issuer+"/.well-known/openid-configuration", out.OpenIDConfigurationURI)
	assert.Equal(t, domain, out.LoginBaseURL)
	assert.Equal(t, domain+"/oauth2/authorize", out.AuthorizationEndpoint)
	assert.Equal(t, domain+"/oauth2/token", out.TokenEndpoint)
	assert.Equal(t, domain+"/oauth2/revoke", out.RevocationEndpoint)
	assert.Equal(t, domain+"/oauth2/userInfo", out.UserInfoEndpoint)
	assert.Equal(t, domain+"/logout", out.EndSessionEndpoint)

	// go-oidc also checks that the issuer in the document is the requested one.
	provider, err := oidc.NewProvider(oidc.ClientContext(t.Context(), d.Target.HTTP), out.Issuer)
	require.NoError(t, err)
	var advertised map[string]any
	require.NoError(t, provider.Claims(&advertised))
	assert.Equal(t, out.AuthorizationEndpoint, advertised["authorization_endpoint"])
	assert.Equal(t, out.TokenEndpoint, advertised["token_endpoint"])
	assert.Equal(t, out.UserInfoEndpoint, advertised["userinfo_endpoint"])
	assert.Equal(t, out.JWKSURI, advertised["jwks_uri"])
	if d.Target.Strict { // older captures do not contain these members
		assert.Equal(t, out.RevocationEndpoint, advertised["revocation_endpoint"])
		assert.Equal(t, out.EndSessionEndpoint, advertised["end_session_endpoint"])
		assert.Equal(t, []any{"RS256"}, advertised["id_token_signing_alg_values_supported"])
	}
}

// AssertKeySet asserts that the pool publishes two RSA signing keys with different IDs and no private part.
func (d *Deployment) AssertKeySet(t *testing.T) {
	t.Helper()
	resp, err := d.Target.HTTP.Get(d.Outputs.JWKSURI)
	require.NoError(t, err)
	defer resp.Body.Close()
	require.Equal(t, http.StatusOK, resp.StatusCode)
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	var set struct {
		Keys []map[string]string `json:"keys"`
	}
	require.NoError(t, json.Unmarshal(body, &set))
	if d.Target.Strict { // AWS may rotate keys, and then publishes more than two
		require.Len(t, set.Keys, 2)
		assert.NotEqual(t, set.Keys[0]["kid"], set.Keys[1]["kid"])
	}
	for _, key := range set.Keys {
		assert.Equal(t, "RS256", key["alg"])
		assert.Equal(t, "RSA", key["kty"])
		assert.Equal(t, "sig", key["use"])
		assert.NotEmpty(t, key["n"])
		assert.NotContains(t, key, "d", "a private key is published")
	}
}
