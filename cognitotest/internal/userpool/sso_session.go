package userpool

import (
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// BrowserSignIn is a completed sign-in on a pool's hosted pages.
type BrowserSignIn struct {
	PoolID, Username string
	Provider         string // identity provider; "": the pool itself
	Authentication   Authentication
	SAML             *SAMLUser
	ClientID         string
	Activity         Activity
	// Earlier is the id of the session that the browser had, or "".
	Earlier string
}

// SignInBrowser starts a browser session. In a pool that tracks sessions it has an SSO session,
// and lasts as long as the longest-lived one of the clients requires.
func (s *Store) SignInBrowser(in BrowserSignIn) BrowserSession {
	now := s.Clock.Now()
	b := BrowserSession{
		ID: NewUUID(), PoolID: in.PoolID, Username: in.Username, Provider: in.Provider, SAML: in.SAML, Authentication: in.Authentication,
		AuthTime: now, ExpiresAt: now.Add(BrowserSessionLifetime),
	}
	s.db.Do(func() {
		if p, ok := s.pool(in.PoolID); ok && p.sessionConfiguration().Tracking {
			b.Session = s.ssoSession(in)
			b.ExpiresAt = now.Add(p.longestReuse())
		}
		s.sessions.Put(b.ID, b)
	})
	return b
}

// ssoSession returns the SSO session of a sign-in. A user who signs in again in the same
// browser keeps the session, and the earlier cookie ends (unspecified). It runs in a
// transaction.
func (s *Store) ssoSession(in BrowserSignIn) *UserSession {
	if earlier, ok := s.browserSession(in.PoolID, in.Earlier); ok && earlier.Session != nil && earlier.Username == in.Username {
		s.sessions.Delete(earlier.ID)
		return earlier.Session.at(s.Clock.Now(), in.Activity)
	}
	return s.newUserSession(ssoSessionPrefix, in.ClientID, in.Activity, s.activeSessions(in.PoolID, in.Username))
}

// longestReuse returns the lifetime of a browser session of a pool that tracks sessions: the
// largest limit of its clients (unspecified). If all are 0, it is the lifetime without
// tracking, because the session has a record and a cookie all the same.
func (p *poolState) longestReuse() (longest time.Duration) {
	for id := range p.clients.All() {
		longest = max(longest, p.clientSessionConfiguration(id).Reuse())
	}
	if longest == 0 {
		return BrowserSessionLifetime
	}
	return longest
}

// SSOSessionID returns the id of the SSO session, or "" in a pool that does not track
// sessions.
func (b BrowserSession) SSOSessionID() string {
	if b.Session == nil {
		return ""
	}
	return b.Session.ID
}

// RevokeRefreshTokenAndSSOSession is [Store.RevokeRefreshToken], and also ends the SSO session
// from which the token session came. Other token sessions of that SSO session continue
// (API_RevokeToken). It has no further effect on tokens without a token session.
func (s *Store) RevokeRefreshTokenAndSSOSession(id, clientID string) error {
	_, err := transaction.Run(s.db, func() (struct{}, error) {
		f, err := s.revokeRefreshToken(id, clientID)
		if err != nil || f.Session == nil || f.Session.OriginID == "" {
			return struct{}{}, err
		}
		for id := range s.browsersBySSO.Records(f.Session.OriginID) {
			s.sessions.Delete(id)
		}
		return struct{}{}, nil
	})
	return err
}
