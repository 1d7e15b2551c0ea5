package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// newLinkStore returns a store with the providers Corp, West and Google, and the user ada, who has a password.
func newLinkStore(t *testing.T) (*Store, Pool) {
	t.Helper()
	s, pool := newStillStore(t, Pool{Name: "orders"})
	for _, name := range []string{"Corp", "West"} {
		_, err := s.CreateIdentityProvider(pool.ID, IdentityProvider{
			Name: name, Type: "OIDC", AttributeMapping: map[string]string{"email": "mail"},
			Details: map[string]string{"client_id": "1", "authorize_scopes": "openid", "oidc_issuer": "https://idp.example", "attributes_request_method": "GET"},
		})
		require.NoError(t, err)
	}
	_, err := s.CreateIdentityProvider(pool.ID, IdentityProvider{
		Name: "Google", Type: "Google", AttributeMapping: map[string]string{"email": "email"},
		Details: map[string]string{"client_id": "1", "client_secret": "2", "authorize_scopes": "openid"},
	})
	require.NoError(t, err)
	u := stillUser(pool, "ada")
	u.Password = srp.New("ada", "Passw0rd!")
	_, err = s.AddUser(u, false)
	require.NoError(t, err)
	return s, pool
}

func TestLinkUserStoresTheIdentity(t *testing.T) {
	t.Parallel()
	ada := ProviderUser{Provider: "Cognito", Value: "ada"}
	tests := []struct {
		name        string
		destination ProviderUser
		source      ProviderUser
		want        Identity
		wantError   string
	}{
		{"subject", ada, ProviderUser{"Corp", "Cognito_Subject", "1"}, Identity{ProviderName: "Corp", ProviderType: "OIDC", UserID: "1", SourceAttribute: "Cognito_Subject"}, ""},
		{"mapped attribute", ada, ProviderUser{"Corp", "email", "a@b"}, Identity{ProviderName: "Corp", ProviderType: "OIDC", UserID: "a@b", SourceAttribute: "mail"}, ""},
		{"subject of a social provider", ada, ProviderUser{"Google", "Cognito_Subject", "1"}, Identity{ProviderName: "Google", ProviderType: "Google", UserID: "1", SourceAttribute: "Cognito_Subject"}, ""},
		{
			"user of the pool", ada, ProviderUser{"Cognito", "Cognito_Subject", "bob"}, Identity{},
			"InvalidParameterException: Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser",
		},
		{"unknown provider", ada, ProviderUser{"East", "Cognito_Subject", "1"}, Identity{}, "ResourceNotFoundException: Identity provider East does not exist."},
		{"without a value", ada, ProviderUser{"Corp", "Cognito_Subject", ""}, Identity{}, "InvalidParameterException: Invalid SourceUser: ProviderAttributeValue is required"},
		{
			"attribute of a social provider", ada, ProviderUser{"Google", "email", "a@b"}, Identity{},
			"InvalidParameterException: Invalid SourceUser: ProviderAttributeName must be Cognito_Subject for provider Google",
		},
		{
			"attribute without a mapping", ada, ProviderUser{"Corp", "name", "Ada"}, Identity{},
			"InvalidParameterException: Invalid SourceUser: provider Corp does not map the attribute name",
		},
		{"unknown destination", ProviderUser{Provider: "Cognito", Value: "li"}, ProviderUser{"Corp", "Cognito_Subject", "1"}, Identity{}, "UserNotFoundException: User does not exist."},
		{"destination without a profile", ProviderUser{Provider: "West", Value: "9"}, ProviderUser{"Corp", "Cognito_Subject", "1"}, Identity{}, "UserNotFoundException: User does not exist."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, pool := newLinkStore(t)
			s.Clock.Advance(time.Hour)
			err := s.LinkUser(pool.ID, tt.destination, tt.source)
			u, readErr := s.User(pool.ID, "ada")
			require.NoError(t, readErr)
			requireText(t, tt.wantError, err)
			if tt.wantError != "" {
				assert.Empty(t, u.Identities)
				assert.Equal(t, stillTime, u.Modified)
				return
			}
			tt.want.Created = stillTime.Add(time.Hour)
			assert.Equal(t, []Identity{tt.want}, u.Identities)
			assert.Equal(t, stillTime.Add(time.Hour), u.Modified)
			shown, _ := u.Attribute("identities")
			assert.JSONEq(t, `[{"userId":"`+tt.want.UserID+`","providerName":"`+tt.want.ProviderName+`","providerType":"`+tt.want.ProviderType+
				`","issuer":null,"primary":false,"dateCreated":1767326645000}]`, shown)
		})
	}
}

// The destination of a link can be the profile of another provider, which its subject identifies.
func TestLinkToAProfile(t *testing.T) {
	t.Parallel()
	s, pool := newLinkStore(t)
	profile := stillUser(pool, "West_9")
	profile.Status = "EXTERNAL_PROVIDER"
	profile.setIdentities([]Identity{{ProviderName: "West", ProviderType: "OIDC", UserID: "9", Primary: true}})
	_, err := s.AddUser(profile, false)
	require.NoError(t, err)
	require.NoError(t, s.LinkUser(pool.ID, ProviderUser{Provider: "West", Value: "9"}, ProviderUser{"Corp", "Cognito_Subject", "1"}))
	u, err := s.FederatedUser(pool.ID, Assertion{Provider: IdentityProvider{Name: "Corp"}, Subject: "1"})
	require.NoError(t, err)
	assert.Equal(t, "West_9", u.Username)
	_, err = s.FederatedUser(pool.ID, Assertion{Provider: IdentityProvider{Name: "Corp"}, Subject: "9"})
	assert.EqualError(t, err, "UserNotFoundException: User does not exist.")
}

// The user has two identities at Corp, and one at West with the same subject. Only the named one ends.
func TestUnlinkUserRemovesOneIdentity(t *testing.T) {
	t.Parallel()
	corp1, corp2, mail, west1 := "Corp 1 Cognito_Subject", "Corp 2 ", "Corp a@b mail", "West 1 Cognito_Subject"
	all := []string{corp1, corp2, mail, west1}
	tests := []struct {
		name         string
		of           ProviderUser
		want         []string
		wantPassword bool
		wantError    string
	}{
		{"link by the subject", ProviderUser{"Corp", "Cognito_Subject", "1"}, []string{corp2, mail, west1}, true, ""},
		{"profile", ProviderUser{"Corp", "Cognito_Subject", "2"}, []string{corp1, mail, west1}, true, ""},
		{"link by an attribute", ProviderUser{"Corp", "email", "a@b"}, []string{corp1, corp2, west1}, true, ""},
		{"at another provider", ProviderUser{"West", "Cognito_Subject", "1"}, []string{corp1, corp2, mail}, true, ""},
		{"subject as an attribute", ProviderUser{"Corp", "email", "1"}, all, true, "UserNotFoundException: User does not exist."},
		{"subject of a profile as an attribute", ProviderUser{"Corp", "email", "2"}, all, true, "UserNotFoundException: User does not exist."},
		{"attribute as the subject", ProviderUser{"Corp", "Cognito_Subject", "a@b"}, all, true, "UserNotFoundException: User does not exist."},
		{"unknown value", ProviderUser{"Corp", "Cognito_Subject", "3"}, all, true, "UserNotFoundException: User does not exist."},
		{"unknown provider", ProviderUser{"East", "Cognito_Subject", "1"}, all, true, "UserNotFoundException: User does not exist."},
		{"the pool", ProviderUser{"Cognito", "Cognito_Subject", "ada"}, all, false, ""},
		{"attribute of the pool", ProviderUser{"Cognito", "email", "ada"}, all, true, "InvalidParameterException: ProviderAttributeName must be Cognito_Subject for provider Cognito"},
		{"unknown user of the pool", ProviderUser{"Cognito", "Cognito_Subject", "li"}, all, true, "UserNotFoundException: User does not exist."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, pool := newLinkStore(t)
			_, err := s.changeUser(pool.ID, "ada", func(_ *poolState, u *User) error {
				u.setIdentities([]Identity{
					{ProviderName: "Corp", UserID: "1", SourceAttribute: "Cognito_Subject"}, {ProviderName: "Corp", UserID: "2", Primary: true},
					{ProviderName: "Corp", UserID: "a@b", SourceAttribute: "mail"}, {ProviderName: "West", UserID: "1", SourceAttribute: "Cognito_Subject"},
				})
				return nil
			})
			require.NoError(t, err)
			s.Clock.Advance(time.Hour)
			requireText(t, tt.wantError, s.UnlinkUser(pool.ID, tt.of))
			u, err := s.User(pool.ID, "ada")
			require.NoError(t, err)
			var got []string
			for _, i := range u.Identities {
				got = append(got, i.ProviderName+" "+i.UserID+" "+i.SourceAttribute)
			}
			assert.Equal(t, tt.want, got)
			assert.Equal(t, tt.wantPassword, u.HasPassword())
			modified := stillTime
			if tt.wantError == "" {
				modified = stillTime.Add(time.Hour)
			}
			assert.Equal(t, modified, u.Modified)
		})
	}
}
