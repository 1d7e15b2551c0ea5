package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// trackedSignIn starts a token session and returns its origin_jti, which is also the session's device.
func trackedSignIn(t *testing.T, s *Store, c Client, u User, jti, origin string) RefreshToken {
	t.Helper()
	token, err := s.StartSignIn(u, TokenFamily{
		OriginJTI: jti, PoolID: c.PoolID, ClientID: c.ID, Username: u.Username, ExpiresAt: s.Clock.Now().Add(time.Hour),
		Session: &UserSession{Activity: Activity{Device: jti}, OriginID: origin},
	})
	require.NoError(t, err)
	return token
}

// sessionNames returns the devices of a user's sessions.
func sessionNames(t *testing.T, s *Store, poolID, login string) (names []string) {
	t.Helper()
	active, err := s.UserSessions(poolID, login)
	require.NoError(t, err)
	for _, a := range active {
		names = append(names, a.Activity.Device)
	}
	return names
}

func sessionID(t *testing.T, s *Store, poolID, device string) string {
	t.Helper()
	active, err := s.UserSessions(poolID, "jo")
	require.NoError(t, err)
	for _, a := range active {
		if a.Activity.Device == device {
			return a.ID
		}
	}
	require.Fail(t, "no session", device)
	return ""
}

// The latest activity is first. Of sessions with the same activity the latest is first.
func TestUserSessionsInTheirOrder(t *testing.T) {
	t.Parallel()
	s, client, jo := newTrackingStore(t)
	mo := addStillUser(t, s, Pool{ID: client.PoolID}, "mo")
	a := trackedSignIn(t, s, client, jo, "a", "")
	trackedSignIn(t, s, client, jo, "b", "")
	sso := s.SignInBrowser(BrowserSignIn{PoolID: client.PoolID, Username: "jo", ClientID: client.ID, Activity: Activity{Device: "sso"}})
	trackedSignIn(t, s, client, mo, "of mo", "")
	assert.Equal(t, []string{"sso", "b", "a"}, sessionNames(t, s, client.PoolID, "jo"), "the clock stands still")
	assert.Equal(t, []string{"sso", "b", "a"}, sessionNames(t, s, client.PoolID, "sub-jo"))
	assert.Equal(t, []string{"of mo"}, sessionNames(t, s, client.PoolID, "mo"))
	s.Clock.Advance(time.Minute)
	trackedSignIn(t, s, client, jo, "c", sso.SSOSessionID())
	assert.Equal(t, []string{"c", "c", "b", "a"}, sessionNames(t, s, client.PoolID, "jo"), "the SSO session was used, too")
	active, err := s.UserSessions(client.PoolID, "jo")
	require.NoError(t, err)
	assert.Equal(t, "c", active[0].OriginJTI, "it was created later")
	assert.Equal(t, sso.SSOSessionID(), active[0].OriginID)
	assert.Regexp(t, `^tkn[0-9a-z]{25}$`, active[0].ID)
	assert.False(t, active[0].SSO())
	assert.Equal(t, sso.SSOSessionID(), active[1].ID)
	assert.Equal(t, stillTime, active[1].Created)
	assert.Equal(t, stillTime.Add(time.Minute), active[1].LastActive)

	s.Clock.Advance(time.Minute)
	client.Rotation = &Rotation{}
	require.NoError(t, s.RecordRefresh(Refresh{Client: client, Token: a, Activity: Activity{Device: "a again"}}))
	assert.Equal(t, []string{"a again", "c", "c", "b"}, sessionNames(t, s, client.PoolID, "jo"))
	s.Clock.Advance(58*time.Minute - 1)
	assert.Equal(t, []string{"a again", "c", "c", "b"}, sessionNames(t, s, client.PoolID, "jo"))
	s.Clock.Advance(1)
	assert.Equal(t, []string{"c"}, sessionNames(t, s, client.PoolID, "jo"), "the others have expired")

	_, err = s.UserSessions(client.PoolID, "li")
	assert.EqualError(t, err, "UserNotFoundException: User does not exist.")
}

// A rotation is an activity of the SSO session from which the token session came.
func TestRefreshIsAnActivityOfItsSession(t *testing.T) {
	t.Parallel()
	for _, rotates := range []bool{false, true} {
		s, client, jo := newTrackingStore(t)
		sso := s.SignInBrowser(BrowserSignIn{PoolID: client.PoolID, Username: "jo", ClientID: client.ID})
		token := trackedSignIn(t, s, client, jo, "a", sso.SSOSessionID())
		s.Clock.Advance(time.Minute)
		client.Rotation = &Rotation{Enabled: rotates}
		require.NoError(t, s.RecordRefresh(Refresh{Client: client, Token: token, Activity: Activity{Device: "b"}}))
		want := []string{"b", "a"}
		if rotates {
			want = []string{"b", "b"}
		}
		assert.Equal(t, want, sessionNames(t, s, client.PoolID, "jo"), rotates)

		require.EqualError(t, s.RecordRefresh(Refresh{Client: Client{ID: "other"}, Token: token}), "NotAuthorizedException: Invalid Refresh Token.")
		require.True(t, s.RevokeFamily("a"))
		require.EqualError(t, s.RecordRefresh(Refresh{Client: client, Token: token}), "NotAuthorizedException: Refresh Token has been revoked")
		_, untracked := startFamily(s, TokenFamily{ClientID: client.ID, ExpiresAt: s.Clock.Now().Add(time.Hour)})
		require.NoError(t, s.RecordRefresh(Refresh{Client: client, Token: untracked}))
	}
}

// A new token session ends the sessions that the user has not used for the longest time.
func TestTokenSessionsBeyondTheLimitEnd(t *testing.T) {
	t.Parallel()
	s, client, jo := newTrackingStore(t)
	mo := addStillUser(t, s, Pool{ID: client.PoolID}, "mo")
	trackedSignIn(t, s, client, mo, "of mo", "")
	s.SignInBrowser(BrowserSignIn{PoolID: client.PoolID, Username: "jo", ClientID: client.ID, Activity: Activity{Device: "sso"}})
	var tokens []RefreshToken
	for _, jti := range []string{"a", "b", "c"} {
		s.Clock.Advance(time.Second)
		tokens = append(tokens, trackedSignIn(t, s, client, jo, jti, ""))
	}
	assert.Equal(t, []string{"c", "b", "a", "sso"}, sessionNames(t, s, client.PoolID, "jo"))
	s.Clock.Advance(time.Second)
	require.NoError(t, s.RecordRefresh(Refresh{Client: client, Token: tokens[0], Activity: Activity{Device: "a"}}))
	trackedSignIn(t, s, client, jo, "d", "")
	assert.Equal(t, []string{"d", "a", "c", "sso"}, sessionNames(t, s, client.PoolID, "jo"))
	assert.True(t, s.FamilyRevoked("b"))
	assert.Equal(t, "evicted", s.families.At("b").EndedBy)
	_, err := s.SetSessionConfiguration(client.PoolID, SessionConfiguration{Tracking: true, MaxPerUser: 1})
	require.NoError(t, err)
	assert.Len(t, sessionNames(t, s, client.PoolID, "jo"), 4, "until the next sign-in")
	trackedSignIn(t, s, client, jo, "e", "")
	assert.Equal(t, []string{"e", "sso"}, sessionNames(t, s, client.PoolID, "jo"))
	assert.Equal(t, []string{"of mo"}, sessionNames(t, s, client.PoolID, "mo"))
}

// An implicit grant has no token session. It is an activity of its SSO session.
func TestImplicitGrantHasNoTokenSession(t *testing.T) {
	t.Parallel()
	s, client, jo := newTrackingStore(t)
	sso := s.SignInBrowser(BrowserSignIn{PoolID: client.PoolID, Username: "jo", ClientID: client.ID, Activity: Activity{Device: "sso"}})
	s.Clock.Advance(time.Minute)
	_, err := s.StartSignIn(jo, TokenFamily{
		OriginJTI: "a", PoolID: client.PoolID, ClientID: client.ID, Username: "jo", ExpiresAt: s.Clock.Now().Add(time.Hour), Implicit: true,
		Session: &UserSession{Activity: Activity{Device: "implicit"}, OriginID: sso.SSOSessionID()},
	})
	require.NoError(t, err)
	active, err := s.UserSessions(client.PoolID, "jo")
	require.NoError(t, err)
	require.Len(t, active, 1)
	assert.Equal(t, "implicit", active[0].Activity.Device)
	assert.Equal(t, stillTime.Add(time.Minute), active[0].LastActive)
	assert.False(t, s.FamilyRevoked("a"))
}

// The user has the SSO session sso with the token sessions a and b, and the token session c of the API.
func TestRevokeUserSession(t *testing.T) {
	t.Parallel()
	const (
		notFound = "ResourceNotFoundException: Session does not exist."
		current  = "InvalidParameterException: The current session cannot be revoked."
	)
	all := []string{"c", "b", "a", "sso"}
	tests := []struct {
		name    string
		session string
		linked  bool
		caller  string
		want    []string
		code    bool // the code of the SSO session is still valid
		err     string
	}{
		{"token session", "a", false, "", []string{"c", "b", "sso"}, true, ""},
		{"token session of the API", "c", false, "", []string{"b", "a", "sso"}, true, ""},
		{"token session of the API with its parent", "c", true, "", []string{"b", "a", "sso"}, true, ""},
		{"token session with its parent", "a", true, "", []string{"c", "b"}, true, ""},
		{"SSO session", "sso", false, "", []string{"c", "b", "a"}, true, ""},
		{"SSO session with its token sessions", "sso", true, "", []string{"c"}, false, ""},
		{"by another session", "a", false, "b", []string{"c", "b", "sso"}, true, ""},
		{"by the session", "a", false, "a", all, true, current},
		{"SSO session by a token session", "sso", false, "a", []string{"c", "b", "a"}, true, ""},
		{"SSO session with its token sessions by one of them", "sso", true, "a", all, true, current},
		{"unknown", "unknown", false, "", all, true, notFound},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, client, jo := newTrackingStore(t)
			sso := s.SignInBrowser(BrowserSignIn{PoolID: client.PoolID, Username: "jo", ClientID: client.ID})
			trackedSignIn(t, s, client, jo, "a", sso.SSOSessionID())
			trackedSignIn(t, s, client, jo, "b", sso.SSOSessionID())
			trackedSignIn(t, s, client, jo, "c", "")
			s.db.Do(func() { s.touchSSOSession(sso.SSOSessionID(), stillTime, Activity{Device: "sso"}) })
			code := s.IssueCode(AuthorizationCode{PoolID: client.PoolID, ClientID: client.ID, Username: "jo", OriginSessionID: sso.SSOSessionID()})
			other := s.IssueCode(AuthorizationCode{PoolID: client.PoolID, ClientID: client.ID, Username: "jo"})
			id := "unknown"
			if tt.session != "unknown" {
				id = sessionID(t, s, client.PoolID, tt.session)
			}
			requireText(t, tt.err, s.RevokeUserSession(SessionRevocation{PoolID: client.PoolID, Login: "jo", SessionID: id, Linked: tt.linked, CallerJTI: tt.caller}))
			assert.Equal(t, tt.want, sessionNames(t, s, client.PoolID, "jo"))
			_, ok := s.RedeemCode(code.Value, client.ID)
			assert.Equal(t, tt.code, ok)
			_, ok = s.RedeemCode(other.Value, client.ID)
			assert.True(t, ok)
			require.EqualError(t, s.RevokeUserSession(SessionRevocation{PoolID: client.PoolID, Login: "li", SessionID: id}), "UserNotFoundException: User does not exist.")
		})
	}
}
