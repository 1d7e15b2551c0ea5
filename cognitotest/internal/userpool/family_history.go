package userpool

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// The events in the history of a token family.
const (
	EventIssued        = "issued"
	EventRefreshed     = "refreshed"      // without rotation
	EventRotated       = "rotated"        // the first use of a token that a rotation replaced
	EventReused        = "reused"         // a later use of a replaced token, in its grace period or after it
	EventRejected      = "rejected"       // a refresh that was rejected for another reason
	EventRevoked       = "revoked"        // the token or the session was revoked
	EventEvicted       = "evicted"        // the user had too many sessions
	EventSignedOut     = "signed_out"     // GlobalSignOut, AdminUserGlobalSignOut, or the user was disabled
	EventClientDeleted = "client_deleted" // the app client was deleted
	EventExpired       = "expired"
)

// FamilyLive is the state of a family that has not ended. The other states are the events that end a
// family.
const FamilyLive = "live"

// FamilyEvent is an event in the history of a token family.
type FamilyEvent struct {
	Event string
	Time  time.Time
	// TokenID is the refresh token that the client used, or "".
	TokenID string
	// SuccessorID is the refresh token that the client received, or "".
	SuccessorID string
	// Rejected is the error of a rejected refresh, or "".
	Rejected string
}

// FamilyHistory is a token family with its refresh tokens and its events, the oldest first.
type FamilyHistory struct {
	TokenFamily
	State  string // FamilyLive, or the event that ended the family
	Tokens []RefreshToken
	Events []FamilyEvent
}

// FamilyHistories returns the token families of all pools, by the time of the sign-in. The history of
// a family has its latest refreshes without rotation, as far as the process has seen them.
func (s *Store) FamilyHistories() []FamilyHistory {
	byFamily := map[string]*FamilyHistory{}
	s.db.Do(func() {
		for id, f := range s.families.All() {
			byFamily[id] = &FamilyHistory{TokenFamily: f}
		}
		for _, t := range s.refreshTokens.All() {
			if h, ok := byFamily[t.OriginJTI]; ok {
				h.Tokens = append(h.Tokens, t)
			}
		}
	})
	refreshes, now := s.refreshes.copy(), s.Clock.Now()
	var list []FamilyHistory
	for id, h := range byFamily {
		slices.SortFunc(h.Tokens, func(a, b RefreshToken) int {
			return cmp.Or(a.Issued.Compare(b.Issued), strings.Compare(a.ID, b.ID))
		})
		h.State = h.state(now)
		h.Events = slices.Concat(h.recorded(now), refreshes[id])
		slices.SortStableFunc(h.Events, func(a, b FamilyEvent) int { return a.Time.Compare(b.Time) })
		list = append(list, *h)
	}
	slices.SortFunc(list, func(a, b FamilyHistory) int {
		return cmp.Or(a.Issued.Compare(b.Issued), strings.Compare(a.OriginJTI, b.OriginJTI))
	})
	return list
}

// state returns the state at a time. A revoked family stays revoked when it expires.
func (f TokenFamily) state(now time.Time) string {
	switch {
	case f.Revoked:
		return cmp.Or(f.EndedBy, EventRevoked)
	case !now.Before(f.ExpiresAt):
		return EventExpired
	}
	return FamilyLive
}

// recorded returns the events that the records contain. Records of earlier versions of the emulator
// have no times of some events, which are left out.
func (h FamilyHistory) recorded(now time.Time) []FamilyEvent {
	var events []FamilyEvent
	add := func(e FamilyEvent) {
		if !e.Time.IsZero() {
			events = append(events, e)
		}
	}
	replacedAt := map[string]time.Time{}
	for _, t := range h.Tokens {
		replacedAt[t.ID] = t.ReplacedAt
	}
	for _, t := range h.Tokens {
		switch {
		case t.Replaces == "":
			add(FamilyEvent{Event: EventIssued, Time: h.Issued, SuccessorID: t.ID})
		case t.Issued.Equal(replacedAt[t.Replaces]):
			add(FamilyEvent{Event: EventRotated, Time: t.Issued, TokenID: t.Replaces, SuccessorID: t.ID})
		default:
			add(FamilyEvent{Event: EventReused, Time: t.Issued, TokenID: t.Replaces, SuccessorID: t.ID})
		}
	}
	if h.Revoked {
		add(FamilyEvent{Event: h.EndedBy, Time: h.Ended})
	}
	if !now.Before(h.ExpiresAt) && (!h.Revoked || h.Ended.After(h.ExpiresAt)) {
		add(FamilyEvent{Event: EventExpired, Time: h.ExpiresAt})
	}
	return events
}

// UsableUntil returns when the token of a live family ends: with the grace period of its rotation, or
// with the family.
func (h FamilyHistory) UsableUntil(t RefreshToken) time.Time {
	if end := t.ReplacedAt.Add(t.Grace); t.replaced() && end.Before(h.ExpiresAt) {
		return end
	}
	return h.ExpiresAt
}
