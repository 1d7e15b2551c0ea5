package userpool_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// newProviderPool creates a pool with the provider Corp, which maps the attributes of the
// tests.
func newProviderPool(t *testing.T, settings userpool.ClientSettings, caseSensitive *bool) (*userpool.Store, userpool.Client, userpool.IdentityProvider) {
	t.Helper()
	store := userpool.NewStore("123456789012")
	pool, err := store.CreatePool("us-east-1", userpool.Pool{Name: "stock", CaseSensitive: caseSensitive, UsernameAttributes: []string{"email"}, Schema: []userpool.SchemaAttribute{
		{Name: "fixed", DataType: "String"}, {Name: "team", DataType: "String", Mutable: true}, {Name: "age_verified", DataType: "String", Mutable: true},
	}})
	require.NoError(t, err)
	provider, err := store.CreateIdentityProvider(pool.ID, userpool.IdentityProvider{
		Name: "Corp", Type: "OIDC", AttributeMapping: map[string]string{
			"username": "sub", "email": "mail", "name": "name", "custom:team": "team", "custom:fixed": "fixed", "custom:age_verified": "adult",
		},
		Details: map[string]string{"client_id": "pool", "authorize_scopes": "openid", "attributes_request_method": "GET", "oidc_issuer": "https://idp.example"},
	})
	require.NoError(t, err)
	client, err := store.CreateClient(pool.ID, settings, "", false)
	require.NoError(t, err)
	return store, client, provider
}

func TestFederatedUserAttributes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		settings  userpool.ClientSettings
		first     map[string]string
		later     map[string]string // the claims of a second sign-in; nil: no second sign-in
		want      map[string]string // "": the user does not have the attribute
		wantError string
	}{
		{name: "mapped", first: map[string]string{"mail": "jo@example.com", "name": "Jo", "other": "x"}, want: map[string]string{"email": "jo@example.com", "email_verified": "false", "name": "Jo", "other": ""}},
		{name: "changed", first: map[string]string{"name": "Jo"}, later: map[string]string{"name": "Joanna"}, want: map[string]string{"name": "Joanna"}},
		{name: "no longer sent", first: map[string]string{"name": "Jo"}, later: map[string]string{}, want: map[string]string{"name": "Jo"}},
		{name: "sent empty", first: map[string]string{"name": "Jo"}, later: map[string]string{"name": ""}, want: map[string]string{"name": ""}},
		{
			name: "attribute that the client cannot write", settings: userpool.ClientSettings{WriteAttributes: []string{"email"}},
			first: map[string]string{"name": "Jo", "mail": "jo@example.com", "adult": "yes"}, want: map[string]string{"name": "", "email": "jo@example.com", "custom:age_verified": ""},
		},
		{
			name: "attribute that the client can write through oidc:profile", settings: userpool.ClientSettings{WriteAttributes: []string{"oidc:profile"}},
			first: map[string]string{"name": "Jo", "mail": "jo@example.com"}, want: map[string]string{"name": "Jo", "email": ""},
		},
		{name: "immutable", first: map[string]string{"fixed": "1"}, wantError: "user.custom:fixed: Attribute cannot be updated."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			store, client, provider := newProviderPool(t, tt.settings, nil)
			assertion := userpool.Assertion{Provider: provider, Subject: "S-1", Claims: tt.first}
			user, err := store.NewFederatedUser(client, assertion)
			if tt.wantError != "" {
				var exception *apierror.Exception
				require.ErrorAs(t, err, &exception)
				assert.Equal(t, tt.wantError, exception.Message)
				return
			}
			require.NoError(t, err)
			require.NoError(t, store.AddFederatedUser(user, assertion))
			if tt.later != nil {
				assertion.Claims = tt.later
				user, err = store.UpdateFederatedUser(client, user.Username, assertion)
				require.NoError(t, err)
			}
			for name, want := range tt.want {
				got, _ := user.Attribute(name)
				assert.Equal(t, want, got, name)
			}
			assert.Equal(t, "Corp_S-1", user.Username)
			assert.Equal(t, "EXTERNAL_PROVIDER", user.Status)
			groups, err := store.GroupsOf(client.PoolID, user.Username)
			require.NoError(t, err)
			require.Len(t, groups, 1)
			assert.Equal(t, client.PoolID+"_Corp", groups[0].Name)
		})
	}
}

// A case-insensitive pool converts the whole username to lower case.
func TestFederatedUsernameIsLowerCaseInACaseInsensitivePool(t *testing.T) {
	t.Parallel()
	store, client, provider := newProviderPool(t, userpool.ClientSettings{}, new(false))
	user, err := store.NewFederatedUser(client, userpool.Assertion{Provider: provider, Subject: "S-1"})
	require.NoError(t, err)
	assert.Equal(t, "corp_s-1", user.Username)
}

// The email address of the profile is not a login, and a local user can have the same address.
func TestFederatedUserCannotSignInWithItsEmail(t *testing.T) {
	t.Parallel()
	store, client, provider := newProviderPool(t, userpool.ClientSettings{}, nil)
	assertion := userpool.Assertion{Provider: provider, Subject: "S-1", Claims: map[string]string{"mail": "jo@example.com"}}
	user, err := store.NewFederatedUser(client, assertion)
	require.NoError(t, err)
	require.NoError(t, store.AddFederatedUser(user, assertion))
	_, err = store.User(client.PoolID, "jo@example.com")
	require.ErrorIs(t, err, apierror.ErrUserNotFound)
	_, err = store.CheckPassword(client, user.Username, "")
	require.ErrorIs(t, err, apierror.ErrNotAuthorized)
	local, err := store.CreateUser(client.PoolID, "jo@example.com", nil, "")
	require.NoError(t, err)
	found, err := store.User(client.PoolID, "jo@example.com")
	require.NoError(t, err)
	assert.Equal(t, local.Username, found.Username)

	require.ErrorContains(t, store.AddFederatedUser(user, assertion), "Already found an entry for username Corp_S-1")
}

func TestProviderSignInIsUsableOnceInItsBrowser(t *testing.T) {
	t.Parallel()
	store := userpool.NewStore("123456789012")
	start := func() userpool.ProviderSignIn {
		return store.StartProviderSignIn(userpool.ProviderSignIn{PoolID: "us-east-1_A", Provider: "Corp", Browser: "b"}, time.Minute)
	}
	take := func(poolID, state, browser string) bool {
		_, ok := store.TakeProviderSignIn(poolID, state, browser)
		return ok
	}
	d := start()
	assert.False(t, take("us-east-1_A", d.State, "another"), "another browser")
	assert.False(t, take("us-east-1_B", d.State, "b"), "another pool")
	assert.False(t, take("us-east-1_A", "made-up", "b"))
	assert.True(t, take("us-east-1_A", d.State, "b"), "rejected attempts do not use up the state")
	assert.False(t, take("us-east-1_A", d.State, "b"), "a state is usable once")
	d = start()
	store.Clock.Advance(time.Minute)
	assert.False(t, take("us-east-1_A", d.State, "b"), "expired")
}

// TestRequiredAttributesOfASAMLUser requires the error of a missing attribute, and none for a user who has it.
func TestRequiredAttributesOfASAMLUser(t *testing.T) {
	t.Parallel()
	store := userpool.NewStore("123456789012")
	pool, err := store.CreatePool("us-east-1", userpool.Pool{Name: "stock", Schema: []userpool.SchemaAttribute{{Name: "email", DataType: "String", Required: true, Mutable: true}}})
	require.NoError(t, err)
	client, err := store.CreateClient(pool.ID, userpool.ClientSettings{Name: "web"}, "", false)
	require.NoError(t, err)
	provider := userpool.IdentityProvider{Name: "Corp", Type: "SAML", AttributeMapping: map[string]string{"email": "mail"}}
	for _, tt := range []struct {
		name   string
		claims map[string]string
		want   string
	}{
		{"sent", map[string]string{"mail": "jo@example.com"}, ""},
		{"not sent", nil, "InvalidParameterException: Invalid user attributes: email: The attribute is required"},
		{"sent without a value", map[string]string{"mail": ""}, "InvalidParameterException: Invalid user attributes: email: Required attribute cannot be deleted"},
	} {
		user, err := store.NewFederatedUser(client, userpool.Assertion{Provider: provider, Subject: "jo", Claims: tt.claims, SAML: &userpool.SAMLUser{}})
		if tt.want != "" {
			assert.EqualError(t, err, tt.want, tt.name)
			continue
		}
		require.NoError(t, err, tt.name)
		email, _ := user.Attribute("email")
		assert.Equal(t, "jo@example.com", email, tt.name)
	}
}
