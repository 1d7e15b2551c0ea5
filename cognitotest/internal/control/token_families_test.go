package control_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// family is a token family in a response.
type family struct {
	OriginJTI     string     `json:"origin_jti"`
	UserPoolID    string     `json:"user_pool_id"`
	ClientID      string     `json:"client_id"`
	Username      string     `json:"username"`
	Scopes        []string   `json:"scopes"`
	State         string     `json:"state"`
	AuthTime      time.Time  `json:"auth_time"`
	IssuedAt      *time.Time `json:"issued_at"`
	ExpiresAt     time.Time  `json:"expires_at"`
	EndedAt       *time.Time `json:"ended_at"`
	SessionID     string     `json:"session_id"`
	RefreshTokens []struct {
		ID          string     `json:"id"`
		IssuedAt    *time.Time `json:"issued_at"`
		ReplacedAt  *time.Time `json:"replaced_at"`
		UsableUntil time.Time  `json:"usable_until"`
	} `json:"refresh_tokens"`
	Timeline []struct {
		Event       string    `json:"event"`
		Time        time.Time `json:"time"`
		TokenID     string    `json:"refresh_token_id"`
		SuccessorID string    `json:"successor_id"`
		Rejected    string    `json:"rejected"`
	} `json:"timeline"`
}

// events returns the timeline, each event with its error.
func (f family) events() (list []string) {
	for _, e := range f.Timeline {
		text := e.Event
		if e.Rejected != "" {
			text += ": " + e.Rejected
		}
		list = append(list, text)
	}
	return list
}

func (e emulator) families(t *testing.T, query string) []family {
	t.Helper()
	var list struct {
		Families []family `json:"token_families"`
	}
	e.call(t, http.MethodGet, "/token-families"+query, "").into(t, &list)
	require.NotNil(t, list.Families)
	return list.Families
}

// app is an app client with its user ada.
type app struct {
	emulator
	pool, client string
	rotates      bool
}

// newApp creates a pool with an app client. Without a grace period of at least 0 it does not rotate.
func newApp(t *testing.T, e emulator, grace int) app {
	t.Helper()
	a := app{emulator: e, rotates: grace >= 0}
	a.pool = e.api(t, "CreateUserPool", `{"PoolName":"orders"}`).at("UserPool", "Id")
	a.client = a.newClient(t, grace)
	e.api(t, "AdminCreateUser", fmt.Sprintf(`{"UserPoolId":%q,"Username":"ada","MessageAction":"SUPPRESS"}`, a.pool))
	e.api(t, "AdminSetUserPassword", fmt.Sprintf(`{"UserPoolId":%q,"Username":"ada","Password":"Passw0rd!","Permanent":true}`, a.pool))
	return a
}

func (a app) newClient(t *testing.T, grace int) string {
	t.Helper()
	flows, rotation := `"ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"`, ""
	if grace >= 0 {
		flows, rotation = `"ALLOW_USER_PASSWORD_AUTH"`, fmt.Sprintf(`,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":%d}`, grace)
	}
	return a.api(t, "CreateUserPoolClient", fmt.Sprintf(`{"UserPoolId":%q,"ClientName":"web","EnableTokenRevocation":true,"ExplicitAuthFlows":[%s]%s}`, a.pool, flows, rotation)).at("UserPoolClient", "ClientId")
}

// signIn returns the refresh token of a sign-in.
func (a app) signIn(t *testing.T) string {
	t.Helper()
	return a.api(t, "InitiateAuth", fmt.Sprintf(`{"ClientId":%q,"AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Passw0rd!"}}`, a.client)).at("AuthenticationResult", "RefreshToken")
}

// refresh returns the new refresh token, which is "" without rotation, or the error.
func (a app) refresh(t *testing.T, token string) (next, message string) {
	t.Helper()
	status, got := a.tryAPI(t, "GetTokensFromRefreshToken", fmt.Sprintf(`{"ClientId":%q,"RefreshToken":%q}`, a.client, token))
	if status != http.StatusOK {
		return "", got.at("message")
	}
	if a.rotates {
		next = got.at("AuthenticationResult", "RefreshToken")
	}
	return next, ""
}

func TestTimelineWithoutRotation(t *testing.T) {
	t.Parallel()
	a := newApp(t, start(t, cognitotest.Config{}), -1)
	assert.Empty(t, a.families(t, ""))
	before := a.Now()
	token := a.signIn(t)
	_, message := a.refresh(t, token)
	require.Empty(t, message)
	live := a.families(t, "")
	require.Len(t, live, 1)
	f := live[0]
	assert.Equal(t, []string{"issued", "refreshed"}, f.events())
	assert.Equal(t, []any{a.pool, a.client, "ada", "live", ""}, []any{f.UserPoolID, f.ClientID, f.Username, f.State, f.SessionID})
	assert.Nil(t, f.EndedAt)
	assert.False(t, f.IssuedAt.Before(before))
	assert.WithinDuration(t, before.Add(30*24*time.Hour), f.ExpiresAt, time.Minute)
	require.Len(t, f.RefreshTokens, 1)
	id := f.RefreshTokens[0].ID
	assert.Equal(t, []string{"", id, id, ""}, []string{f.Timeline[0].TokenID, f.Timeline[0].SuccessorID, f.Timeline[1].TokenID, f.Timeline[1].SuccessorID})
	assert.NotContains(t, token, id)

	a.call(t, http.MethodPost, "/clock/advance", `{"by":"31d"}`)
	_, message = a.refresh(t, token)
	assert.Equal(t, "Refresh Token has expired", message)
	var got family
	a.call(t, http.MethodGet, "/token-families/"+f.OriginJTI, "").into(t, &got)
	assert.Equal(t, []string{"issued", "refreshed", "expired", "rejected: Refresh Token has expired"}, got.events())
	assert.Equal(t, "expired", got.State)
	assert.Equal(t, got.ExpiresAt, *got.EndedAt)
	assert.Equal(t, got.ExpiresAt, got.Timeline[2].Time)
}

func TestTimelineWithRotation(t *testing.T) {
	t.Parallel()
	a := newApp(t, start(t, cognitotest.Config{}), 60)
	first := a.signIn(t)
	second, message := a.refresh(t, first)
	require.Empty(t, message)
	_, message = a.refresh(t, first)
	require.Empty(t, message, "the grace period")
	a.Advance(2 * time.Minute)
	_, message = a.refresh(t, first)
	require.NotEmpty(t, message)
	_, message = a.refresh(t, second)
	require.Empty(t, message)
	f := a.families(t, "")[0]
	assert.Equal(t, []string{"issued", "rotated", "reused", "reused: " + a.families(t, "")[0].Timeline[3].Rejected, "rotated"}, f.events())
	assert.NotEmpty(t, f.Timeline[3].Rejected)
	require.Len(t, f.RefreshTokens, 4)
	initial, successor, other, last := f.RefreshTokens[0], f.RefreshTokens[1], f.RefreshTokens[2], f.RefreshTokens[3]
	var used, received []string
	for _, e := range f.Timeline {
		used, received = append(used, e.TokenID), append(received, e.SuccessorID)
	}
	assert.Equal(t, []string{"", initial.ID, initial.ID, initial.ID, successor.ID}, used)
	assert.Equal(t, []string{initial.ID, successor.ID, other.ID, "", last.ID}, received)
	assert.Equal(t, initial.ReplacedAt.Add(time.Minute), initial.UsableUntil)
	assert.Nil(t, last.ReplacedAt)
	assert.Equal(t, f.ExpiresAt, last.UsableUntil)
	assert.Equal(t, "live", f.State)
}

func TestTimelineSaysWhatEndedTheFamily(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		want string
		end  func(t *testing.T, a app, token, originJTI string)
	}{
		{"revoked", func(t *testing.T, a app, token, _ string) {
			t.Helper()
			a.api(t, "RevokeToken", fmt.Sprintf(`{"ClientId":%q,"Token":%q}`, a.client, token))
		}},
		{"revoked", func(t *testing.T, a app, _, originJTI string) {
			t.Helper()
			var got family
			a.call(t, http.MethodPost, "/token-families/"+originJTI+"/revoke", "").into(t, &got)
			assert.Equal(t, "revoked", got.State)
		}},
		{"signed_out", func(t *testing.T, a app, _, _ string) {
			t.Helper()
			a.api(t, "AdminUserGlobalSignOut", fmt.Sprintf(`{"UserPoolId":%q,"Username":"ada"}`, a.pool))
		}},
		{"signed_out", func(t *testing.T, a app, _, _ string) {
			t.Helper()
			a.api(t, "AdminDisableUser", fmt.Sprintf(`{"UserPoolId":%q,"Username":"ada"}`, a.pool))
		}},
		{"client_deleted", func(t *testing.T, a app, _, _ string) {
			t.Helper()
			a.api(t, "DeleteUserPoolClient", fmt.Sprintf(`{"UserPoolId":%q,"ClientId":%q}`, a.pool, a.client))
		}},
	} {
		t.Run(tt.want, func(t *testing.T) {
			t.Parallel()
			a := newApp(t, start(t, cognitotest.Config{}), -1)
			token := a.signIn(t)
			tt.end(t, a, token, a.families(t, "")[0].OriginJTI)
			f := a.families(t, "")[0]
			assert.Equal(t, []string{"issued", tt.want}, f.events())
			assert.Equal(t, tt.want, f.State)
			assert.Equal(t, f.Timeline[1].Time, *f.EndedAt)
			_, message := a.refresh(t, token)
			assert.NotEmpty(t, message)

			// A second end changes nothing, and an ended family does not expire.
			a.call(t, http.MethodPost, "/token-families/"+f.OriginJTI+"/revoke", "")
			a.Advance(31 * 24 * time.Hour)
			again := a.families(t, "")[0]
			assert.Equal(t, tt.want, again.State)
			assert.Equal(t, f.EndedAt, again.EndedAt)
			assert.NotContains(t, again.events(), "expired")
		})
	}
}

func TestEvictedFamily(t *testing.T) {
	t.Parallel()
	a := newApp(t, start(t, cognitotest.Config{}), -1)
	a.api(t, "SetUserPoolSessionConfiguration", fmt.Sprintf(`{"UserPoolId":%q,"UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":1}}`, a.pool))
	a.signIn(t)
	a.signIn(t)
	families := a.families(t, "")
	require.Len(t, families, 2)
	assert.Equal(t, []string{"evicted", "live"}, []string{families[0].State, families[1].State})
	assert.NotEmpty(t, families[0].SessionID)
}

func TestFamiliesAreFiltered(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	a, b := newApp(t, e, -1), newApp(t, e, -1)
	token := a.signIn(t)
	b.signIn(t)
	e.api(t, "RevokeToken", fmt.Sprintf(`{"ClientId":%q,"Token":%q}`, a.client, token))
	for query, want := range map[string]int{
		"": 2, "?user_pool_id=" + a.pool: 1, "?client_id=" + b.client: 1, "?username=ada": 2, "?username=bo": 0,
		"?state=live": 1, "?state=ended": 1, "?state=ended&client_id=" + b.client: 0,
	} {
		assert.Len(t, e.families(t, query), want, query)
	}
	assert.Equal(t, `state: "revoked" is not a state of a token family. Write live or ended.`, e.call(t, http.MethodGet, "/token-families?state=revoked", "").detail(t, http.StatusBadRequest))
	const unknown = `No token family has the origin_jti "x". GET /_cognitotest/token-families lists them.`
	assert.Equal(t, unknown, e.call(t, http.MethodGet, "/token-families/x", "").detail(t, http.StatusNotFound))
	assert.Equal(t, unknown, e.call(t, http.MethodPost, "/token-families/x/revoke", "").detail(t, http.StatusNotFound))
	assert.Equal(t, "/_cognitotest/token-families/x/revoke does not accept GET. It accepts POST.", e.call(t, http.MethodGet, "/token-families/x/revoke", "").detail(t, http.StatusMethodNotAllowed))
}

// The records have the events that a restart must not lose. The refreshes without rotation are only
// in memory, at most 100 of each family.
func TestTimelineSurvivesARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := cognitotest.Start(cognitotest.Config{StateDir: dir})
	require.NoError(t, err)
	a := newApp(t, emulator{s}, 60)
	token := a.signIn(t)
	_, message := a.refresh(t, token)
	require.Empty(t, message)
	a.call(t, http.MethodPost, "/token-families/"+a.families(t, "")[0].OriginJTI+"/revoke", "")
	for range 120 {
		_, message = a.refresh(t, token)
		require.Equal(t, "Refresh Token has been revoked", message)
	}
	before := a.families(t, "")[0]
	assert.Len(t, before.Timeline, 3+100)
	s.Close()
	after := start(t, cognitotest.Config{StateDir: dir}).families(t, "")[0]
	assert.Equal(t, before.Timeline[:3], after.Timeline)
	assert.Equal(t, []string{"issued", "rotated", "revoked"}, after.events())
	assert.Equal(t, before.RefreshTokens, after.RefreshTokens)
}
