package userpool

import (
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// AuthEvent is an entry of a user's event history in a pool with threat protection.
type AuthEvent struct {
	ID         string
	Username   string
	Type       string // one of the event types
	Created    time.Time
	Response   string // Pass, Fail or InProgress
	Challenges []EventChallenge
	Activity   Activity
	Feedback   *EventFeedback // nil before the first one
}

// EventChallenge is the result of a challenge: Password or Mfa.
type EventChallenge struct {
	Name   string
	Passed bool
}

// EventFeedback is the judgment of an event by an administrator or the user.
type EventFeedback struct {
	Value    string // Valid or Invalid
	Provider string // who gave it
	Given    time.Time
}

// The values of an event (AuthEventType).
const (
	EventSignIn         = "SignIn"
	EventSignUp         = "SignUp"
	EventForgotPassword = "ForgotPassword"
	EventPasswordChange = "PasswordChange"
	EventResendCode     = "ResendCode"

	EventPass       = "Pass"
	EventFail       = "Fail"
	EventInProgress = "InProgress"

	EventPassword = "Password"
	EventMFA      = "Mfa"
)

// The providers of feedback. "Admin" is documented (EventFeedbackType), "User" is unspecified.
const (
	FeedbackOfAdmin = "Admin"
	FeedbackOfUser  = "User"
)

// retainAuthEvent is the time for which the service keeps an event (developer guide, "Viewing user
// event history").
const retainAuthEvent = 2 * 365 * 24 * time.Hour

// RecordAuthEvent stores an event of an existing user, if the pool has threat protection. An event
// with the id of an earlier one replaces it, and keeps its time.
func (s *Store) RecordAuthEvent(poolID string, e AuthEvent) {
	_, _ = inPool(s, poolID, func(p *poolState) (struct{}, error) { // without the pool there is no history
		if _, ok := p.users.Get(e.Username); ok && p.pool.HasThreatProtection() {
			e.ID = cmp.Or(e.ID, NewUUID())
			e.Created = s.Clock.Now()
			if old, ok := p.authEvents.Get(e.ID); ok {
				e.Created = old.Created
			}
			p.authEvents.Put(e.ID, e)
		}
		return struct{}{}, nil
	})
}

// FinishAuthEvent sets the response of the user's newest event of a type that is in progress, such
// as a sign-up that is not confirmed. Without one it stores a new event.
func (s *Store) FinishAuthEvent(poolID string, e AuthEvent) {
	events, _ := inPool(s, poolID, func(p *poolState) ([]AuthEvent, error) { return p.eventsOf(e.Username), nil })
	for _, open := range events {
		if open.Type == e.Type && open.Response == EventInProgress {
			open.Response = e.Response
			s.RecordAuthEvent(poolID, open)
			return
		}
	}
	s.RecordAuthEvent(poolID, e)
}

// eventsOf returns the events of a user, the newest first.
func (p *poolState) eventsOf(username string) []AuthEvent {
	var events []AuthEvent
	for _, e := range p.eventsByUser.Records(username) {
		events = append(events, e)
	}
	slices.SortStableFunc(events, func(a, b AuthEvent) int { return b.Created.Compare(a.Created) })
	return events
}

// requireEvents returns the user of a login in a pool with threat protection.
func (p *poolState) requireEvents(login string) (User, error) {
	if !p.pool.HasThreatProtection() {
		return User{}, apierror.AddOnNotEnabled()
	}
	u, ok := p.userByLogin(login)
	if !ok {
		return User{}, apierror.UserDoesNotExist()
	}
	return u, nil
}

// AuthEvents returns the events of a user, the newest first (the order is unspecified).
//
// Errors: UserPoolAddOnNotEnabledException in a pool without threat protection,
// UserNotFoundException.
func (s *Store) AuthEvents(poolID, login string) ([]AuthEvent, error) {
	return inPool(s, poolID, func(p *poolState) ([]AuthEvent, error) {
		u, err := p.requireEvents(login)
		if err != nil {
			return nil, err
		}
		return p.eventsOf(u.Username), nil
	})
}

// GiveFeedback stores feedback on an event. It replaces earlier feedback.
//
// Errors: the errors of [Store.AuthEvents], ResourceNotFoundException for an event that the user does
// not have.
func (s *Store) GiveFeedback(poolID, login, eventID string, feedback EventFeedback) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		u, err := p.requireEvents(login)
		if err != nil {
			return struct{}{}, err
		}
		e, ok := p.authEvents.Get(eventID)
		if !ok || e.Username != u.Username {
			return struct{}{}, apierror.ResourceNotFound("Auth event does not exist.")
		}
		feedback.Given = s.Clock.Now()
		e.Feedback = &feedback
		p.authEvents.Put(eventID, e)
		return struct{}{}, nil
	})
	return err
}

// FeedbackToken returns the token with which a user can give feedback on an event. The service sends
// it in a message about a risk.
func (s *Store) FeedbackToken(poolID, username, eventID string) string {
	key := s.Secret("event-feedback", func() []byte {
		key := make([]byte, 32)
		_, _ = rand.Read(key) // never fails
		return key
	})
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(poolID + "\x00" + username + "\x00" + eventID))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
