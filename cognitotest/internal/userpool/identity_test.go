package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The attribute has primary as a boolean and dateCreated as a number, and the claim has both as strings.
func TestIdentitiesOfAUser(t *testing.T) {
	t.Parallel()
	u := User{Attributes: []Attribute{{"sub", "1"}, {"identities", "old"}, {"name", "Jo"}}}
	before := u.Attributes
	u.setIdentities([]Identity{
		{ProviderName: "Corp", ProviderType: "SAML", UserID: "S-1", Issuer: "https://idp.example", Primary: true, Created: stillTime},
		{ProviderName: "Google", ProviderType: "Google", UserID: "7", SourceAttribute: "Cognito_Subject", Created: stillTime.AddDate(0, 0, 1)},
	})
	assert.Equal(t, []Attribute{{"sub", "1"}, {"name", "Jo"}, {
		"identities", `[{"dateCreated":1767323045000,"issuer":"https://idp.example","primary":true,"providerName":"Corp","providerType":"SAML","userId":"S-1"},` +
			`{"dateCreated":1767409445000,"issuer":null,"primary":false,"providerName":"Google","providerType":"Google","userId":"7"}]`,
	}}, u.Attributes)
	assert.Equal(t, []Attribute{{"sub", "1"}, {"identities", "old"}, {"name", "Jo"}}, before, "an earlier copy does not change")
	assert.Equal(t, []map[string]any{
		{"userId": "S-1", "providerName": "Corp", "providerType": "SAML", "issuer": "https://idp.example", "primary": "true", "dateCreated": "1767323045000"},
		{"userId": "7", "providerName": "Google", "providerType": "Google", "issuer": nil, "primary": "false", "dateCreated": "1767409445000"},
	}, u.IdentityClaims())
	u.setIdentities(nil)
	assert.Equal(t, []Attribute{{"sub", "1"}, {"name", "Jo"}}, u.Attributes)
	assert.Empty(t, u.IdentityClaims())
}
