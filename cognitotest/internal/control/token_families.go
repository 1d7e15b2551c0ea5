package control

import (
	"net/http"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// tokenFamily is a sign-in with the tokens that descend from it.
type tokenFamily struct {
	OriginJTI  string     `json:"origin_jti"`
	UserPoolID string     `json:"user_pool_id"`
	ClientID   string     `json:"client_id"`
	Username   string     `json:"username"`
	Scopes     []string   `json:"scopes"`
	State      string     `json:"state"` // live, or the event that ended the family
	AuthTime   time.Time  `json:"auth_time"`
	IssuedAt   *time.Time `json:"issued_at"` // null: not recorded
	ExpiresAt  time.Time  `json:"expires_at"`
	EndedAt    *time.Time `json:"ended_at"` // null: live, or not recorded
	// SessionID is the token session, "" if the pool does not track sessions.
	SessionID     string         `json:"session_id"`
	RefreshTokens []refreshToken `json:"refresh_tokens"`
	Timeline      []familyEvent  `json:"timeline"`
}

// refreshToken is a refresh token, without its text. ID is known only to the emulator.
type refreshToken struct {
	ID          string     `json:"id"`
	IssuedAt    *time.Time `json:"issued_at"`
	ReplacedAt  *time.Time `json:"replaced_at"`  // null: not replaced
	UsableUntil time.Time  `json:"usable_until"` // if the family does not end before
}

type familyEvent struct {
	Event       string    `json:"event"`
	Time        time.Time `json:"time"`
	TokenID     string    `json:"refresh_token_id"` // the token that the client used, or ""
	SuccessorID string    `json:"successor_id"`     // the token that the client received, or ""
	Rejected    string    `json:"rejected"`         // the error, or ""
}

type tokenFamilyList struct {
	TokenFamilies []tokenFamily `json:"token_families"`
}

// familyFilters are the parameters that select token families.
var familyFilters = []string{"user_pool_id", "client_id", "username", "state"}

func (a *API) tokenFamilies(r *http.Request) (any, error) {
	query := r.URL.Query()
	if state := query.Get("state"); query.Has("state") && state != userpool.FamilyLive && state != "ended" {
		return nil, badRequest("state: %q is not a state of a token family. Write live or ended.", state)
	}
	list := tokenFamilyList{[]tokenFamily{}}
	selects := func(name, value string) bool { return !query.Has(name) || query.Get(name) == value }
	for _, h := range a.Store.FamilyHistories() {
		state := userpool.FamilyLive
		if h.State != state {
			state = "ended"
		}
		if selects("user_pool_id", h.PoolID) && selects("client_id", h.ClientID) && selects("username", h.Username) && selects("state", state) {
			list.TokenFamilies = append(list.TokenFamilies, familyOf(h))
		}
	}
	return list, nil
}

func (a *API) tokenFamily(r *http.Request) (any, error) {
	originJTI := r.PathValue("origin_jti")
	histories := a.Store.FamilyHistories()
	i := slices.IndexFunc(histories, func(h userpool.FamilyHistory) bool { return h.OriginJTI == originJTI })
	if i < 0 {
		return nil, unknownFamily(originJTI)
	}
	return familyOf(histories[i]), nil
}

// revokeTokenFamily revokes a token family as RevokeToken does.
func (a *API) revokeTokenFamily(r *http.Request) (any, error) {
	if err := rejectBody(r); err != nil {
		return nil, err
	}
	if originJTI := r.PathValue("origin_jti"); !a.Store.RevokeFamily(originJTI) {
		return nil, unknownFamily(originJTI)
	}
	return a.tokenFamily(r)
}

func unknownFamily(originJTI string) error {
	return notFound("No token family has the origin_jti %q. GET %stoken-families lists them.", originJTI, Prefix)
}

func familyOf(h userpool.FamilyHistory) tokenFamily {
	f := tokenFamily{
		OriginJTI: h.OriginJTI, UserPoolID: h.PoolID, ClientID: h.ClientID, Username: h.Username, Scopes: append([]string{}, h.Scopes...),
		State: h.State, AuthTime: h.AuthTime, IssuedAt: known(h.Issued), ExpiresAt: h.ExpiresAt, EndedAt: known(h.Ended),
		RefreshTokens: []refreshToken{}, Timeline: []familyEvent{},
	}
	if h.State == userpool.EventExpired {
		f.EndedAt = &h.ExpiresAt
	}
	if h.Session != nil {
		f.SessionID = h.Session.ID
	}
	for _, t := range h.Tokens {
		f.RefreshTokens = append(f.RefreshTokens, refreshToken{t.ID, known(t.Issued), known(t.ReplacedAt), h.UsableUntil(t)})
	}
	for _, e := range h.Events {
		f.Timeline = append(f.Timeline, familyEvent(e))
	}
	return f
}

// known returns nil for the zero time.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
