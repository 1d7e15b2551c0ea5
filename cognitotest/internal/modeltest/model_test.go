package modeltest

import (
	"maps"
	"slices"
	"time"
)

// The settings of the pool and its app clients in the tests.
const (
	accessValidity  = 5 * time.Minute
	refreshValidity = time.Hour
	gracePeriod     = 30 * time.Second
)

// appClient is an app client of the pool.
type appClient int

// The app clients: one that does not rotate, one that rotates with a grace period, one that rotates
// without.
const (
	plain appClient = iota
	graceful
	strict
)

var appClients = []appClient{plain, graceful, strict}

func (c appClient) rotates() bool { return c != plain }

func (c appClient) grace() time.Duration {
	if c == graceful {
		return gracePeriod
	}
	return 0
}

// Outcomes of an operation. An API outcome is "" or the name of an exception.
const (
	ok            = ""
	notAuthorized = "NotAuthorizedException"
	userNotFound  = "UserNotFoundException"
	tokenReuse    = "RefreshTokenReuseException"
	unauthorized  = "UnauthorizedException"
)

// user is an account. A user who is created again under the same name is another account.
type user struct {
	account  int
	enabled  bool
	signedAt time.Time // the last global sign-out, or zero
	disabled time.Time // the last time the user was disabled, or zero
}

// family is one sign-in, with all tokens that descend from it.
type family struct {
	username   string
	account    int
	client     appClient
	started    int // the order of the sign-ins
	expires    time.Time
	lastActive time.Time
	revoked    bool
}

// refreshToken is a refresh token that a client has received.
type refreshToken struct {
	family   int
	replaced time.Time // the first rotation of the token, or zero
}

// accessToken is an access token that a client has received. It is signed, so it stays valid after a restore
// of an earlier state that has its family.
type accessToken struct {
	family int
	issued time.Time
}

// model is the expected state of the pool. Token ids are the model's own: the test maps them to the
// texts that the emulator returned.
type model struct {
	now        time.Time
	tracking   bool
	maxPerUser int
	next       int // the next id of anything
	users      map[string]user
	families   map[int]family
	refresh    map[int]refreshToken
	access     map[int]accessToken
}

func newModel(now time.Time, tracking bool, maxPerUser int) *model {
	return &model{now: now, tracking: tracking, maxPerUser: maxPerUser, users: map[string]user{}, families: map[int]family{}, refresh: map[int]refreshToken{}, access: map[int]accessToken{}}
}

// clone returns a copy, for a snapshot.
func (m *model) clone() *model {
	c := *m
	c.users, c.families, c.refresh = maps.Clone(m.users), maps.Clone(m.families), maps.Clone(m.refresh) // access is not state
	return &c
}

func (m *model) id() int { m.next++; return m.next }

func (m *model) createUser(name string) { m.users[name] = user{account: m.id(), enabled: true} }

// deleteUser ends the user's tokens (Revoking tokens: the tokens of a deleted user).
func (m *model) deleteUser(name string) {
	m.revokeUser(name)
	delete(m.users, name)
}

// signOut is GlobalSignOut and AdminUserGlobalSignOut: all refresh and access tokens of the user are
// revoked (API).
func (m *model) signOut(name string) {
	u := m.users[name]
	u.signedAt = m.now
	m.users[name] = u
	m.revokeUser(name)
}

// disable revokes all tokens of the user, also for the time after the user is enabled again (Revoking
// tokens).
func (m *model) disable(name string) {
	u := m.users[name]
	u.enabled, u.disabled = false, m.now
	m.users[name] = u
	m.revokeUser(name)
}

func (m *model) enable(name string) {
	u := m.users[name]
	u.enabled = true
	m.users[name] = u
}

func (m *model) revokeUser(name string) {
	for id, f := range m.families {
		if f.username == name && f.account == m.users[name].account {
			f.revoked = true
			m.families[id] = f
		}
	}
}

// maySignIn returns the allowed outcomes of a sign-in with the right password.
func (m *model) maySignIn(name string) []string {
	switch u, exists := m.users[name]; {
	case !exists:
		return []string{notAuthorized, userNotFound}
	case !u.enabled:
		return []string{notAuthorized}
	}
	return []string{ok}
}

// signIn starts a family. At the limit it evicts the user's token sessions that were used least recently,
// and of several the oldest (docs/fidelity/sessions.yaml). It returns the ids of the new tokens.
func (m *model) signIn(name string, client appClient) (refresh, access int) {
	if m.tracking {
		active := m.activeSessions(name)
		for len(active) >= m.maxPerUser {
			evicted := m.families[active[0]]
			evicted.revoked = true
			m.families[active[0]] = evicted
			active = active[1:]
		}
	}
	id := m.id()
	m.families[id] = family{username: name, account: m.users[name].account, client: client, started: id, expires: m.now.Add(refreshValidity), lastActive: m.now}
	return m.issueRefresh(id), m.issueAccess(id)
}

// activeSessions returns the ids of the families of a user that are neither revoked nor expired, least
// recently used first.
func (m *model) activeSessions(name string) []int {
	var active []int
	for id, f := range m.families {
		if f.username == name && f.account == m.users[name].account && !f.revoked && m.now.Before(f.expires) {
			active = append(active, id)
		}
	}
	slices.SortFunc(active, func(a, b int) int {
		if byActivity := m.families[a].lastActive.Compare(m.families[b].lastActive); byActivity != 0 {
			return byActivity
		}
		return m.families[a].started - m.families[b].started
	})
	return active
}

func (m *model) issueRefresh(family int) int {
	id := m.id()
	m.refresh[id] = refreshToken{family: family}
	return id
}

func (m *model) issueAccess(family int) int {
	id := m.id()
	m.access[id] = accessToken{family: family, issued: m.now}
	return id
}

// mayRefresh returns the allowed outcomes of a refresh. If a token cannot be used for several reasons,
// the order of the checks is unspecified, and the error may be about any of them.
func (m *model) mayRefresh(token int, client appClient) []string {
	t, known := m.refresh[token]
	f := m.families[t.family]
	if !known { // issued after the snapshot that was restored
		return []string{notAuthorized}
	}
	var errors []string
	if u, exists := m.users[f.username]; !exists || u.account != f.account {
		errors = append(errors, notAuthorized, userNotFound)
	} else if !u.enabled {
		errors = append(errors, notAuthorized)
	}
	if f.client != client || f.revoked || !m.now.Before(f.expires) {
		errors = append(errors, notAuthorized)
	}
	if !t.replaced.IsZero() && !m.now.Before(t.replaced.Add(f.client.grace())) {
		errors = append(errors, tokenReuse)
	}
	if errors == nil {
		return []string{ok}
	}
	return errors
}

// refreshed is a successful refresh. A client that rotates gets a new refresh token, and the first rotation
// of the old one starts its grace period. It returns the ids of the new tokens; refresh is 0 without
// rotation.
func (m *model) refreshed(token int) (refresh, access int) {
	t := m.refresh[token]
	f := m.families[t.family]
	f.lastActive = m.now
	m.families[t.family] = f
	if f.client.rotates() {
		if t.replaced.IsZero() {
			t.replaced = m.now
			m.refresh[token] = t
		}
		refresh = m.issueRefresh(t.family)
	}
	return refresh, m.issueAccess(t.family)
}

// mayRevoke returns the allowed outcomes of a revocation by a client: success also for an unknown token
// (RFC 7009 section 2.2), but no token of another client (section 2.1).
func (m *model) mayRevoke(token int, client appClient) []string {
	t, known := m.refresh[token]
	f := m.families[t.family]
	if u, exists := m.users[f.username]; !known || !exists || u.account != f.account { // deleted with the user
		return []string{ok, unauthorized}
	}
	if f.client != client {
		return []string{unauthorized}
	}
	return []string{ok}
}

// revoked is a successful revocation: all tokens of the family end (Revoking tokens).
func (m *model) revoked(token int, client appClient) {
	t, known := m.refresh[token]
	if f := m.families[t.family]; known && f.client == client {
		f.revoked = true
		m.families[t.family] = f
	}
}

// mayUse returns the allowed outcomes of a call with an access token.
func (m *model) mayUse(token int) []string {
	t := m.access[token]
	f, known := m.families[t.family]
	u, exists := m.users[f.username]
	switch {
	case !known:
		return []string{notAuthorized}
	case !exists || u.account != f.account:
		return []string{notAuthorized, userNotFound}
	case f.revoked || !u.enabled || !m.now.Before(t.issued.Add(accessValidity)):
		return []string{notAuthorized}
	case t.issued.Equal(u.signedAt): // void in the same second (aws/aws-sdk-java#2449)
		return []string{notAuthorized}
	case t.issued.Equal(u.disabled): // the same for a user who was disabled: unspecified
		return []string{ok, notAuthorized}
	}
	return []string{ok}
}
