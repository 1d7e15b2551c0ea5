package cognitoidp_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	defaultLevels = `{"Level1":{"AcrValue":"urn:cognito:loa:1"},"Level2":{"AcrValue":"urn:cognito:loa:2"},"Level3":{"AcrValue":"urn:cognito:loa:3"},"Level4":{"AcrValue":"urn:cognito:loa:4"}}`
	ownLevels     = `{"Level1":{"AcrValue":"urn:cognito:loa:1"},"Level2":{"AcrValue":"urn:my-standard:loa:2"},"Level3":{"AcrValue":"urn:my-standard:loa:3"},"Level4":{"AcrValue":"urn:cognito:loa:4"}}`
	ownNames      = `"AcrConfiguration":{"Level2":{"AcrValue":"urn:my-standard:loa:2"},"Level3":{"AcrValue":"urn:my-standard:loa:3"}}`
)

// acr requires the AcrConfiguration that DescribeUserPool returns.
func (s *server) acr(t *testing.T, want string) {
	t.Helper()
	assert.JSONEq(t, want, jsonText(t, at(s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`), "UserPool", "AcrConfiguration")))
}

// A response has the effective names of all four levels (developer guide, "Authentication levels with ACR and AMR claims", whose
// example this is).
func TestACRConfigurationRoundTrip(t *testing.T) {
	t.Parallel()
	s := startWith(t, levels())
	created := s.ok(t, "CreateUserPool", `{"PoolName":"p",`+ownNames+`}`)
	assert.JSONEq(t, ownLevels, jsonText(t, at(created, "UserPool", "AcrConfiguration")))
	s.set("pool", at(created, "UserPool", "Id").(string))
	s.acr(t, ownLevels)
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","AcrConfiguration":{"Level4":{"AcrValue":"gold"}}}`) // replaces the names
	s.acr(t, strings.Replace(defaultLevels, "urn:cognito:loa:4", "gold", 1))
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}"}`) // an omitted setting is reset, as others are
	s.acr(t, defaultLevels)
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","AcrConfiguration":{"Level1":{"AcrValue":"urn:cognito:loa:4"},"Level4":{"AcrValue":"urn:cognito:loa:1"}}}`)
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","AcrConfiguration":{"Level3":{"AcrValue":"`+strings.Repeat("x", 64)+`"},"Level1":{"AcrValue":"!#[]~"}}}`)
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","AcrConfiguration":{}}`)
	s.acr(t, defaultLevels)

	s.pool(t, `{"PoolName":"q"}`)
	s.acr(t, defaultLevels)
}

func TestACRConfigurationErrors(t *testing.T) {
	t.Parallel()
	s := startWith(t, levels())
	s.pool(t, `{"PoolName":"p",`+ownNames+`}`)
	const path = "1 validation error detected: Value '%s' at 'acrConfiguration.Level2.member.acrValue' failed to satisfy constraint: "
	const pattern = path + `Member must satisfy regular expression pattern: [\x21\x23-\x5B\x5D-\x7E]+`
	long := strings.Repeat("x", 65)
	for _, tt := range []struct{ name, configuration, value, want string }{
		{"empty", `{"Level2":{"AcrValue":""}}`, "", path + "Member must have length greater than or equal to 1"},
		{"too long", `{"Level2":{"AcrValue":"` + long + `"}}`, long, path + "Member must have length less than or equal to 64"},
		{"space", `{"Level2":{"AcrValue":"a b"}}`, "a b", pattern},
		{"quotation mark", `{"Level2":{"AcrValue":"a\"b"}}`, `a"b`, pattern},
		{"backslash", `{"Level2":{"AcrValue":"a\\b"}}`, `a\b`, pattern},
		{"not ASCII", `{"Level2":{"AcrValue":"ä"}}`, "ä", pattern},
		{"two equal names", `{"Level2":{"AcrValue":"x"},"Level4":{"AcrValue":"x"}}`, "", "AcrConfiguration: Level2 and Level4 have the same AcrValue x. Each level requires its own value, also beside default values."},
		{"a default name", `{"Level2":{"AcrValue":"urn:cognito:loa:1"}}`, "", "AcrConfiguration: Level1 and Level2 have the same AcrValue urn:cognito:loa:1. Each level requires its own value, also beside default values."},
		{"unknown level", `{"Level5":{"AcrValue":"x"}}`, "", `AcrConfiguration: "Level5" is not a level. Use Level1, Level2, Level3 or Level4.`},
		{"level in lower case", `{"level1":{"AcrValue":"x"}}`, "", `AcrConfiguration: "level1" is not a level. Use Level1, Level2, Level3 or Level4.`},
		{"unknown level with an empty name", `{"Level0":{"AcrValue":""}}`, "", `AcrConfiguration: "Level0" is not a level. Use Level1, Level2, Level3 or Level4.`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := strings.Replace(tt.want, "%s", tt.value, 1)
			s.fails(t, "CreateUserPool", `{"PoolName":"q","AcrConfiguration":`+tt.configuration+`}`, "InvalidParameterException", want)
			s.fails(t, "UpdateUserPool", `{"UserPoolId":"{pool}","AcrConfiguration":`+tt.configuration+`}`, "InvalidParameterException", want)
			s.acr(t, ownLevels)
		})
	}
	assert.Len(t, s.ok(t, "ListUserPools", `{"MaxResults":10}`)["UserPools"], 1)
}

// Own names require a tier above LITE. Default names do not (unspecified).
func TestACRConfigurationRequiresEssentials(t *testing.T) {
	t.Parallel()
	s := startWith(t, levels())
	const rejected = "The following features need to be disabled for the LITE pricing tier configured: Custom ACR Level Names"
	s.fails(t, "CreateUserPool", `{"PoolName":"q","UserPoolTier":"LITE",`+ownNames+`}`, "FeatureUnavailableInTierException", rejected)
	s.pool(t, `{"PoolName":"p","UserPoolTier":"LITE","AcrConfiguration":{"Level1":{"AcrValue":"urn:cognito:loa:1"}}}`)
	s.acr(t, defaultLevels)
	s.fails(t, "UpdateUserPool", `{"UserPoolId":"{pool}",`+ownNames+`}`, "FeatureUnavailableInTierException", rejected)
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","UserPoolTier":"PLUS",`+ownNames+`}`)
	s.acr(t, ownLevels)
	s.fails(t, "UpdateUserPool", `{"UserPoolId":"{pool}","UserPoolTier":"LITE",`+ownNames+`}`, "FeatureUnavailableInTierException", rejected)
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","UserPoolTier":"LITE"}`) // resets the names
	s.acr(t, defaultLevels)
}

const oidcProvider = `"ProviderDetails":{"client_id":"c","client_secret":"s","authorize_scopes":"openid","attributes_request_method":"GET","oidc_issuer":"https://idp.example"}`

func TestACRMappingRoundTrip(t *testing.T) {
	t.Parallel()
	s := startWith(t, levels())
	s.pool(t, `{"PoolName":"p","UserPoolTier":"LITE"}`) // "available in all feature plans"
	mapping := func(want string) {
		t.Helper()
		for _, r := range []struct{ action, body string }{
			{"DescribeIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"corp"}`},
			{"GetIdentityProviderByIdentifier", `{"UserPoolId":"{pool}","IdpIdentifier":"corp.example"}`},
		} {
			assert.JSONEq(t, want, jsonText(t, at(s.ok(t, r.action, r.body), "IdentityProvider", "AcrMapping")))
		}
	}
	created := s.ok(t, "CreateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"corp","ProviderType":"OIDC","IdpIdentifiers":["corp.example"],`+oidcProvider+`,"AcrMapping":{"Level1":"low","Level4":"high"}}`)
	assert.JSONEq(t, `{"Level1":"low","Level4":"high"}`, jsonText(t, at(created, "IdentityProvider", "AcrMapping")))
	mapping(`{"Level1":"low","Level4":"high"}`)
	s.ok(t, "UpdateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"corp","AttributeMapping":{"email":"email"}}`) // keeps it (unspecified)
	mapping(`{"Level1":"low","Level4":"high"}`)
	s.ok(t, "UpdateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"corp","AcrMapping":{"Level2":"middle"}}`)
	mapping(`{"Level2":"middle"}`)
	s.ok(t, "UpdateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"corp","AcrMapping":{}}`)
	mapping(`null`)
}

func TestACRMappingErrors(t *testing.T) {
	t.Parallel()
	s := startWith(t, levels())
	s.pool(t, `{"PoolName":"p"}`)
	const create = `{"UserPoolId":"{pool}","ProviderName":"corp","ProviderType":"OIDC",` + oidcProvider
	s.fails(t, "CreateIdentityProvider", create+`,"AcrMapping":{"Level5":"x"}}`, "InvalidParameterException", `AcrMapping: "Level5" is not a level. Use Level1, Level2, Level3 or Level4.`)
	s.fails(t, "CreateIdentityProvider", create+`,"AcrMapping":{"Level1":""}}`, "InvalidParameterException", "AcrMapping: Level1 has no value. Write the ACR value of the identity provider.")
	s.fails(t, "CreateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Google","ProviderType":"Google","ProviderDetails":{"client_id":"c","client_secret":"s","authorize_scopes":"openid"},"AcrMapping":{"Level1":"x"}}`,
		"InvalidParameterException", "AcrMapping requires a provider of type OIDC.")
	s.ok(t, "CreateIdentityProvider", create+`}`)
	s.fails(t, "UpdateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"corp","AcrMapping":{"1":"x"}}`, "InvalidParameterException", `AcrMapping: "1" is not a level. Use Level1, Level2, Level3 or Level4.`)
	require.NotContains(t, at(s.ok(t, "DescribeIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"corp"}`), "IdentityProvider"), "AcrMapping")
}

// The names of a pool are in the state directory.
func TestACRConfigurationSurvivesARestart(t *testing.T) {
	t.Parallel()
	config := cognitotest.Config{StateDir: t.TempDir(), AuthenticationLevels: true}
	before := startWith(t, config)
	before.pool(t, `{"PoolName":"p",`+ownNames+`}`)
	before.Close()
	after := startWith(t, config)
	after.set("pool", before.values["{pool}"])
	after.acr(t, ownLevels)
}

func jsonText(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return string(text)
}
