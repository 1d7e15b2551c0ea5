package cognitoidp

import (
	"crypto/hmac"
	"fmt"
	"math"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

type authEventRequest struct {
	UserPoolID    string `json:"UserPoolId"`
	Username      string
	EventID       string `json:"EventId"`
	FeedbackValue string
	FeedbackToken string
	MaxResults    int
	NextToken     string
}

// authEvent is the AuthEventType of the API. The emulator assesses no risk: each event has the
// decision NoRisk and no level, as in the example of the developer guide.
type authEvent struct {
	EventID            string `json:"EventId"`
	EventType          string
	CreationDate       float64
	EventResponse      string
	EventRisk          eventRisk
	ChallengeResponses []challengeResponse
	EventContextData   eventContext
	EventFeedback      *eventFeedback `json:",omitempty"`
}

type eventRisk struct {
	RiskDecision                   string
	CompromisedCredentialsDetected bool
}

type challengeResponse struct{ ChallengeName, ChallengeResponse string }

// eventContext is the EventContextDataType of the API. Timezone, City and Country are absent: the
// emulator does not locate addresses.
type eventContext struct {
	IPAddress  string `json:"IpAddress,omitempty"`
	DeviceName string `json:",omitempty"`
}

type eventFeedback struct {
	FeedbackValue string
	Provider      string
	FeedbackDate  float64
}

func describeAuthEvent(e userpool.AuthEvent) authEvent {
	wire := authEvent{
		EventID: e.ID, EventType: e.Type, CreationDate: epoch(e.Created), EventResponse: e.Response, EventRisk: eventRisk{RiskDecision: "NoRisk"},
		ChallengeResponses: []challengeResponse{}, EventContextData: eventContext{e.Activity.IPAddress, deviceName(e.Activity.Device)},
	}
	for _, c := range e.Challenges {
		response := "Failure"
		if c.Passed {
			response = "Success"
		}
		wire.ChallengeResponses = append(wire.ChallengeResponses, challengeResponse{c.Name, response})
	}
	if f := e.Feedback; f != nil {
		wire.EventFeedback = &eventFeedback{f.Value, f.Provider, epoch(f.Given)}
	}
	return wire
}

// deviceName returns a device in the form of events: "Chrome 126, Windows 10" or "Other, Other"
// (examples of the developer guide).
func deviceName(device string) string {
	if device == "unknown" {
		return "Other, Other"
	}
	return strings.Replace(device, " / ", ", ", 1)
}

func adminListUserAuthEvents(c *call, in authEventRequest) (any, error) {
	events, err := c.Store.AuthEvents(in.UserPoolID, in.Username)
	if err != nil {
		return nil, err
	}
	// page sorts by the key, so the newest event has the lowest one.
	key := func(e userpool.AuthEvent) string {
		return fmt.Sprintf("%020d%s", math.MaxInt64-e.Created.UnixNano(), e.ID)
	}
	events, next, err := page(c, events, key, in.NextToken, in.MaxResults)
	if err != nil {
		return nil, err
	}
	wire := []authEvent{}
	for _, e := range events {
		wire = append(wire, describeAuthEvent(e))
	}
	return struct {
		AuthEvents []authEvent
		NextToken  string `json:",omitempty"`
	}{wire, next}, nil
}

func adminUpdateAuthEventFeedback(c *call, in authEventRequest) (any, error) {
	return none{}, c.Store.GiveFeedback(in.UserPoolID, in.Username, in.EventID, userpool.EventFeedback{Value: in.FeedbackValue, Provider: userpool.FeedbackOfAdmin})
}

// updateAuthEventFeedback accepts the token for the event and its user. It rejects another token
// before it looks for the event, because the action needs no signature (unspecified).
func updateAuthEventFeedback(c *call, in authEventRequest) (any, error) {
	pool, err := c.Store.Pool(in.UserPoolID)
	if err != nil {
		return nil, err
	}
	if pool.HasThreatProtection() {
		user, _ := c.Store.User(in.UserPoolID, in.Username) // no token is valid for an unknown user
		if !hmac.Equal([]byte(in.FeedbackToken), []byte(c.Store.FeedbackToken(in.UserPoolID, user.Username, in.EventID))) {
			return nil, apierror.NotAuthorized("Invalid feedback token.")
		}
	}
	return none{}, c.Store.GiveFeedback(in.UserPoolID, in.Username, in.EventID, userpool.EventFeedback{Value: in.FeedbackValue, Provider: userpool.FeedbackOfUser})
}

var authEventActions = []action{
	on("AdminListUserAuthEvents", adminListUserAuthEvents),
	on("AdminUpdateAuthEventFeedback", adminUpdateAuthEventFeedback),
	on("UpdateAuthEventFeedback", updateAuthEventFeedback),
}
