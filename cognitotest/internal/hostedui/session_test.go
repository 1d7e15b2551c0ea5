package hostedui_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A session is valid for all clients of its pool, and for no other pool.
func TestSingleSignOn(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	requireSignedIn(t, b.signIn(s.client, "jo", password))
	requireSignedIn(t, b.get(s.loginPath(s.addClient(""))))

	other := newFixture(t)
	elsewhere := &browser{fixture: other, cookies: b.cookies}
	assert.Equal(t, http.StatusOK, elsewhere.get(other.loginPath(other.client)).status)
}

// A global sign-out revokes tokens and keeps the browser's session (API_GlobalSignOut). Disabling
// the user ends the session.
func TestGlobalSignOutKeepsTheSession(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
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

// The session does not return when the user is enabled again, or created again after a deletion.
func TestDisablingAUserEndsTheSession(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name       string
		end, begin func(s *fixture) error
		other      string // a user whose session must stay valid
	}{
		{
			"disabled and enabled", func(s *fixture) error { _, err := s.store.DisableUser(s.domain.PoolID, "jo"); return err },
			func(s *fixture) error { _, err := s.store.EnableUser(s.domain.PoolID, "jo"); return err }, "mo",
		}, {
			"deleted and created again", func(s *fixture) error { return s.store.DeleteUser(s.domain.PoolID, "jo") },
			func(s *fixture) error {
				if _, err := s.store.CreateUser(s.domain.PoolID, "jo", nil, password); err != nil {
					return err
				}
				_, err := s.store.SetPassword(s.domain.PoolID, "jo", password, true)
				return err
			}, "mo",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			s.addUser(tt.other)
			_, err := s.store.SetPassword(s.domain.PoolID, tt.other, password, true)
			require.NoError(t, err)
			b, second, other := s.newBrowser(), s.newBrowser(), s.newBrowser()
			requireSignedIn(t, b.signIn(s.client, "jo", password))
			requireSignedIn(t, second.signIn(s.client, "jo", password))
			requireSignedIn(t, other.signIn(s.client, tt.other, password))
			require.NoError(t, tt.end(s))
			require.NoError(t, tt.begin(s))
			assert.Equal(t, http.StatusOK, b.get(s.loginPath(s.client)).status, "the session stays ended")
			assert.Equal(t, http.StatusOK, second.get(s.loginPath(s.client)).status)
			requireSignedIn(t, other.get(s.loginPath(s.client)))
			requireSignedIn(t, b.signIn(s.client, "jo", password))
		})
	}
}

// A browser also sends the cookies of a parent domain, and may send them first.
func TestSessionCookieOfAParentDomain(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	requireSignedIn(t, b.signIn(s.client, "jo", password))
	session := b.cookies["cognito"]
	with := func(path, cookies string) page {
		r := httptest.NewRequest(http.MethodGet, domain+path, nil)
		r.Header.Set("Cookie", cookies)
		return s.newBrowser().do(r)
	}
	requireSignedIn(t, with(s.loginPath(s.client), "cognito=of-another-pool; cognito="+session))
	assert.Equal(t, http.StatusOK, with(s.loginPath(s.client), "cognito=a; cognito=b").status)
	out := with("/logout?client_id="+s.client.ID+"&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye", "cognito=of-another-pool; cognito="+session)
	require.Len(t, out.cookies, 1)
	assert.Equal(t, "orders.auth.us-east-1.amazoncognito.com", out.cookies[0].Domain, "a browser only removes a cookie of the same domain")
	assert.Equal(t, http.StatusOK, with(s.loginPath(s.client), "cognito="+session).status)
}
