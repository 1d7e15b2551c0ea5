package oauth2_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func TestRefreshBodies(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	tests := []struct {
		name   string
		change func(*userpool.ClientSettings)
		scope  string
		want   string
	}{
		{"no rotation", nil, "openid", bodyNoRefresh},
		{"no rotation, without openid", nil, "https://orders.example.com/read", bodyAccessOnly},
		{"rotation", rotating(0), "openid", bodyWithRefresh},
		{"rotation, without openid", rotating(0), "https://orders.example.com/read", bodyNoIDToken},
		{"rotation disabled", func(c *userpool.ClientSettings) { c.Rotation = &userpool.Rotation{} }, "openid", bodyNoRefresh},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := s.addClient(tt.change)
			first := s.exchange(c, s.code(c, url.Values{"scope": {tt.scope}}))
			got := s.refresh(c, first.member(t, "refresh_token"))
			assert.Equal(t, http.StatusOK, got.status)
			assert.Equal(t, tt.want, got.masked())
			assertHeaders(t, got.header)
			assert.NotEqual(t, first.member(t, "refresh_token"), got.member(t, "refresh_token"))
			assert.Equal(t, tt.scope, claims(t, got.member(t, "access_token"))["scope"])
		})
	}
}

// The tokens have the scopes of the sign-in.
func TestRefreshIgnoresScope(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	refresh, _ := s.signIn(c)
	got := s.post("/oauth2/token", c, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh}, "scope": {"openid"}})
	assert.Equal(t, "openid email https://orders.example.com/read", claims(t, got.member(t, "access_token"))["scope"])
}

func TestRefreshWithoutRotationIsReusable(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addPublicClient(nil)
	refresh, _ := s.signIn(c)
	for range 3 {
		assert.Equal(t, bodyNoRefresh, s.refresh(c, refresh).masked())
	}
}

func TestRefreshByAnotherClientIsRejected(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	owner, other := s.addClient(rotating(0)), s.addClient(rotating(0))
	refresh, _ := s.signIn(owner)
	assert.Equal(t, bodyInvalidGrant, s.refresh(other, refresh).body)
	assert.Equal(t, http.StatusOK, s.refresh(owner, refresh).status, "the rejected attempt did not replace the token")
}

func TestTextThatIsNotARefreshTokenIsRejected(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	refresh, access := s.signIn(c)
	for name, text := range map[string]string{"text": "nonsense", "access token": access, "cut short": refresh[:len(refresh)-3]} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, bodyInvalidGrant, s.refresh(c, text).body) })
	}
}

func TestRotationEndsTheOldToken(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	tests := []struct {
		name  string
		grace time.Duration
		after time.Duration // between the first use and the second
		want  string
	}{
		{"no grace, immediately", 0, 0, bodyInvalidGrant},
		{"grace of 10 s, immediately", 10 * time.Second, 0, bodyWithRefresh},
		{"grace of 10 s, before its end", 10 * time.Second, 8 * time.Second, bodyWithRefresh},
		{"grace of 10 s, at its end", 10 * time.Second, 10 * time.Second, bodyInvalidGrant},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := s.addPublicClient(rotating(tt.grace))
			old, _ := s.signIn(c)
			first := s.refresh(c, old)
			require.Equal(t, bodyWithRefresh, first.masked())
			s.store.Clock.Advance(tt.after)
			assert.Equal(t, tt.want, s.refresh(c, old).masked())
			assert.Equal(t, bodyWithRefresh, s.refresh(c, first.member(t, "refresh_token")).masked(), "reuse does not end the family")
		})
	}
}

// The period begins with the first use of the token, not with the latest.
func TestSecondRotationDoesNotExtendTheGracePeriod(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addPublicClient(rotating(time.Minute))
	old, _ := s.signIn(c)
	require.Equal(t, http.StatusOK, s.refresh(c, old).status)
	s.store.Clock.Advance(30 * time.Second)
	require.Equal(t, http.StatusOK, s.refresh(c, old).status)
	s.store.Clock.Advance(30 * time.Second)
	assert.Equal(t, bodyInvalidGrant, s.refresh(c, old).body)
}

// A family expires at a fixed time after the sign-in, with and without rotation. The test leaves a
// margin of a minute before the expiry, because the emulator's clock also runs by itself.
func TestRotationDoesNotExtendTheFamily(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		change   func(*userpool.ClientSettings)
		lifetime time.Duration
	}{
		{"default of 30 days", nil, 30 * 24 * time.Hour},
		{"30 days, rotated", rotating(60 * time.Second), 30 * 24 * time.Hour},
		{"one hour", func(c *userpool.ClientSettings) {
			c.RefreshTokenValidity = userpool.Validity{Value: 60, Unit: "minutes"}
		}, time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			c := s.addPublicClient(tt.change)
			refresh, _ := s.signIn(c)
			for range 3 { // a rotation does not extend the family
				s.store.Clock.Advance(tt.lifetime / 4)
				refresh = successor(t, s.refresh(c, refresh), refresh)
			}
			s.store.Clock.Advance(tt.lifetime/4 - time.Minute)
			refresh = successor(t, s.refresh(c, refresh), refresh)
			s.store.Clock.Advance(time.Minute)
			assert.Equal(t, bodyInvalidGrant, s.refresh(c, refresh).body)
		})
	}
}

// successor returns the refresh token to use after a response.
func successor(t *testing.T, a response, used string) string {
	t.Helper()
	require.Equal(t, http.StatusOK, a.status, a.body)
	if next := a.member(t, "refresh_token"); next != "" {
		return next
	}
	return used
}

func TestRefreshAfterUserOrClientIsDeleted(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		end  func(*testing.T, *fixture, userpool.Client)
		want string
	}{
		{"user disabled", func(t *testing.T, s *fixture, _ userpool.Client) {
			_, err := s.store.DisableUser(s.pool.ID, "jo")
			require.NoError(t, err)
		}, bodyInvalidGrant},
		{"user disabled and enabled again", func(t *testing.T, s *fixture, _ userpool.Client) {
			_, err := s.store.DisableUser(s.pool.ID, "jo")
			require.NoError(t, err)
			_, err = s.store.EnableUser(s.pool.ID, "jo")
			require.NoError(t, err)
		}, bodyInvalidGrant},
		{"global sign-out", func(t *testing.T, s *fixture, _ userpool.Client) {
			_, err := s.store.SignOutUser(s.pool.ID, "jo")
			require.NoError(t, err)
		}, bodyInvalidGrant},
		{"user deleted", func(t *testing.T, s *fixture, _ userpool.Client) {
			require.NoError(t, s.store.DeleteUser(s.pool.ID, "jo"))
		}, bodyInvalidGrant},
		{"user deleted and created again", func(t *testing.T, s *fixture, _ userpool.Client) {
			require.NoError(t, s.store.DeleteUser(s.pool.ID, "jo"))
			s.addUser("jo")
		}, bodyInvalidGrant},
		{"client deleted", func(t *testing.T, s *fixture, c userpool.Client) {
			require.NoError(t, s.store.DeleteClient(s.pool.ID, c.ID))
		}, bodyInvalidClient},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			c := s.addClient(nil)
			refresh, _ := s.signIn(c)
			tt.end(t, s, c)
			got := s.refresh(c, refresh)
			assert.Equal(t, http.StatusBadRequest, got.status)
			assert.Equal(t, tt.want, got.body)
		})
	}
}
