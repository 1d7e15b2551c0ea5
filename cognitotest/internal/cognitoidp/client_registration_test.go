package cognitoidp_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const ordersServer = `{"UserPoolId":"{pool}","Identifier":"orders","Name":"orders","Scopes":[{"ScopeName":"read","ScopeDescription":"r"}]}`

// dcr is the DcrConfiguration of {pool}, or nil.
func (s *server) dcr(t *testing.T) any {
	t.Helper()
	return at(s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`), "UserPool", "DcrConfiguration")
}

// TestDcrConfiguration: an update replaces the whole block, and keeps it if the request has none.
func TestDcrConfiguration(t *testing.T) {
	t.Parallel()
	config := cognitotest.Config{StateDir: filepath.Join(t.TempDir(), "state")}
	s := startWith(t, config)
	s.pool(t, `{"PoolName":"p"}`)
	s.ok(t, "CreateResourceServer", ordersServer)
	assert.Nil(t, s.dcr(t), "no request set it")

	type block = map[string]any
	all := `"DcrConfiguration":{"EnableStatus":"Enabled","OpenDcrEnabled":true,"AuthenticatedGrantTypes":["client_credentials"],` +
		`"OpenDcrGrantTypes":["code","implicit"],"AllowedScopes":["orders/read","aws.cognito.signin.user.admin","openid","aws.cognito/dcr/register"]}`
	allWant := block{
		"EnableStatus": "Enabled", "OpenDcrEnabled": true, "AuthenticatedGrantTypes": []any{"client_credentials"}, "OpenDcrGrantTypes": []any{"code", "implicit"},
		"AllowedScopes": []any{"orders/read", "aws.cognito.signin.user.admin", "openid", "aws.cognito/dcr/register"},
	}
	for _, tt := range []struct {
		update string
		want   any
	}{
		{`"PoolName":"q"`, nil},
		{`"DcrConfiguration":null`, nil},
		{`"DcrConfiguration":{}`, block{"EnableStatus": "Enabled", "OpenDcrEnabled": false}},
		{all, allWant},
		{`"PoolName":"p"`, allWant},
		{`"DcrConfiguration":null`, allWant},
		{`"DcrConfiguration":{"EnableStatus":"Disabled","OpenDcrEnabled":true}`, block{"EnableStatus": "Disabled", "OpenDcrEnabled": true}},
		{
			`"DcrConfiguration":{"AuthenticatedGrantTypes":[],"OpenDcrGrantTypes":[],"AllowedScopes":[]}`,
			block{"EnableStatus": "Enabled", "OpenDcrEnabled": false, "AuthenticatedGrantTypes": []any{}, "OpenDcrGrantTypes": []any{}, "AllowedScopes": []any{}},
		},
		{`"MfaConfiguration":"OFF"`, block{"EnableStatus": "Enabled", "OpenDcrEnabled": false, "AuthenticatedGrantTypes": []any{}, "OpenDcrGrantTypes": []any{}, "AllowedScopes": []any{}}},
		{all, allWant},
	} {
		s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}",`+tt.update+`}`)
		assert.Equal(t, tt.want, s.dcr(t), tt.update)
	}

	s.ok(t, "DeleteResourceServer", `{"UserPoolId":"{pool}","Identifier":"orders"}`)
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}"}`)
	assert.Equal(t, allWant, s.dcr(t), "a pool keeps a scope whose resource server is deleted")
	s.Close()
	again := startWith(t, config)
	again.placeholders, again.values = s.placeholders, s.values
	assert.Equal(t, allWant, again.dcr(t), "after a restart")

	created := again.ok(t, "CreateUserPool", `{"PoolName":"p","DcrConfiguration":{"OpenDcrEnabled":true}}`)
	assert.Equal(t, block{"EnableStatus": "Enabled", "OpenDcrEnabled": true}, at(created, "UserPool", "DcrConfiguration"))
}

func TestDcrConfigurationErrors(t *testing.T) {
	t.Parallel()
	const lite = "The following features need to be disabled for the LITE pricing tier configured: Dynamic Client Registration"
	s := start(t)
	s.fails(t, "CreateUserPool", `{"PoolName":"q","UserPoolTier":"LITE","DcrConfiguration":{}}`, "FeatureUnavailableInTierException", lite)
	s.fails(t, "CreateUserPool", `{"PoolName":"q","DcrConfiguration":{"AllowedScopes":["orders/read"]}}`, "InvalidParameterException",
		"The scope orders/read of DcrConfiguration.AllowedScopes does not exist.") // a new pool has no resource servers
	s.ok(t, "CreateUserPool", `{"PoolName":"q","UserPoolTier":"LITE","DcrConfiguration":{"EnableStatus":"Disabled","OpenDcrEnabled":true}}`)

	s.pool(t, `{"PoolName":"p","DcrConfiguration":{"AllowedScopes":["aws.cognito.signin.user.admin"]}}`)
	before := s.dcr(t)
	for _, tt := range []struct{ name, update, exception, text string }{
		{"to LITE", `"UserPoolTier":"LITE"`, "FeatureUnavailableInTierException", lite},
		{"to LITE, with a block that is enabled", `"UserPoolTier":"LITE","DcrConfiguration":{}`, "FeatureUnavailableInTierException", lite},
		{
			"another status", `"DcrConfiguration":{"EnableStatus":"ENABLED"}`, "InvalidParameterException",
			"1 validation error detected: Value 'ENABLED' at 'dcrConfiguration.enableStatus' failed to satisfy constraint: Member must satisfy enum value set: [Enabled, Disabled]",
		},
		{
			"a grant type of OAuth", `"DcrConfiguration":{"OpenDcrGrantTypes":["authorization_code"]}`, "InvalidParameterException",
			"1 validation error detected: Value '[authorization_code]' at 'dcrConfiguration.openDcrGrantTypes' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [code, implicit, client_credentials], Member must not be null]",
		},
		{
			"a scope that does not exist", `"DcrConfiguration":{"AllowedScopes":["openid","orders/write"]}`, "InvalidParameterException",
			"The scope orders/write of DcrConfiguration.AllowedScopes does not exist.",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s.fails(t, "UpdateUserPool", `{"UserPoolId":"{pool}",`+tt.update+`}`, tt.exception, tt.text)
			assert.Equal(t, before, s.dcr(t), "the update changed nothing")
		})
	}
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","UserPoolTier":"LITE","DcrConfiguration":{"EnableStatus":"Disabled"}}`)
	s.fails(t, "UpdateUserPool", `{"UserPoolId":"{pool}","DcrConfiguration":{"EnableStatus":"Enabled"}}`, "FeatureUnavailableInTierException", lite)
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","UserPoolTier":"ESSENTIALS","DcrConfiguration":{"EnableStatus":"Enabled"}}`)
}
