package token

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func rotating(c *userpool.ClientSettings) { c.Rotation = &userpool.Rotation{Enabled: true} }

// An issuer that knows a refresh token rejects it for the same reasons as one that has to decrypt it, for
// example after a restart.
func TestKnownRefreshTokenIsChecked(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(t *testing.T, s *fixture, c userpool.Client, refresh string) userpool.Client
		want   error
	}{
		{"unchanged", func(_ *testing.T, _ *fixture, c userpool.Client, _ string) userpool.Client { return c }, nil},
		{"another client", func(_ *testing.T, s *fixture, _ userpool.Client, _ string) userpool.Client {
			return s.addClient(nil)
		}, apierror.NotAuthorized("Invalid Refresh Token.")},
		{"client of another pool", func(t *testing.T, s *fixture, c userpool.Client, _ string) userpool.Client {
			t.Helper()
			pool, err := s.store.CreatePool("us-east-1", userpool.Pool{Name: "other"})
			require.NoError(t, err)
			c, err = s.store.CreateClient(pool.ID, c.ClientSettings, "", false)
			require.NoError(t, err)
			return c
		}, apierror.NotAuthorized("Invalid Refresh Token.")},
		{"revoked", func(t *testing.T, s *fixture, c userpool.Client, refresh string) userpool.Client {
			t.Helper()
			require.NoError(t, s.issuer.Revoke(c, refresh))
			return c
		}, apierror.NotAuthorized("Refresh Token has been revoked")},
		{"signed out", func(t *testing.T, s *fixture, c userpool.Client, _ string) userpool.Client {
			t.Helper()
			_, err := s.store.SignOutUser(s.pool.ID, "jo")
			require.NoError(t, err)
			return c
		}, apierror.NotAuthorized("Refresh Token has been revoked")},
		{"expired", func(_ *testing.T, s *fixture, c userpool.Client, _ string) userpool.Client {
			s.store.Clock.Advance(c.RefreshTokenLifetime())
			return c
		}, apierror.NotAuthorized("Refresh Token has expired")},
		{"rotated", func(t *testing.T, s *fixture, c userpool.Client, refresh string) userpool.Client {
			t.Helper()
			require.NotEmpty(t, s.refresh(c, refresh).Refresh)
			return c
		}, apierror.RefreshTokenReuse()},
		{"user deleted", func(t *testing.T, s *fixture, c userpool.Client, _ string) userpool.Client {
			t.Helper()
			require.NoError(t, s.store.DeleteUser(s.pool.ID, "jo"))
			return c
		}, apierror.NotAuthorized("Invalid Refresh Token.")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			c := s.addClient(rotating)
			refresh := s.signIn(c, "openid").Refresh
			c = tt.change(t, s, c, refresh)
			assert.ErrorIs(t, s.read(c, refresh).Err, tt.want, "known")
			s.issuer = &Issuer{Store: s.store}
			assert.ErrorIs(t, s.read(c, refresh).Err, tt.want, "decrypted")
			assert.ErrorIs(t, s.read(c, refresh).Err, tt.want, "known again")
		})
	}
}

// An issuer forgets the tokens that it knows when a restored snapshot has other keys: a token of the
// keys before is then no token of the pool.
func TestTokenOfReplacedKeysIsUnknown(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	other := userpool.NewStore(s.store.AccountID)
	other.Restore(s.store.Snapshot()) // a store with the same pool, which has no keys yet
	elsewhere := &Issuer{Store: other}
	elsewhere.keys.newPoolKeys() // the issuers of the tests make the same keys
	refresh := s.signIn(c, "openid").Refresh
	id, err := s.issuer.openRefreshToken(s.pool.ID, refresh)
	require.NoError(t, err)
	_, err = elsewhere.sealRefreshToken(s.pool.ID, id) // creates the keys
	require.NoError(t, err)

	s.store.Restore(other.Snapshot())
	_, err = s.issuer.openRefreshToken(s.pool.ID, refresh)
	assert.Error(t, err)
}

// An issuer knows each token that it has sealed or opened, so that a refresh decrypts nothing.
func TestIssuerKnowsItsTokens(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	refresh := s.signIn(s.addClient(nil), "openid").Refresh
	_, ok := s.issuer.keysOf(s.pool.ID).known.find(refresh)
	assert.True(t, ok, "sealed")
	s.issuer = &Issuer{Store: s.store}
	known := &s.issuer.keysOf(s.pool.ID).known
	_, ok = known.find(refresh)
	assert.False(t, ok, "another issuer")
	_, err := s.issuer.openRefreshToken(s.pool.ID, refresh)
	require.NoError(t, err)
	_, ok = known.find(refresh)
	assert.True(t, ok, "opened")
	_, err = s.issuer.openRefreshToken(s.pool.ID, refresh+"A")
	require.Error(t, err)
	_, ok = known.find(refresh + "A")
	assert.False(t, ok, "rejected")
}

// A text that differs from a known token is another token, even if it decodes to the same bytes.
func TestKnownTokensAreFoundByTheirWholeText(t *testing.T) {
	t.Parallel()
	var k knownTokens
	k.add("a.b.c", "id")
	for _, text := range []string{"", "a.b", "a.b.c ", "A.b.c", "a.b.c.", "a.b.c\x00"} {
		_, ok := k.find(text)
		assert.False(t, ok, "%q", text)
	}
	id, ok := k.find("a.b.c")
	assert.True(t, ok)
	assert.Equal(t, "id", id)
}

// The number of known tokens has a limit. A token that is used stays known, and one that is not used is
// forgotten.
func TestUnusedTokensAreForgotten(t *testing.T) {
	t.Parallel()
	var k knownTokens
	k.add("used", "1")
	k.add("unused", "2")
	for n := range 3 * maxKnown {
		k.add(fmt.Sprint("token ", n), "3")
		id, _ := k.find("used")
		require.Equal(t, "1", id, n)
		require.LessOrEqual(t, len(k.recent)+len(k.previous), 2*maxKnown)
	}
	_, ok := k.find("unused")
	assert.False(t, ok)
}
