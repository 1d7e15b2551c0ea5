package userpool

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// UserSession is the record of a session in a pool that tracks sessions. The record of a token
// session belongs to a [TokenFamily], the record of an SSO session to a [BrowserSession], and
// both end with it.
type UserSession struct {
	ID         string
	ClientID   string
	Created    time.Time
	LastActive time.Time
	Activity   Activity // the last one
	// Number is greater than the numbers of the sessions that the user had at its start. It orders sessions
	// of the same instant, because a server's clock may stand still. 0 if an earlier version of the
	// emulator started the session.
	Number int
	// OriginID is the SSO session from which a token session came; "" for a sign-in through
	// the API.
	OriginID string
}

// Activity is where a session was used.
type Activity struct {
	Device    string // such as "Chrome 125 / macOS 15.0", or "unknown"
	IPAddress string // "" if the request did not come over a network
}

// The form of session ids (SessionDescriptionType): 28 characters with a prefix.
const (
	tokenSessionPrefix = "tkn"
	ssoSessionPrefix   = "sso"
	sessionSuffix      = 25
	sessionAlphabet    = "0123456789abcdefghijklmnopqrstuvwxyz"
)

// SSO reports whether the session is an SSO session, not a token session.
func (u UserSession) SSO() bool { return strings.HasPrefix(u.ID, ssoSessionPrefix) }

// at returns the session after an activity.
func (u UserSession) at(now time.Time, a Activity) *UserSession {
	u.LastActive, u.Activity = now, a
	return &u
}

// newUserSession returns a session that follows the active sessions of its user.
func (s *Store) newUserSession(prefix, clientID string, a Activity, active []ActiveSession) *UserSession {
	now, last := s.Clock.Now(), 0
	for _, other := range active {
		last = max(last, other.Number)
	}
	return &UserSession{
		ID: prefix + randomString(sessionAlphabet, sessionSuffix), ClientID: clientID, Created: now, LastActive: now, Activity: a, Number: last + 1,
	}
}

// ActiveSession is a session that has not ended.
type ActiveSession struct {
	UserSession
	OriginJTI string // of the token family; "" for an SSO session

	browserSession string // id; "" for a token session
	username       string
}

// activeSessions returns a user's sessions, the latest activity first. It runs in a
// transaction.
func (s *Store) activeSessions(poolID, username string) []ActiveSession {
	now := s.Clock.Now()
	var active []ActiveSession
	key := keyOf(poolID, username)
	for _, f := range s.sessionsOfUser.Records(key) {
		if f.PoolID == poolID && f.Username == username && now.Before(f.ExpiresAt) {
			active = append(active, ActiveSession{UserSession: *f.Session, OriginJTI: f.OriginJTI, username: username})
		}
	}
	for _, b := range s.browsersByUser.Records(key) {
		if b.Session != nil && b.PoolID == poolID && b.Username == username && now.Before(b.ExpiresAt) {
			active = append(active, ActiveSession{UserSession: *b.Session, browserSession: b.ID, username: username})
		}
	}
	slices.SortFunc(active, func(a, b ActiveSession) int {
		return cmp.Or(b.LastActive.Compare(a.LastActive), b.Created.Compare(a.Created), b.Number-a.Number, strings.Compare(a.ID, b.ID))
	})
	return active
}

// UserSessions returns a user's active sessions of all clients, the latest activity first
// (the order is unspecified).
//
// Errors: UserNotFoundException, OperationNotEnabledException in a pool that does not track
// sessions.
func (s *Store) UserSessions(poolID, login string) ([]ActiveSession, error) {
	return inPool(s, poolID, func(p *poolState) ([]ActiveSession, error) { return s.trackedSessions(p, login) })
}

func (s *Store) trackedSessions(p *poolState, login string) ([]ActiveSession, error) {
	u, ok := p.userByLogin(login)
	if !ok {
		return nil, apierror.UserDoesNotExist()
	}
	if !p.sessionConfiguration().Tracking {
		return nil, apierror.SessionsNotTracked()
	}
	return s.activeSessions(p.pool.ID, u.Username), nil
}

// SessionRevocation names the session to revoke.
type SessionRevocation struct {
	PoolID, Login, SessionID string
	// Linked also revokes the parent SSO session of a token session, or the token sessions of
	// an SSO session.
	Linked bool
	// CallerJTI is the origin_jti of the caller's token, or "". The revocation must not end
	// the caller's session.
	CallerJTI string
}

// RevokeUserSession ends a session and its tokens.
//
// Errors: the errors of [Store.UserSessions], ResourceNotFoundException for a session that the user
// does not have, InvalidParameterException for the caller's session.
func (s *Store) RevokeUserSession(r SessionRevocation) error {
	_, err := inPool(s, r.PoolID, func(p *poolState) (struct{}, error) {
		active, err := s.trackedSessions(p, r.Login)
		if err != nil {
			return struct{}{}, err
		}
		i := slices.IndexFunc(active, func(a ActiveSession) bool { return a.ID == r.SessionID })
		if i < 0 {
			return struct{}{}, apierror.SessionNotFound()
		}
		target := active[i]
		for _, a := range active {
			child := r.Linked && target.SSO() && a.OriginID == target.ID
			parent := r.Linked && target.OriginID != "" && a.ID == target.OriginID
			if a.ID != target.ID && !child && !parent {
				continue
			}
			if r.CallerJTI != "" && a.OriginJTI == r.CallerJTI {
				return struct{}{}, apierror.CurrentSession()
			}
			s.endSession(a, EventRevoked)
		}
		if r.Linked && target.SSO() { // a code that is not redeemed would start another token session
			for value, c := range s.codesByUser.Records(keyOf(r.PoolID, target.username)) {
				if c.OriginSessionID == target.ID {
					s.codes.Delete(value)
				}
			}
		}
		return struct{}{}, nil
	})
	return err
}

// endSession runs in a transaction.
func (s *Store) endSession(a ActiveSession, by string) {
	if a.SSO() {
		s.sessions.Delete(a.browserSession)
		return
	}
	s.endFamily(s.families.At(a.OriginJTI), by)
}

// track starts the record of a family whose sign-in has one, or drops it if the pool does not
// track sessions. First it evicts the least recently used token sessions of the user until the
// new one is within the limit. It runs in a transaction.
func (s *Store) track(p *poolState, f *TokenFamily) {
	configured := p.sessionConfiguration()
	if f.Session == nil || !configured.Tracking {
		f.Session = nil
		return
	}
	if f.Implicit { // without a refresh token there is no token session (unspecified)
		s.touchSSOSession(f.Session.OriginID, s.Clock.Now(), f.Session.Activity)
		f.Session = nil
		return
	}
	active := s.activeSessions(f.PoolID, f.Username)
	tokens := slices.DeleteFunc(slices.Clone(active), func(a ActiveSession) bool { return a.SSO() })
	for len(tokens) >= configured.MaxPerUser {
		s.endSession(tokens[len(tokens)-1], EventEvicted)
		tokens = tokens[:len(tokens)-1]
	}
	session := s.newUserSession(tokenSessionPrefix, f.ClientID, f.Session.Activity, active)
	session.OriginID = f.Session.OriginID
	f.Session = session
	s.touchSSOSession(session.OriginID, session.Created, session.Activity)
}

// touchSSOSession records an activity of an SSO session, if it is active. It runs in a
// transaction.
func (s *Store) touchSSOSession(id string, now time.Time, a Activity) {
	for key, b := range s.browsersBySSO.Records(id) {
		b.Session = b.Session.at(now, a)
		s.sessions.Put(key, b)
	}
}

// RecordRefresh records the refresh of a token session. A rotation is an activity of its SSO
// session, too (SessionDescriptionType). The token is checked again, because the session may
// have been revoked since [Store.ReadRefresh].
//
// Errors: the errors of Refresh.Err, except UserNotFoundException.
func (s *Store) RecordRefresh(r Refresh) error {
	_, err := transaction.Run(s.db, func() (struct{}, error) {
		_, f, err := s.usableRefreshToken(r.Token.ID, r.Client.ID)
		if err != nil || f.Session == nil {
			return struct{}{}, err
		}
		now := s.Clock.Now()
		f.Session = f.Session.at(now, r.Activity)
		s.families.Put(f.OriginJTI, f)
		if r.Client.Rotates() {
			s.touchSSOSession(f.Session.OriginID, now, r.Activity)
		}
		return struct{}{}, nil
	})
	return err
}

// dropSessions removes the records of a pool that no longer tracks sessions. The tokens stay
// valid, and the browser sessions get the lifetime that they have without tracking
// (unspecified). It runs in a transaction.
func (s *Store) dropSessions(poolID string) {
	for f := range s.familiesIn(poolID) {
		if f.Session != nil {
			f.Session = nil
			s.families.Put(f.OriginJTI, f)
		}
	}
	for key, b := range s.browsersByUser.Between(firstKey(poolID), lastKey(poolID)) {
		if b.PoolID == poolID && b.Session != nil {
			b.Session = nil
			if limit := b.AuthTime.Add(BrowserSessionLifetime); limit.Before(b.ExpiresAt) {
				b.ExpiresAt = limit
			}
			s.sessions.Put(key, b)
		}
	}
}
