package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newFederationStore returns a store whose pool requires a name, with a provider and a client.
func newFederationStore(t *testing.T, mapping map[string]string) (*Store, Client, IdentityProvider) {
	t.Helper()
	s, pool := newDefaultStore(t, Pool{Schema: []SchemaAttribute{
		{Name: "name", DataType: "String", Required: true, Mutable: true, MinLength: "1", MaxLength: "10"},
		{Name: "member", DataType: "Boolean", Mutable: true},
	}})
	provider := samlProvider("Corp")
	provider.AttributeMapping = mapping
	provider, err := s.CreateIdentityProvider(pool.ID, provider)
	require.NoError(t, err)
	return s, addClient(t, s, pool, ClientSettings{}), provider
}

func TestNewFederatedUser(t *testing.T) {
	t.Parallel()
	s, client, provider := newFederationStore(t, map[string]string{"username": "id", "name": "cn", "custom:member": "member"})
	assertion := Assertion{Provider: provider, Subject: "S-1", Issuer: "https://idp.example", Claims: map[string]string{"cn": "Jo", "id": "ignored", "member": "TRUE"}}
	u, err := s.NewFederatedUser(client, assertion)
	require.NoError(t, err)
	_, err = s.FederatedUser(client.PoolID, assertion)
	require.EqualError(t, err, "UserNotFoundException: User does not exist.", "it is not stored")
	assert.Equal(t, []Identity{{ProviderName: "Corp", ProviderType: "SAML", UserID: "S-1", Issuer: "https://idp.example", Primary: true, Created: stillTime}}, u.Identities)
	assert.Equal(t, []Attribute{
		{"sub", u.Sub()}, {"custom:member", "true"}, {"name", "Jo"},
		{"identities", `[{"dateCreated":1767323045000,"issuer":"https://idp.example","primary":true,"providerName":"Corp","providerType":"SAML","userId":"S-1"}]`},
	}, u.Attributes)
	assert.Equal(t, []any{"Corp_S-1", "EXTERNAL_PROVIDER", true, stillTime, stillTime}, []any{u.Username, u.Status, u.Enabled, u.Created, u.Modified})

	require.NoError(t, s.AddFederatedUser(u, assertion))
	require.EqualError(t, s.AddFederatedUser(u, assertion), "AliasExistsException: Already found an entry for username Corp_S-1")
	found, err := s.FederatedUser(client.PoolID, assertion)
	require.NoError(t, err)
	assert.Equal(t, u, found)

	s.Clock.Advance(time.Hour)
	assertion.Claims = map[string]string{"cn": "Joanna"}
	updated, err := s.UpdateFederatedUser(client, u.Username, assertion)
	require.NoError(t, err)
	name, _ := updated.Attribute("name")
	assert.Equal(t, "Joanna", name)
	assert.Equal(t, stillTime.Add(time.Hour), updated.Modified)
	assertion.Claims = map[string]string{"cn": "Johannes Maria"}
	_, err = s.UpdateFederatedUser(client, u.Username, assertion)
	require.EqualError(t, err, "InvalidParameterException: Invalid user attributes: name: String must be no longer than 10 characters\n")
	stored, err := s.User(client.PoolID, u.Username)
	require.NoError(t, err)
	assert.Equal(t, updated, stored, "after an update that fails")
}

// The text for a provider of another type than SAML names all missing attributes.
func TestRequiredAttributesOfAFederatedUser(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{Schema: []SchemaAttribute{
		{Name: "name", DataType: "String", Required: true, Mutable: true}, {Name: "email", DataType: "String", Required: true, Mutable: true},
	}})
	client := addClient(t, s, pool, ClientSettings{WriteAttributes: []string{"nickname"}})
	provider := IdentityProvider{Name: "Corp", Type: "OIDC", AttributeMapping: map[string]string{"name": "cn", "email": "mail"}}
	for _, tt := range []struct {
		name   string
		claims map[string]string
		want   string
	}{
		{"all, without a permission to write", map[string]string{"cn": "Jo", "mail": "jo@example.com"}, ""},
		{"one missing", map[string]string{"cn": "Jo"}, "InvalidParameterException: attributes required: [email]"},
		{"one empty", map[string]string{"cn": "", "mail": "jo@example.com"}, "InvalidParameterException: attributes required: [name]"},
		{"all missing", nil, "InvalidParameterException: attributes required: [email, name]"},
	} {
		_, err := s.NewFederatedUser(client, Assertion{Provider: provider, Subject: "S-1", Claims: tt.claims})
		assert.Equal(t, tt.want, errorText(err), tt.name)
	}
	provider.AttributeMapping["custom:unknown"] = "x"
	_, err := s.NewFederatedUser(addClient(t, s, pool, ClientSettings{}), Assertion{Provider: provider, Claims: map[string]string{"cn": "Jo", "mail": "jo@example.com", "x": "1"}})
	assert.EqualError(t, err, "InvalidParameterException: Attributes did not conform to the schema: Type for attribute {custom:unknown} could not be determined")
}

// A changed address of a provider is unverified, unless the provider states that it is verified.
func TestVerifiedFlagOfAMappedAddress(t *testing.T) {
	t.Parallel()
	plain := map[string]string{"name": "cn", "email": "mail", "phone_number": "phone"}
	flagged := map[string]string{"name": "cn", "email": "mail", "email_verified": "verified"}
	type claims = map[string]string
	for _, tt := range []struct {
		name    string
		mapping map[string]string
		first   claims
		later   claims
		flag    string
		want    string
	}{
		{"new", plain, claims{"mail": "jo@example.com"}, nil, "email_verified", "false"},
		{"new phone number", plain, claims{"phone": "+15550100"}, nil, "phone_number_verified", "false"},
		{"not sent", plain, claims{}, nil, "email_verified", ""},
		{"stated", flagged, claims{"mail": "jo@example.com", "verified": "true"}, nil, "email_verified", "true"},
		{"stated in capitals", flagged, claims{"mail": "jo@example.com", "verified": "True"}, nil, "email_verified", "true"},
		{"mapped and not sent", flagged, claims{"mail": "jo@example.com"}, nil, "email_verified", "false"},
		{"changed, stated before", flagged, claims{"mail": "jo@example.com", "verified": "true"}, claims{"mail": "joanna@example.com"}, "email_verified", "true"},
		{"changed and stated again", flagged, claims{"mail": "jo@example.com", "verified": "true"}, claims{"mail": "joanna@example.com", "verified": "true"}, "email_verified", "true"},
		{"the same address", plain, claims{"mail": "jo@example.com"}, claims{"mail": "jo@example.com"}, "email_verified", "false"},
	} {
		s, client, provider := newFederationStore(t, tt.mapping)
		assertion := Assertion{Provider: provider, Subject: "S-1", Claims: with(tt.first, "cn", "Jo")}
		u, err := s.NewFederatedUser(client, assertion)
		require.NoError(t, err, tt.name)
		require.NoError(t, s.AddFederatedUser(u, assertion), tt.name)
		if tt.later != nil {
			assertion.Claims = tt.later
			u, err = s.UpdateFederatedUser(client, u.Username, assertion)
			require.NoError(t, err, tt.name)
		}
		got, _ := u.Attribute(tt.flag)
		assert.Equal(t, tt.want, got, tt.name)
	}
	s, client, provider := newFederationStore(t, plain)
	assertion := Assertion{Provider: provider, Subject: "S-1", Claims: claims{"cn": "Jo", "mail": "jo@example.com"}}
	u, err := s.NewFederatedUser(client, assertion)
	require.NoError(t, err)
	require.NoError(t, s.AddFederatedUser(u, assertion))
	_, _, err = s.UpdateAttributes(u, []Attribute{{"email_verified", "true"}})
	require.NoError(t, err)
	for _, tt := range []struct{ mail, want string }{{"jo@example.com", "true"}, {"joanna@example.com", "false"}} {
		assertion.Claims["mail"] = tt.mail
		u, err = s.UpdateFederatedUser(client, u.Username, assertion)
		require.NoError(t, err)
		got, _ := u.Attribute("email_verified")
		assert.Equal(t, tt.want, got, "%s after a verification in the pool", tt.mail)
	}
}

// A link names the subject or another claim. It takes precedence over a profile.
func TestUserOfAnAssertion(t *testing.T) {
	t.Parallel()
	s, client, provider := newFederationStore(t, map[string]string{"name": "cn", "email": "mail"})
	add := func(name string, identities ...Identity) {
		u := User{PoolID: client.PoolID, Username: name, Enabled: true, Status: StatusConfirmed, Identities: identities}
		_, err := s.AddUser(u, false)
		require.NoError(t, err)
	}
	add("profile", Identity{ProviderName: "Corp", UserID: "S-1", Primary: true})
	add("other", Identity{ProviderName: "Corp", UserID: "S-2", Primary: true}, Identity{ProviderName: "West", UserID: "S-3", Primary: true})
	add("linked by subject", Identity{ProviderName: "Corp", UserID: "S-4", SourceAttribute: "Cognito_Subject"})
	add("linked by mail", Identity{ProviderName: "Corp", UserID: "jo@example.com", SourceAttribute: "mail"})
	add("linked by mail, with another provider", Identity{ProviderName: "Corp", UserID: "S-7", SourceAttribute: "mail"}, Identity{ProviderName: "West", UserID: "S-8"})
	for _, tt := range []struct {
		subject string
		claims  map[string]string
		want    string
	}{
		{"S-1", nil, "profile"},
		{"S-1", map[string]string{"mail": "other@example.com"}, "profile"},
		{"S-2", nil, "other"},
		{"S-3", nil, ""},
		{"S-4", nil, "linked by subject"},
		{"S-9", nil, ""},
		{"S-9", map[string]string{"id": "S-1"}, ""},
		{"S-9", map[string]string{"cn": "jo@example.com"}, ""},
		{"jo@example.com", nil, ""},
		{"S-7", nil, ""},
		{"S-7", map[string]string{"mail": "mo@example.com"}, ""},
		{"S-9", map[string]string{"mail": "S-7"}, "linked by mail, with another provider"},
		{"S-9", map[string]string{"mail": "jo@example.com"}, "linked by mail"},
		{"S-1", map[string]string{"mail": "jo@example.com"}, "linked by mail"},
		{"S-2", map[string]string{"mail": "jo@example.com"}, "linked by mail"},
		{"S-1", map[string]string{"id": "S-1", "mail": "jo@example.com"}, "linked by mail"},
	} {
		u, err := s.FederatedUser(client.PoolID, Assertion{Provider: provider, Subject: tt.subject, Claims: tt.claims})
		assert.Equal(t, tt.want, u.Username, "%s %v", tt.subject, tt.claims)
		assert.Equal(t, tt.want != "", err == nil, "%s %v", tt.subject, tt.claims)
	}
	profile, err := s.NewFederatedUser(client, Assertion{Provider: provider, Subject: "S-4", Claims: map[string]string{"cn": "Jo"}})
	require.NoError(t, err)
	err = s.AddFederatedUser(profile, Assertion{Provider: provider, Subject: "S-4"})
	assert.EqualError(t, err, "AliasExistsException: Already found an entry for username Corp_S-4", "linked meanwhile")
}
