package cognitoidp_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	listOfAda  = `{"UserPoolId":"{pool}","Username":"ada"}`
	revoked    = "Refresh Token has been revoked"
	noTracking = "Session tracking is not enabled for the user pool."
)

// withSessions returns a server whose pool tracks up to limit sessions of the user ada.
func withSessions(t *testing.T, config cognitotest.Config, limit string) *server {
	t.Helper()
	s := withAda(t, config, "")
	s.ok(t, "SetUserPoolSessionConfiguration", `{"UserPoolId":"{pool}","UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":`+limit+`}}`)
	return s
}

// app signs ada in, and names the tokens {NAME.access} and {NAME.refresh}, and the session {NAME}.
func (s *server) app(t *testing.T, name string) {
	t.Helper()
	s.Advance(time.Minute) // the sessions have different times
	s.appAtOnce(t, name)
}

// appAtOnce is app at the present time of the clock.
func (s *server) appAtOnce(t *testing.T, name string) {
	t.Helper()
	result := at(s.ok(t, "InitiateAuth", startAda), "AuthenticationResult")
	s.set(name+".access", at(result, "AccessToken").(string))
	s.set(name+".refresh", at(result, "RefreshToken").(string))
	for _, listed := range s.sessions(t) {
		s.set(name, at(listed, "SessionId").(string)) // the newest
		return
	}
}

// sessions returns ada's sessions as an administrator lists them.
func (s *server) sessions(t *testing.T) []any {
	t.Helper()
	return s.ok(t, "AdminListUserSessions", listOfAda)["Sessions"].([]any)
}

// listed requires the sessions that an administrator lists, by their names.
func (s *server) listed(t *testing.T, names ...string) {
	t.Helper()
	var ids, want []any
	for _, session := range s.sessions(t) {
		ids = append(ids, at(session, "SessionId"))
	}
	for _, name := range names {
		want = append(want, s.values["{"+name+"}"])
	}
	require.Equal(t, want, ids)
}

// refreshes requires that an app can refresh, or else that its refresh token and its access token are revoked.
func (s *server) refreshes(t *testing.T, name string, alive bool) {
	t.Helper()
	body := `{"ClientId":"{client}","RefreshToken":"{` + name + `.refresh}"}`
	if alive {
		s.ok(t, "GetTokensFromRefreshToken", body)
		s.ok(t, "GetUser", `{"AccessToken":"{`+name+`.access}"}`)
		return
	}
	s.fails(t, "GetTokensFromRefreshToken", body, "NotAuthorizedException", revoked)
	s.fails(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"{`+name+`.refresh}"}}`, "NotAuthorizedException", revoked)
	s.fails(t, "GetUser", `{"AccessToken":"{`+name+`.access}"}`, "NotAuthorizedException", "Access Token has been revoked")
}

func TestListUserSessions(t *testing.T) {
	t.Parallel()
	s := withSessions(t, cognitotest.Config{}, "20")
	assert.Equal(t, `{"Sessions":[]}`, s.call(t, "AdminListUserSessions", listOfAda).body)
	s.app(t, "phone")
	s.app(t, "laptop")
	s.listed(t, "laptop", "phone")

	own := s.ok(t, "ListUserSessions", `{"AccessToken":"{phone.access}"}`)["Sessions"].([]any)
	require.Len(t, own, 2)
	assert.Equal(t, []any{false, true}, []any{at(own[0], "IsCurrentSession"), at(own[1], "IsCurrentSession")})
	for i, session := range s.sessions(t) {
		assert.Regexp(t, `^tkn[0-9a-z]{25}$`, at(session, "SessionId"))
		delete(own[i].(map[string]any), "IsCurrentSession")
		assert.Equal(t, false, at(session, "IsCurrentSession"), "for an administrator no session is the current one")
		delete(session.(map[string]any), "IsCurrentSession")
		assert.Equal(t, own[i], session)
		created := at(session, "CreateDate")
		assert.Equal(t, map[string]any{
			"SessionId": at(session, "SessionId"), "SessionType": "TOKEN", "ClientId": s.values["{client}"], "CreateDate": created,
			"LastActiveDate": created, "DeviceType": "unknown", "LastIPAddress": "127.0.0.1",
		}, session)
	}
	s.ok(t, "RevokeToken", `{"ClientId":"{client}","Token":"{phone.refresh}"}`)
	s.listed(t, "laptop")
	s.Advance(31 * 24 * time.Hour) // beyond the refresh token
	s.listed(t)
}

// TestRefreshIsAnActivity: a refresh keeps the session and its creation, rotating or not, and shows the device of the refresh.
func TestRefreshIsAnActivity(t *testing.T) {
	t.Parallel()
	for name, client := range map[string]string{
		"without rotation": `{"UserPoolId":"{pool}","ClientName":"c",` + anyFlow + `}`,
		"with rotation":    `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"],"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":0}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := withSessions(t, cognitotest.Config{}, "20")
			s.client(t, client)
			s.app(t, "phone")
			s.app(t, "laptop")
			before := s.sessions(t)[1].(map[string]any)
			s.Advance(time.Hour)
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://"+host+"/",
				strings.NewReader(s.placeholders.Replace(`{"ClientId":"{client}","RefreshToken":"{phone.refresh}"}`)))
			require.NoError(t, err)
			request.Header.Set("Content-Type", "application/x-amz-json-1.1")
			request.Header.Set("X-Amz-Target", prefix+"GetTokensFromRefreshToken")
			request.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0")
			require.Equal(t, http.StatusOK, s.do(t, request).status)

			s.listed(t, "phone", "laptop")
			after := s.sessions(t)[0].(map[string]any)
			assert.Equal(t, before["CreateDate"], after["CreateDate"])
			assert.InDelta(t, before["CreateDate"].(float64)+3660, after["LastActiveDate"], 5)
			assert.Equal(t, "Firefox 127 / Linux", after["DeviceType"])
		})
	}
}

func TestRevokeUserSession(t *testing.T) {
	t.Parallel()
	s := withSessions(t, cognitotest.Config{}, "20")
	for _, name := range []string{"phone", "laptop", "tv"} {
		s.app(t, name)
	}
	s.fails(t, "RevokeUserSession", `{"AccessToken":"{phone.access}","SessionId":"{phone}"}`, "InvalidParameterException", "The current session cannot be revoked.")
	s.listed(t, "tv", "laptop", "phone")

	assert.Equal(t, `{}`, s.call(t, "RevokeUserSession", `{"AccessToken":"{phone.access}","SessionId":"{laptop}","RevokeAssociatedSessions":"LINKED"}`).body)
	s.listed(t, "tv", "phone")
	s.refreshes(t, "laptop", false)
	assert.Equal(t, `{}`, s.call(t, "AdminRevokeUserSession", `{"UserPoolId":"{pool}","Username":"ada","SessionId":"{tv}","RevokeAssociatedSessions":"NONE"}`).body)
	s.listed(t, "phone")
	s.refreshes(t, "tv", false)
	s.refreshes(t, "phone", true)

	const gone = "Session does not exist."
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"eve","MessageAction":"SUPPRESS"}`)
	s.fails(t, "AdminRevokeUserSession", `{"UserPoolId":"{pool}","Username":"ada","SessionId":"{tv}"}`, "ResourceNotFoundException", gone)
	s.fails(t, "AdminRevokeUserSession", `{"UserPoolId":"{pool}","Username":"eve","SessionId":"{phone}"}`, "ResourceNotFoundException", gone)
	s.fails(t, "AdminRevokeUserSession", `{"UserPoolId":"{pool}","Username":"ada","SessionId":"nonsense"}`, "ResourceNotFoundException", gone)
	s.fails(t, "RevokeUserSession", `{"AccessToken":"{phone.access}","SessionId":"{tv}"}`, "ResourceNotFoundException", gone)
	s.fails(t, "RevokeUserSession", `{"AccessToken":"{tv.access}","SessionId":"{phone}"}`, "NotAuthorizedException", "Access Token has been revoked")
	s.fails(t, "AdminRevokeUserSession", `{"UserPoolId":"{pool}","Username":"bob","SessionId":"{phone}"}`, "UserNotFoundException", "User does not exist.")
	s.fails(t, "AdminRevokeUserSession", `{"UserPoolId":"eu-west-1_AbCdEfGhI","Username":"ada","SessionId":"{phone}"}`, "ResourceNotFoundException", "User pool eu-west-1_AbCdEfGhI does not exist.")
	s.fails(t, "AdminRevokeUserSession", `{"UserPoolId":"{pool}","Username":"ada","SessionId":"{phone}","RevokeAssociatedSessions":"ALL"}`, "InvalidParameterException",
		"1 validation error detected: Value 'ALL' at 'revokeAssociatedSessions' failed to satisfy constraint: Member must satisfy enum value set: [LINKED, NONE]")
	s.fails(t, "AdminListUserSessions", `{"UserPoolId":"{pool}","Username":"bob"}`, "UserNotFoundException", "User does not exist.")
	s.fails(t, "AdminListUserSessions", `{"UserPoolId":"{pool}","Username":"ada","NextToken":"x"}`, "InvalidParameterException", "Invalid pagination token.")
	s.fails(t, "ListUserSessions", `{"AccessToken":"a.b.c"}`, "NotAuthorizedException", "Invalid Access Token")
	s.listed(t, "phone")
}

// TestSessionsWithoutTracking: a pool that does not track sessions has no records, and its tokens have the same claims.
func TestSessionsWithoutTracking(t *testing.T) {
	t.Parallel()
	s := withAda(t, cognitotest.Config{}, "")
	names := func() []string {
		access, id := s.tokens(t, "InitiateAuth", startAda)
		var names []string
		for name := range access {
			names = append(names, "access "+name)
		}
		for name := range id {
			names = append(names, "id "+name)
		}
		return names
	}
	without := names()
	s.fails(t, "AdminListUserSessions", listOfAda, "OperationNotEnabledException", noTracking)
	s.fails(t, "ListUserSessions", `{"AccessToken":"{access}"}`, "OperationNotEnabledException", noTracking)
	s.fails(t, "RevokeUserSession", `{"AccessToken":"{access}","SessionId":"x"}`, "OperationNotEnabledException", noTracking)
	s.fails(t, "AdminRevokeUserSession", `{"UserPoolId":"{pool}","Username":"ada","SessionId":"x"}`, "OperationNotEnabledException", noTracking)

	s.ok(t, "SetUserPoolSessionConfiguration", `{"UserPoolId":"{pool}","UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":1}}`)
	s.ok(t, "GetTokensFromRefreshToken", `{"ClientId":"{client}","RefreshToken":"{refresh}"}`)
	s.listed(t) // older tokens have no record
	s.set("old.refresh", s.values["{refresh}"])
	s.set("old.access", s.values["{access}"])
	assert.ElementsMatch(t, without, names())
	require.Len(t, s.sessions(t), 1)
	s.refreshes(t, "old", true) // and are not evicted

	s.ok(t, "SetUserPoolSessionConfiguration", trackingOff)
	s.ok(t, "SetUserPoolSessionConfiguration", trackingOn)
	s.listed(t) // the records are gone, and the tokens are not
	s.ok(t, "GetTokensFromRefreshToken", `{"ClientId":"{client}","RefreshToken":"{refresh}"}`)
	s.listed(t)
}

func TestEviction(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := withSessions(t, cognitotest.Config{StateDir: dir}, "2")
	s.app(t, "phone")
	s.app(t, "laptop")
	s.Advance(time.Minute)
	s.refreshes(t, "phone", true) // now the laptop is the least recently used
	s.listed(t, "phone", "laptop")
	s.app(t, "tv")
	s.listed(t, "tv", "phone")
	s.refreshes(t, "laptop", false)
	s.refreshes(t, "tv", true)
	s.Advance(time.Minute)
	s.refreshes(t, "phone", true)

	s.Close()
	again, err := cognitotest.Start(cognitotest.Config{StateDir: dir})
	require.NoError(t, err)
	t.Cleanup(again.Close)
	s.Server = again
	s.listed(t, "phone", "tv")
	s.refreshes(t, "laptop", false)

	s.fails(t, "InitiateAuth", strings.Replace(startAda, "Str0ng!Pass", "wrong", 1), "NotAuthorizedException", "Incorrect username or password.")
	s.listed(t, "phone", "tv") // only a successful sign-in evicts
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"other",`+anyFlow+`}`)
	s.app(t, "watch")
	s.listed(t, "watch", "phone") // of any client
}

// TestEvictionAtOneInstant: of several sessions with the same activity the oldest is evicted, also while the clock
// stands still.
func TestEvictionAtOneInstant(t *testing.T) {
	t.Parallel()
	now := time.Now()
	s := withSessions(t, cognitotest.Config{Now: func() time.Time { return now }}, "3")
	names := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	for i, name := range names {
		s.appAtOnce(t, name)
		if i >= 2 {
			s.listed(t, name, names[i-1], names[i-2])
		}
	}
}

// TestLowerLimit: it evicts at the next sign-in of each user, several sessions at once.
func TestLowerLimit(t *testing.T) {
	t.Parallel()
	s := withSessions(t, cognitotest.Config{}, "4")
	for _, name := range []string{"a", "b", "c", "d"} {
		s.app(t, name)
	}
	s.ok(t, "SetUserPoolSessionConfiguration", `{"UserPoolId":"{pool}","UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":2}}`)
	s.listed(t, "d", "c", "b", "a")
	s.refreshes(t, "a", true)
	s.listed(t, "a", "d", "c", "b")
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"eve","MessageAction":"SUPPRESS"}`)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"eve","Password":"Str0ng!Pass","Permanent":true}`)
	s.ok(t, "InitiateAuth", strings.Replace(startAda, "ada", "eve", 1))
	s.listed(t, "a", "d", "c", "b") // of another user
	s.app(t, "e")
	s.listed(t, "e", "a")
	for name, alive := range map[string]bool{"a": true, "b": false, "c": false, "d": false, "e": true} {
		s.refreshes(t, name, alive)
	}
}

// TestEventsThatEndTokenSessions: a session ends with its tokens, and frees its place.
func TestEventsThatEndTokenSessions(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ action, body string }{
		{"AdminUserGlobalSignOut", listOfAda},
		{"GlobalSignOut", `{"AccessToken":"{phone.access}"}`},
		{"AdminDisableUser", listOfAda},
		{"DeleteUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`},
	} {
		t.Run(tt.action, func(t *testing.T) {
			t.Parallel()
			s := withSessions(t, cognitotest.Config{}, "20")
			s.app(t, "phone")
			s.app(t, "laptop")
			s.ok(t, tt.action, tt.body)
			s.listed(t)
		})
	}
	t.Run("AdminDeleteUser", func(t *testing.T) {
		t.Parallel()
		s := withSessions(t, cognitotest.Config{}, "20")
		s.app(t, "phone")
		s.ok(t, "AdminDeleteUser", listOfAda)
		s.fails(t, "AdminListUserSessions", listOfAda, "UserNotFoundException", "User does not exist.")
		s.ok(t, "AdminCreateUser", adaBody)
		s.listed(t) // a new user of the name
	})
	t.Run("AdminSetUserPassword", func(t *testing.T) { // ends nothing
		t.Parallel()
		s := withSessions(t, cognitotest.Config{}, "20")
		s.app(t, "phone")
		s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"An0ther!Pass","Permanent":true}`)
		s.listed(t, "phone")
	})
	t.Run("RevokeToken", func(t *testing.T) {
		t.Parallel()
		s := withSessions(t, cognitotest.Config{}, "2")
		s.app(t, "phone")
		s.app(t, "laptop")
		s.ok(t, "RevokeToken", `{"ClientId":"{client}","Token":"{laptop.refresh}","RevokeAssociatedSessions":"LINKED"}`)
		s.app(t, "tv")
		s.listed(t, "tv", "phone") // a place was free
	})
}

// TestTokenWithoutOrigin: a client without revocation issues tokens that name no family, so none is of the current session.
func TestTokenWithoutOrigin(t *testing.T) {
	t.Parallel()
	s := withSessions(t, cognitotest.Config{}, "20")
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c","EnableTokenRevocation":false,`+anyFlow+`}`)
	s.app(t, "phone")
	own := s.ok(t, "ListUserSessions", `{"AccessToken":"{phone.access}"}`)["Sessions"].([]any)
	require.Len(t, own, 1)
	assert.Equal(t, false, at(own[0], "IsCurrentSession"))
}
