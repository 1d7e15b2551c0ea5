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
		{Name: "fixed", DataType: "String"}, {Name: "team", DataType: "String", Mutable: true},
	}})
	require.NoError(t, err)
	provider, err := store.CreateIdentityProvider(pool.ID, userpool.IdentityProvider{
		Name: "Corp", Type: "OIDC", AttributeMapping: map[string]string{
			"username": "sub", "email": "mail", "name": "name", "custom:team": "team", "custom:fixed": "fixed",
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
		name     string
		settings userpool.ClientSettings
		first    map[string]string
		later    map[string]string // nil: the first sign-in is the last
		want     map[string]string // "": the user has none
		refused  string
	}{
		{name: "mapped", first: map[string]string{"mail": "jo@example.com", "name": "Jo", "other": "x"}, want: map[string]string{"email": "jo@example.com", "email_verified": "false", "name": "Jo", "other": ""}},
		{name: "changed", first: map[string]string{"name": "Jo"}, later: map[string]string{"name": "Joanna"}, want: map[string]string{"name": "Joanna"}},
		{name: "not sent any more", first: map[string]string{"name": "Jo"}, later: map[string]string{}, want: map[string]string{"name": "Jo"}},
		{name: "sent empty", first: map[string]string{"name": "Jo"}, later: map[string]string{"name": ""}, want: map[string]string{"name": ""}},
		{
			name: "not for the client to write", settings: userpool.ClientSettings{WriteAttributes: []string{"email"}},
			first: map[string]string{"name": "Jo", "mail": "jo@example.com"}, want: map[string]string{"name": "", "email": "jo@example.com"},
		},
		{
			name: "for the client to write as part of the profile", settings: userpool.ClientSettings{WriteAttributes: []string{"oidc:profile"}},
			first: map[string]string{"name": "Jo", "mail": "jo@example.com"}, want: map[string]string{"name": "Jo", "email": ""},
		},
		{name: "immutable", first: map[string]string{"fixed": "1"}, refused: "user.custom:fixed: Attribute cannot be updated."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			store, client, provider := newProviderPool(t, tt.settings, nil)
			said := userpool.Assertion{Provider: provider, Subject: "S-1", Claims: tt.first}
			user, err := store.NewFederatedUser(client, said)
			if tt.refused != "" {
				var refusal *apierror.Exception
				require.ErrorAs(t, err, &refusal)
				assert.Equal(t, tt.refused, refusal.Message)
				return
			}
			require.NoError(t, err)
			require.NoError(t, store.AddFederatedUser(user, said))
			if tt.later != nil {
				said.Claims = tt.later
				user, err = store.UpdateFederatedUser(client, user.Username, said)
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

// A case-insensitive pool lowers the whole username.
func TestFederatedUsernameIsLowerCaseInACaseInsensitivePool(t *testing.T) {
	t.Parallel()
	store, client, provider := newProviderPool(t, userpool.ClientSettings{}, new(false))
	user, err := store.NewFederatedUser(client, userpool.Assertion{Provider: provider, Subject: "S-1"})
	require.NoError(t, err)
	assert.Equal(t, "corp_s-1", user.Username)
}

// Nobody can sign in with the email address of such a profile, and a local user may have the
// same address.
func TestFederatedUserCannotSignInWithItsEmail(t *testing.T) {
	t.Parallel()
	store, client, provider := newProviderPool(t, userpool.ClientSettings{}, nil)
	said := userpool.Assertion{Provider: provider, Subject: "S-1", Claims: map[string]string{"mail": "jo@example.com"}}
	user, err := store.NewFederatedUser(client, said)
	require.NoError(t, err)
	require.NoError(t, store.AddFederatedUser(user, said))
	_, err = store.User(client.PoolID, "jo@example.com")
	require.ErrorIs(t, err, apierror.ErrUserNotFound)
	_, err = store.CheckPassword(client, user.Username, "")
	require.ErrorIs(t, err, apierror.ErrNotAuthorized)
	local, err := store.CreateUser(client.PoolID, "jo@example.com", nil, "")
	require.NoError(t, err)
	found, err := store.User(client.PoolID, "jo@example.com")
	require.NoError(t, err)
	assert.Equal(t, local.Username, found.Username)

	require.ErrorContains(t, store.AddFederatedUser(user, said), "Already found an entry for username Corp_S-1")
}

func TestProviderSignIn(t *testing.T) {
	t.Parallel()
	store := userpool.NewStore("123456789012")
	begun := func() userpool.ProviderSignIn {
		return store.StartProviderSignIn(userpool.ProviderSignIn{PoolID: "us-east-1_A", Provider: "Corp", Browser: "b"}, time.Minute)
	}
	taken := func(poolID, state, browser string) bool {
		_, ok := store.TakeProviderSignIn(poolID, state, browser)
		return ok
	}
	d := begun()
	assert.False(t, taken("us-east-1_A", d.State, "another"), "another browser")
	assert.False(t, taken("us-east-1_B", d.State, "b"), "another pool")
	assert.False(t, taken("us-east-1_A", "made-up", "b"))
	assert.True(t, taken("us-east-1_A", d.State, "b"), "what others tried did not spend it")
	assert.False(t, taken("us-east-1_A", d.State, "b"), "once")
	d = begun()
	store.Clock.Advance(time.Minute)
	assert.False(t, taken("us-east-1_A", d.State, "b"), "in time")
}
