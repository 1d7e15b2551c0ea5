package hostedui_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSingleSignOn: a session answers for each client of the pool, and for no other pool.
func TestSingleSignOn(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	b := s.newBrowser()
	requireSignedIn(t, b.signIn(s.client, "jo", password))
	requireSignedIn(t, b.get(s.loginPath(s.addClient(""))))

	other := newStage(t)
	elsewhere := &browser{stage: other, cookies: b.cookies}
	assert.Equal(t, http.StatusOK, elsewhere.get(other.loginPath(other.client)).status)
}

// TestGlobalSignOutKeepsTheSession: it revokes tokens and clears no cookie (API_GlobalSignOut);
// a user who is disabled has no session any more.
func TestGlobalSignOutKeepsTheSession(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	b := s.newBrowser()
	requireSignedIn(t, b.signIn(s.client, "jo", password))
	_, err := s.store.SignOutUser(s.domain.PoolID, "jo")
	require.NoError(t, err)
	requireSignedIn(t, b.get(s.loginPath(s.client)))
	_, err = s.store.SetPassword(s.domain.PoolID, "jo", "An0ther!Pass", true)
	require.NoError(t, err)
	requireSignedIn(t, b.get(s.loginPath(s.client))) // "Changes to user attributes or authentication factors have no effect"
	_, err = s.store.DisableUser(s.domain.PoolID, "jo")
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, b.get(s.loginPath(s.client)).status)
}
