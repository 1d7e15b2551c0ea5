package modeltest

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

var usernames = []string{"ada", "eve"}

// saved is a snapshot of the emulator with the model of the same moment.
type saved struct {
	emulator *cognitotest.Snapshot
	model    *model
}

// machine runs operations on the emulator and on the model, and compares the results.
type machine struct {
	*service
	model  *model
	known  []int          // the ids of all refresh tokens that clients have received, also from before a restore
	usable []int          // the same of access tokens
	text   map[int]string // the texts of both
	saved  []saved
}

// TestSessionsFollowTheModel runs random operations. The flags -rapid.checks and -rapid.steps set how many, and
// make model runs many.
func TestSessionsFollowTheModel(t *testing.T) {
	t.Parallel()
	compare(t, start(t, ""))
}

// TestSessionsOnDiskFollowTheModel also restarts the emulator with its state directory.
func TestSessionsOnDiskFollowTheModel(t *testing.T) {
	t.Parallel()
	compare(t, start(t, t.TempDir()))
}

func compare(t *testing.T, s *service) {
	t.Helper()
	empty := s.Snapshot()
	rapid.Check(t, func(t *rapid.T) {
		s.Restore(empty)
		m := &machine{service: s, text: map[int]string{}}
		m.model = newModel(s.Now(), rapid.Bool().Draw(t, "tracking"), rapid.IntRange(1, 3).Draw(t, "max_per_user"))
		tracking := map[bool]string{true: "ENABLED", false: "DISABLED"}[m.model.tracking]
		m.mustCall(t, "SetUserPoolSessionConfiguration", map[string]any{
			"UserPoolId": s.pool, "UserSessionTracking": tracking, "TokenSession": map[string]int{"MaxPerUser": m.model.maxPerUser},
		}, nil)
		for _, name := range usernames {
			m.create(t, name)
		}
		operations := map[string]func(*rapid.T){
			"": m.check, "sign in": m.signIn, "sign in again": m.signIn, "refresh": m.refresh, "refresh again": m.refreshAgain, "refresh at once": m.refreshAtOnce,
			"revoke": m.revoke, "sign out": m.signOut, "administer": m.administer, "use": m.use, "wait": m.wait, "snapshot": m.snapshot, "restore": m.restore, "fault": m.fault,
		}
		if s.dir != "" {
			operations["restart"] = m.restart
		}
		t.Repeat(operations)
	})
}

func (m *machine) create(t *rapid.T, name string) {
	m.createUser(t, name)
	m.model.createUser(name)
}

// received records the tokens of a response under the ids of the model.
func (m *machine) received(t *rapid.T, got tokens, refresh, access int) {
	require.NotEmpty(t, got.Access)
	m.text[access] = got.Access
	m.usable = append(m.usable, access)
	require.Equal(t, refresh != 0, got.Refresh != "", "a response has a refresh token only after a sign-in or a rotation")
	if refresh != 0 {
		m.text[refresh] = got.Refresh
		m.known = append(m.known, refresh)
	}
}

// check runs after each operation.
func (m *machine) check(t *rapid.T) {
	require.Equal(t, m.model.now, m.Now().UTC())
	if !m.model.tracking {
		return
	}
	for _, name := range usernames {
		if _, exists := m.model.users[name]; !exists {
			continue
		}
		var out struct {
			Sessions []struct{ SessionType string }
		}
		got, err := m.call("AdminListUserSessions", map[string]any{"UserPoolId": m.pool, "Username": name}, &out)
		require.NoError(t, err)
		require.Equal(t, ok, got)
		require.Len(t, out.Sessions, len(m.model.activeSessions(name)), "the active sessions of %s", name)
	}
}

func drawUser(t *rapid.T) string      { return rapid.SampledFrom(usernames).Draw(t, "user") }
func drawClient(t *rapid.T) appClient { return rapid.SampledFrom(appClients).Draw(t, "client") }
func draw(t *rapid.T, tokens []int) int {
	if len(tokens) == 0 {
		t.Skip("no token")
	}
	return tokens[len(tokens)-1-rapid.IntRange(0, len(tokens)-1).Draw(t, "token")] // shrinks to the newest
}

func (m *machine) signIn(t *rapid.T) {
	name, client := drawUser(t), drawClient(t)
	got, outcome, err := m.service.signIn(name, client)
	require.NoError(t, err)
	require.Contains(t, m.model.maySignIn(name), outcome)
	if outcome == ok {
		refresh, access := m.model.signIn(name, client)
		m.received(t, got, refresh, access)
	}
}

// drawRefresh returns a token, a way to refresh it, and a client: usually the client of the token.
func (m *machine) drawRefresh(t *rapid.T) (token int, w way, client appClient) {
	token = draw(t, m.known)
	client = m.model.families[m.model.refresh[token].family].client
	if rapid.IntRange(0, 9).Draw(t, "another client") == 9 {
		client = drawClient(t)
	}
	ways := []way{byGetTokens, byEndpoint}
	if !client.rotates() {
		ways = append(ways, byInitiateAuth)
	}
	return token, rapid.SampledFrom(ways).Draw(t, "way"), client
}

// allowed requires an outcome of a refresh. At the token endpoint every error is invalid_grant
// (docs/fidelity/token-endpoint.yaml).
func (m *machine) allowed(t *rapid.T, token int, client appClient, w way, outcome string) {
	want := m.model.mayRefresh(token, client)
	if w == byEndpoint && !slices.Contains(want, ok) {
		want = []string{"invalid_grant"}
	}
	require.Contains(t, want, outcome, "%+v of %+v at %s", m.model.refresh[token], m.model.families[m.model.refresh[token].family], m.model.now)
}

func (m *machine) refresh(t *rapid.T) {
	token, w, client := m.drawRefresh(t)
	m.refreshWith(t, token, w, client)
}

// refreshAgain uses one token three times around the end of a grace period. The second use must not
// extend the period.
func (m *machine) refreshAgain(t *rapid.T) {
	token, w, client := m.drawRefresh(t)
	for range 2 {
		m.refreshWith(t, token, w, client)
		m.advance(rapid.SampledFrom([]time.Duration{time.Second, gracePeriod - time.Second}).Draw(t, "duration"))
	}
	m.refreshWith(t, token, w, client)
}

func (m *machine) refreshWith(t *rapid.T, token int, w way, client appClient) {
	got, outcome, err := m.service.refresh(w, m.text[token], client)
	require.NoError(t, err)
	m.allowed(t, token, client, w, outcome)
	if outcome == ok {
		refresh, access := m.model.refreshed(token)
		m.received(t, got, refresh, access)
	}
}

// refreshAtOnce sends concurrent refreshes of one token. Their order does not change how many succeed: the
// clock stands still.
func (m *machine) refreshAtOnce(t *rapid.T) {
	token, w, client := m.drawRefresh(t)
	type result struct {
		tokens
		outcome string
		err     error
	}
	results := make([]result, rapid.IntRange(2, 4).Draw(t, "count"))
	var running sync.WaitGroup
	for i := range results {
		running.Go(func() {
			r := &results[i]
			r.tokens, r.outcome, r.err = m.service.refresh(w, m.text[token], client)
		})
	}
	running.Wait()
	slices.SortStableFunc(results, func(a, b result) int { return len(a.outcome) - len(b.outcome) }) // the successful ones first
	for _, r := range results {
		require.NoError(t, r.err)
		m.allowed(t, token, client, w, r.outcome)
		if r.outcome == ok {
			refresh, access := m.model.refreshed(token)
			m.received(t, r.tokens, refresh, access)
		}
	}
}

func (m *machine) revoke(t *rapid.T) {
	token, _, client := m.drawRefresh(t)
	byAPI := rapid.Bool().Draw(t, "by_api")
	outcome, err := m.service.revoke(byAPI, m.text[token], client)
	require.NoError(t, err)
	want := m.model.mayRevoke(token, client)
	if i := slices.Index(want, unauthorized); i >= 0 && !byAPI {
		want[i] = "invalid_request"
	}
	require.Contains(t, want, outcome)
	if outcome == ok {
		m.model.revoked(token, client)
	}
}

func (m *machine) allowedUse(t *rapid.T, token int, outcome string) {
	used := m.model.access[token]
	f := m.model.families[used.family]
	require.Contains(t, m.model.mayUse(token), outcome, "%+v of %+v and %+v at %s", used, f, m.model.users[f.username], m.model.now)
}

// signOut is GlobalSignOut, by a user with an access token.
func (m *machine) signOut(t *rapid.T) {
	token := draw(t, m.usable)
	outcome, err := m.call("GlobalSignOut", map[string]any{"AccessToken": m.text[token]}, nil)
	require.NoError(t, err)
	m.allowedUse(t, token, outcome)
	if outcome == ok {
		m.model.signOut(m.model.families[m.model.access[token].family].username)
	}
}

// administer changes a user, or creates one that does not exist.
func (m *machine) administer(t *rapid.T) {
	name := drawUser(t)
	if _, exists := m.model.users[name]; !exists {
		outcome, err := m.admin("AdminUserGlobalSignOut", name)
		require.NoError(t, err)
		require.Equal(t, userNotFound, outcome)
		m.create(t, name)
		return
	}
	changes := map[string]func(string){
		"AdminUserGlobalSignOut": m.model.signOut, "AdminDisableUser": m.model.disable, "AdminEnableUser": m.model.enable, "AdminDeleteUser": m.model.deleteUser,
	}
	action := rapid.SampledFrom([]string{"AdminUserGlobalSignOut", "AdminDisableUser", "AdminEnableUser", "AdminEnableUser", "AdminDeleteUser"}).Draw(t, "action")
	outcome, err := m.admin(action, name)
	require.NoError(t, err)
	require.Equal(t, ok, outcome)
	changes[action](name)
}

func (m *machine) use(t *rapid.T) {
	token := draw(t, m.usable)
	outcome, err := m.getUser(m.text[token])
	require.NoError(t, err)
	m.allowedUse(t, token, outcome)
}

// wait moves the clock, to both sides of each limit.
func (m *machine) wait(t *rapid.T) {
	d := rapid.SampledFrom([]time.Duration{
		time.Second, gracePeriod - time.Second, gracePeriod, accessValidity - time.Second, accessValidity, refreshValidity - accessValidity, refreshValidity,
	}).Draw(t, "duration")
	m.advance(d)
}

func (m *machine) advance(d time.Duration) {
	m.Advance(d)
	m.model.now = m.model.now.Add(d)
}

// restart starts the emulator again with its state directory. Snapshots are in memory and end.
func (m *machine) restart(t *rapid.T) {
	m.service.restart(t)
	m.saved = nil
}

func (m *machine) snapshot(*rapid.T) {
	m.saved = append(m.saved, saved{m.Snapshot(), m.model.clone()})
}

func (m *machine) restore(t *rapid.T) {
	if len(m.saved) == 0 {
		t.Skip("no snapshot")
	}
	s := rapid.SampledFrom(m.saved).Draw(t, "snapshot")
	m.Restore(s.emulator)
	next := m.model.next // ids of tokens from before the restore are not used again
	m.model = s.model.clone()
	m.model.next = next
}

// fault makes a sign-in or a refresh fail. Only a connection that is cut after the operation changes the state,
// and the client does not get the tokens.
func (m *machine) fault(t *rapid.T) {
	kind := rapid.SampledFrom([]cognitotest.FaultKind{cognitotest.FaultThrottle, cognitotest.FaultInternalError, cognitotest.FaultCutBefore, cognitotest.FaultCutAfter}).Draw(t, "kind")
	var err error
	var effect func()
	if len(m.known) == 0 || rapid.Bool().Draw(t, "of a sign-in") {
		name, client := drawUser(t), drawClient(t)
		require.NoError(t, m.InjectFault(cognitotest.Fault{Action: "InitiateAuth", Kind: kind, Count: 1}))
		var outcome string
		_, outcome, err = m.service.signIn(name, client)
		require.False(t, outcome == ok && err == nil, "the request fails")
		effect = func() {
			if slices.Contains(m.model.maySignIn(name), ok) {
				m.model.signIn(name, client)
			}
		}
	} else {
		token, w, client := m.drawRefresh(t)
		require.NoError(t, m.InjectFault(cognitotest.Fault{Action: w.action, Endpoint: w.endpoint, Kind: kind, Count: 1}))
		var outcome string
		_, outcome, err = m.service.refresh(w, m.text[token], client)
		require.False(t, outcome == ok && err == nil, "the request fails")
		effect = func() {
			if slices.Contains(m.model.mayRefresh(token, client), ok) {
				m.model.refreshed(token)
			}
		}
	}
	require.Empty(t, m.Faults(), "the fault applies to the request")
	if kind == cognitotest.FaultCutAfter {
		require.Error(t, err)
		require.NotErrorIs(t, err, errServer)
		effect()
	}
}
