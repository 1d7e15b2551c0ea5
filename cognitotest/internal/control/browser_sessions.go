package control

import (
	"net/http"
	"time"
)

// browserSession is the sign-in of a browser on the hosted pages, which lets apps sign in without a
// form.
type browserSession struct {
	ID         string    `json:"id"` // not the cookie of the browser
	UserPoolID string    `json:"user_pool_id"`
	Username   string    `json:"username"`
	Provider   string    `json:"identity_provider"` // "" for a sign-in with the pool itself
	State      string    `json:"state"`             // live or expired
	AuthTime   time.Time `json:"auth_time"`
	ExpiresAt  time.Time `json:"expires_at"`
	// SessionID is the SSO session, "" if the pool does not track sessions.
	SessionID string `json:"session_id"`
}

type browserSessionList struct {
	BrowserSessions []browserSession `json:"browser_sessions"`
}

func (a *API) browserSessions(r *http.Request) (any, error) {
	query, now := r.URL.Query(), a.Store.Clock.Now()
	selects := func(name, value string) bool { return !query.Has(name) || query.Get(name) == value }
	list := browserSessionList{[]browserSession{}}
	for _, b := range a.Store.BrowserSessions() {
		if !selects("user_pool_id", b.PoolID) || !selects("username", b.Username) {
			continue
		}
		state := "live"
		if !now.Before(b.ExpiresAt) {
			state = "expired"
		}
		list.BrowserSessions = append(list.BrowserSessions, browserSession{
			ID: b.Handle(), UserPoolID: b.PoolID, Username: b.Username, Provider: b.Provider, State: state,
			AuthTime: b.AuthTime, ExpiresAt: b.ExpiresAt, SessionID: b.SSOSessionID(),
		})
	}
	return list, nil
}

// endBrowserSession signs the browser out. As on the logout endpoint, its refresh tokens stay valid.
func (a *API) endBrowserSession(r *http.Request) (any, error) {
	if err := rejectBody(r); err != nil {
		return nil, err
	}
	if id := r.PathValue("id"); !a.Store.EndBrowserSessionOf(id) {
		return nil, notFound("No browser session has the id %q. GET %sbrowser-sessions lists them.", id, Prefix)
	}
	return nil, nil
}
