package cognitoidp_test

import (
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	updated     = `"IssuerConfiguration":{"Type":"UPDATED"}`
	original    = `"IssuerConfiguration":{"Type":"ORIGINAL"}`
	originalIss = "https://cognito-idp.us-east-1.amazonaws.com/{pool}"
	updatedIss  = "https://issuer-cognito-idp.us-east-1.amazonaws.com/{pool}"
)

// issuerType is the IssuerConfiguration of {pool}, or nil.
func (s *server) issuerType(t *testing.T) any {
	t.Helper()
	return at(s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`), "UserPool", "IssuerConfiguration")
}

// TestIssuerConfiguration: an update that omits the type keeps it.
func TestIssuerConfiguration(t *testing.T) {
	t.Parallel()
	s := start(t)
	updatedType, originalType := map[string]any{"Type": "UPDATED"}, map[string]any{"Type": "ORIGINAL"}
	s.pool(t, `{"PoolName":"p"}`)
	assert.Nil(t, s.issuerType(t), "no request set it")
	for _, tt := range []struct {
		update string
		want   any
	}{
		{`"PoolName":"q"`, nil},
		{updated, updatedType},
		{`"PoolName":"p"`, updatedType},
		{`"IssuerConfiguration":{}`, updatedType},
		{`"IssuerConfiguration":null`, updatedType},
		{original, originalType},
		{`"MfaConfiguration":"OFF"`, originalType},
	} {
		s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}",`+tt.update+`}`)
		assert.Equal(t, tt.want, s.issuerType(t), tt.update)
	}
	created := s.ok(t, "CreateUserPool", `{"PoolName":"p",`+updated+`}`)
	assert.Equal(t, updatedType, at(created, "UserPool", "IssuerConfiguration"))
}

func TestIssuerConfigurationErrors(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.pool(t, `{"PoolName":"p",`+updated+`}`)
	const wrong = "1 validation error detected: Value 'NEW' at 'issuerConfiguration.type' failed to satisfy constraint: Member must satisfy enum value set: [ORIGINAL, UPDATED]"
	s.fails(t, "CreateUserPool", `{"PoolName":"q","IssuerConfiguration":{"Type":"NEW"}}`, "InvalidParameterException", wrong)
	s.fails(t, "UpdateUserPool", `{"UserPoolId":"{pool}","IssuerConfiguration":{"Type":"NEW"}}`, "InvalidParameterException", wrong)
	s.fails(t, "UpdateUserPool", `{"UserPoolId":"{pool}","IssuerConfiguration":{"Type":"ORIGINAL"},"MfaConfiguration":"ON"}`,
		"InvalidParameterException", "SMS configuration and Auto verification for phone_number are required when MFA is required/optional") // with another setting that is rejected
	assert.Equal(t, map[string]any{"Type": "UPDATED"}, s.issuerType(t))
}

// TestTokensOfAnUpdatedIssuer: tokens name the issuer of their issue. A change of the type applies from the next sign-in or
// refresh on, and older tokens stay valid.
func TestTokensOfAnUpdatedIssuer(t *testing.T) {
	t.Parallel()
	s := withAda(t, cognitotest.Config{}, updated)
	iss := func(want, action, body string) {
		t.Helper()
		access, id := s.tokens(t, action, body)
		assert.Equal(t, s.placeholders.Replace(want), access["iss"])
		assert.Equal(t, s.placeholders.Replace(want), id["iss"])
	}
	const (
		refresh   = `{"ClientId":"{client}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"{refresh}"}}`
		byRefresh = `{"ClientId":"{client}","RefreshToken":"{refresh}"}`
		becomes   = `{"UserPoolId":"{pool}",`
		ofToken   = `{"AccessToken":"{access}"}`
	)
	iss(updatedIss, "InitiateAuth", startAda)
	s.ok(t, "GetUser", ofToken)
	s.ok(t, "UpdateUserPool", becomes+original+`}`)
	s.ok(t, "GetUser", ofToken) // the older token
	iss(originalIss, "GetTokensFromRefreshToken", byRefresh)
	iss(originalIss, "InitiateAuth", refresh)
	s.ok(t, "UpdateUserPool", becomes+updated+`}`)
	s.ok(t, "GetUser", ofToken)
	iss(updatedIss, "InitiateAuth", refresh)

	s.ok(t, "UpdateUserPool", becomes+original+`}`)
	s.ok(t, "RevokeToken", `{"ClientId":"{client}","Token":"{refresh}"}`)
	s.fails(t, "GetUser", ofToken, "NotAuthorizedException", "Access Token has been revoked")
	s.tokens(t, "InitiateAuth", startAda)
	s.Advance(61 * time.Minute)
	s.ok(t, "UpdateUserPool", becomes+updated+`}`)
	s.fails(t, "GetUser", ofToken, "NotAuthorizedException", "Access Token has expired")
}

// TestIssuerOfAnotherRegionAndAnotherPool: the host of the issuer has the region of the pool, and a pool does not change the
// issuer of another.
func TestIssuerOfAnotherRegionAndAnotherPool(t *testing.T) {
	t.Parallel()
	s := withAda(t, cognitotest.Config{}, "")
	s.ok(t, "CreateUserPool", `{"PoolName":"another",`+updated+`}`)
	access, _ := s.tokens(t, "InitiateAuth", startAda)
	assert.Equal(t, s.placeholders.Replace(originalIss), access["iss"])

	got := s.send(t, irelandHost, prefix+"CreateUserPool", credential, `{"PoolName":"p",`+updated+`}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	assert.Contains(t, got.body, `"IssuerConfiguration":{"Type":"UPDATED"}`)
}

// TestIssuerConfigurationSurvivesARestart, with its tokens.
func TestIssuerConfigurationSurvivesARestart(t *testing.T) {
	t.Parallel()
	config := cognitotest.Config{StateDir: filepath.Join(t.TempDir(), "state")}
	s := withAda(t, config, updated)
	s.tokens(t, "InitiateAuth", startAda)
	s.Close()
	again := startWith(t, config)
	again.placeholders, again.values = s.placeholders, s.values
	assert.Equal(t, map[string]any{"Type": "UPDATED"}, again.issuerType(t))
	again.ok(t, "GetUser", `{"AccessToken":"{access}"}`)
	access, _ := again.tokens(t, "InitiateAuth", startAda)
	assert.Equal(t, s.placeholders.Replace(updatedIss), access["iss"])
}
