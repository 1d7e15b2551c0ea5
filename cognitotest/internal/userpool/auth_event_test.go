package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// newHistoryStore returns a store with a pool that has threat protection, and its users jo and mo.
func newHistoryStore(t *testing.T) (*Store, Pool) {
	t.Helper()
	s, pool := newDefaultStore(t, Pool{PoolSettings: PoolSettings{Tier: "PLUS", AdvancedSecurityMode: "AUDIT"}})
	addConfirmed(t, s, pool, "jo", "mo")
	return s, pool
}

func TestEventHistoryOfAUser(t *testing.T) {
	t.Parallel()
	s, pool := newHistoryStore(t)
	history := func(login string) []AuthEvent {
		events, err := s.AuthEvents(pool.ID, login)
		require.NoError(t, err)
		return events
	}
	s.RecordAuthEvent(pool.ID, AuthEvent{ID: "a", Username: "jo", Type: EventSignIn, Response: EventPass})
	s.RecordAuthEvent(pool.ID, AuthEvent{ID: "of-mo", Username: "mo", Type: EventSignIn, Response: EventFail})
	s.Clock.Advance(time.Minute)
	s.RecordAuthEvent(pool.ID, AuthEvent{ID: "z", Username: "jo", Type: EventSignUp, Response: EventInProgress})
	s.RecordAuthEvent(pool.ID, AuthEvent{ID: "none", Username: "unknown", Type: EventSignIn})
	signIn := AuthEvent{ID: "a", Username: "jo", Type: "SignIn", Response: "Pass", Created: stillTime}
	signUp := AuthEvent{ID: "z", Username: "jo", Type: "SignUp", Response: "InProgress", Created: stillTime.Add(time.Minute)}
	assert.Equal(t, []AuthEvent{signUp, signIn}, history("jo"), "the newest first")
	assert.Equal(t, history("jo"), history("sub-jo"))

	s.Clock.Advance(time.Minute)
	challenges := []EventChallenge{{Name: EventPassword, Passed: true}, {Name: EventMFA}}
	s.RecordAuthEvent(pool.ID, AuthEvent{ID: "a", Username: "jo", Type: EventSignIn, Response: EventFail, Challenges: challenges})
	signIn.Response, signIn.Challenges = "Fail", []EventChallenge{{Name: "Password", Passed: true}, {Name: "Mfa"}}
	assert.Equal(t, []AuthEvent{signUp, signIn}, history("jo"), "another record of the event keeps its time")
	_, err := s.AuthEvents(pool.ID, "unknown")
	require.EqualError(t, err, "UserNotFoundException: User does not exist.")

	s.RecordAuthEvent(pool.ID, AuthEvent{Username: "mo", Type: EventSignIn})
	assert.Regexp(t, "^[0-9a-f-]{36}$", history("mo")[0].ID, "an event without an id gets one")
	require.NoError(t, s.DeleteUser(pool.ID, "jo"))
	addConfirmed(t, s, pool, "jo")
	assert.Empty(t, history("jo"), "of a deleted user")
	assert.Len(t, history("mo"), 2)
}

// The end of a sign-up changes the event that is in progress.
func TestEventInProgressIsFinished(t *testing.T) {
	t.Parallel()
	s, pool := newHistoryStore(t)
	record := func(id, username, kind, response string) {
		s.RecordAuthEvent(pool.ID, AuthEvent{ID: id, Username: username, Type: kind, Response: response})
		s.Clock.Advance(time.Minute)
	}
	record("older", "jo", EventSignUp, EventInProgress)
	record("newest", "jo", EventSignUp, EventInProgress)
	record("passed", "jo", EventSignUp, EventPass)
	record("reset", "jo", EventForgotPassword, EventInProgress)
	record("of-mo", "mo", EventSignUp, EventInProgress)
	responses := func(login string) map[string]string {
		events, err := s.AuthEvents(pool.ID, login)
		require.NoError(t, err)
		list := map[string]string{}
		for _, e := range events {
			list[e.ID] = e.Response
		}
		return list
	}
	finish := func(id string) {
		s.FinishAuthEvent(pool.ID, AuthEvent{ID: id, Username: "jo", Type: EventSignUp, Response: EventFail})
	}
	finish("first")
	assert.Equal(t, map[string]string{"older": "InProgress", "newest": "Fail", "passed": "Pass", "reset": "InProgress"}, responses("jo"))
	finish("second")
	assert.Equal(t, map[string]string{"older": "Fail", "newest": "Fail", "passed": "Pass", "reset": "InProgress"}, responses("jo"))
	finish("third")
	assert.Equal(t, map[string]string{"older": "Fail", "newest": "Fail", "passed": "Pass", "reset": "InProgress", "third": "Fail"}, responses("jo"), "a new event")
	assert.Equal(t, map[string]string{"of-mo": "InProgress"}, responses("mo"))
}

func TestFeedbackOnAnEvent(t *testing.T) {
	t.Parallel()
	s, pool := newHistoryStore(t)
	s.RecordAuthEvent(pool.ID, AuthEvent{ID: "e", Username: "jo", Type: EventSignIn, Response: EventPass})
	s.Clock.Advance(time.Minute)
	give := func(login, id, value, by string) string {
		return errorText(s.GiveFeedback(pool.ID, login, id, EventFeedback{Value: value, Provider: by}))
	}
	feedback := func() *EventFeedback {
		events, err := s.AuthEvents(pool.ID, "jo")
		require.NoError(t, err)
		require.Len(t, events, 1)
		return events[0].Feedback
	}
	const missing = "ResourceNotFoundException: Auth event does not exist."
	require.Equal(t, missing, give("jo", "unknown", "Valid", FeedbackOfUser))
	require.Equal(t, missing, give("mo", "e", "Valid", FeedbackOfUser), "the event of another user")
	require.Equal(t, "UserNotFoundException: User does not exist.", give("unknown", "e", "Valid", FeedbackOfUser))
	require.Nil(t, feedback())
	require.Empty(t, give("jo", "e", "Valid", FeedbackOfUser))
	require.Equal(t, &EventFeedback{Value: "Valid", Provider: "User", Given: stillTime.Add(time.Minute)}, feedback())
	s.Clock.Advance(time.Minute)
	require.Empty(t, give("sub-jo", "e", "Invalid", FeedbackOfAdmin))
	assert.Equal(t, &EventFeedback{Value: "Invalid", Provider: "Admin", Given: stillTime.Add(2 * time.Minute)}, feedback())
}

func TestEventHistoryRequiresThreatProtection(t *testing.T) {
	t.Parallel()
	const want = "UserPoolAddOnNotEnabledException: Threat protection is not enabled for the user pool."
	for mode, enabled := range map[string]bool{"": false, "OFF": false, "AUDIT": true, "ENFORCED": true} {
		s, pool := newDefaultStore(t, Pool{PoolSettings: PoolSettings{Tier: "PLUS", AdvancedSecurityMode: mode}})
		addConfirmed(t, s, pool, "jo")
		s.RecordAuthEvent(pool.ID, AuthEvent{ID: "e", Username: "jo", Type: EventSignIn})
		events, err := s.AuthEvents(pool.ID, "jo")
		if enabled {
			require.NoError(t, err, mode)
			assert.Len(t, events, 1, mode)
			continue
		}
		require.EqualError(t, err, want, mode)
		require.EqualError(t, s.GiveFeedback(pool.ID, "jo", "e", EventFeedback{}), want, mode)
		_, err = s.UpdatePool(pool.ID, func(p *Pool) { p.AdvancedSecurityMode = "AUDIT" })
		require.NoError(t, err, mode)
		events, err = s.AuthEvents(pool.ID, "jo")
		require.NoError(t, err, mode)
		assert.Empty(t, events, "%s: no event before", mode)
	}
}

// The service keeps an event for two years.
func TestOldEventsAreDeleted(t *testing.T) {
	t.Parallel()
	s, pool := newHistoryStore(t)
	s.RecordAuthEvent(pool.ID, AuthEvent{ID: "e", Username: "jo", Type: EventSignIn, Response: EventPass})
	for _, tt := range []struct {
		later time.Duration
		want  int
	}{{2 * 365 * 24 * time.Hour, 1}, {2 * time.Hour, 0}} {
		s.Clock.Advance(tt.later)
		s.KeepMessage(Message{}) // a write purges
		events, err := s.AuthEvents(pool.ID, "jo")
		require.NoError(t, err)
		assert.Len(t, events, tt.want, "%v later", tt.later)
	}
}

// A feedback token is for one event. Its key is secret and survives a restart.
func TestFeedbackTokenIsForOneEvent(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	s := open(t, j)
	token := s.FeedbackToken("us-east-1_a", "jo", "e")
	assert.Regexp(t, "^[A-Za-z0-9_-]{43}$", token)
	for _, of := range [][3]string{{"us-east-1_b", "jo", "e"}, {"us-east-1_a", "mo", "e"}, {"us-east-1_a", "jo", "f"}, {"us-east-1_a", "joe", ""}} {
		assert.NotEqual(t, token, s.FeedbackToken(of[0], of[1], of[2]), "%v", of)
	}
	assert.Equal(t, token, open(t, j).FeedbackToken("us-east-1_a", "jo", "e"), "after a restart")
	assert.NotEqual(t, token, open(t, journaltest.NewMemory()).FeedbackToken("us-east-1_a", "jo", "e"), "of another emulator")
}
