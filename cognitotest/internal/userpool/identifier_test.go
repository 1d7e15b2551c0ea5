package userpool

import (
	"regexp"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// subForm is the format of eight captures of newer pools.
var subForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]0[0-9a-f]1-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// An app that checks a sub for UUID version 4 fails on AWS, so it must fail here. The test
// creates a user in every way, including the simulated one of an unknown user.
func TestSubIsNotAUUID(t *testing.T) {
	t.Parallel()
	s := NewStore("123456789012")
	pool, err := s.CreatePool("us-east-1", Pool{Name: "p", UsernameAttributes: []string{"email"}})
	require.NoError(t, err)
	client, err := s.CreateClient(pool.ID, ClientSettings{Name: "c"}, "", false)
	require.NoError(t, err)
	subs := map[string]bool{}
	check := func(name, sub string) {
		assert.Regexp(t, subForm, sub, name)
		id, err := uuid.Parse(sub)
		require.NoError(t, err, "it has the format of a UUID")
		assert.NotEqual(t, uuid.Version(4), id.Version(), name)
		assert.False(t, subs[sub], "%s: not unique", name)
		subs[sub] = true
	}
	created, err := s.CreateUser(pool.ID, "a@example.com", nil, "")
	require.NoError(t, err)
	check("of an administrator", created.Sub())
	assert.Equal(t, created.Sub(), created.Username, "a pool with username attributes names users by it")
	signedUp, _, err := s.PrepareUser(pool.ID, NewUser{Username: "b@example.com", Password: "Passw0rd!"})
	require.NoError(t, err)
	check("of a sign-up", signedUp.Sub())
	migrated, err := s.PrepareMigration(pool.ID, NewUser{Username: "c@example.com", Password: "Passw0rd!"})
	require.NoError(t, err)
	check("of a migration", migrated.Sub())
	federated, err := s.NewFederatedUser(client, Assertion{Provider: IdentityProvider{Name: "Corp", Type: "OIDC"}, Subject: "1"})
	require.NoError(t, err)
	check("of a provider", federated.Sub())
	for _, login := range []string{"d@example.com", "e@example.com", "f@example.com"} {
		_, id := SimulatedPassword([]byte("key"), pool.ID, login)
		check("simulated", id)
	}
	for range 200 {
		check("generated", newSub())
	}
}

// The service's other identifiers are UUIDs of version 4.
func TestOtherIdentifiersAreUUIDs(t *testing.T) {
	t.Parallel()
	for range 50 {
		id, err := uuid.Parse(NewUUID())
		require.NoError(t, err)
		assert.Equal(t, uuid.Version(4), id.Version())
		assert.Equal(t, uuid.RFC4122, id.Variant())
	}
}
