package userpool

import (
	"fmt"
	"regexp"
	"strings"
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

// The sub of a UUID keeps all of its bits, except for the fixed places.
func TestSubKeepsTheRandomBits(t *testing.T) {
	t.Parallel()
	for id, sub := range map[string]string{
		"00000000-0000-0000-0000-000000000000": "00000000-0001-7000-0000-000000000000",
		"ffffffff-ffff-ffff-ffff-ffffffffffff": "ffffffff-f0f1-70ff-ffff-ffffffffffff",
		"12345678-9abc-4def-8123-456789abcdef": "12345678-90b1-70ef-8123-456789abcdef",
	} {
		assert.Equal(t, sub, subOf(uuid.MustParse(id)), id)
	}
}

// Each character of an identifier is equally likely. It occurs 10 000 times with a standard deviation of about 100, and the
// test allows a difference of 1000.
func TestRandomIdentifiers(t *testing.T) {
	t.Parallel()
	for _, alphabet := range []string{"ab", "0123456789abcdefghijklmnopqrstuv", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"} {
		for _, n := range []int{0, 1, 9, 26, 51} {
			assert.Regexp(t, fmt.Sprintf("^[%s]{%d}$", alphabet, n), randomString(alphabet, n))
		}
		text := randomString(alphabet, 10000*len(alphabet))
		for _, c := range alphabet {
			assert.InDelta(t, 10000, strings.Count(text, string(c)), 1000, "%c of %s", c, alphabet)
		}
	}
	first, second := randomString("0123456789abcdef", 40), randomString("0123456789abcdef", 40)
	assert.NotEqual(t, first, second)
}
