package cognitoidp

import (
	"fmt"
	"math"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// userSessionRequest has the members of the actions on sessions. A user sends an access token,
// an administrator a username.
type userSessionRequest struct {
	AccessToken              string
	UserPoolID               string `json:"UserPoolId"`
	Username                 string
	SessionID                string `json:"SessionId"`
	RevokeAssociatedSessions string
	NextToken                string
}

// linked is the value of RevokeAssociatedSessions that also revokes the linked sessions.
const linked = "LINKED"

// sessionOwner returns the user of a request, and the origin_jti of the user's own access token,
// which is "" for an administrator and for a token without that claim.
func (c *call) sessionOwner(in userSessionRequest) (poolID, login, originJTI string, err error) {
	if in.UserPoolID != "" {
		return in.UserPoolID, in.Username, "", nil
	}
	user, err := c.tokenUser(in.AccessToken)
	if err != nil {
		return "", "", "", err
	}
	access, err := c.Issuer.Access(in.AccessToken)
	return user.PoolID, user.Username, access.OriginJTI, err
}

// sessionDescription is the SessionDescriptionType of the API. LastLocation is absent: the
// emulator does not locate addresses.
type sessionDescription struct {
	SessionID        string `json:"SessionId"`
	SessionType      string
	ClientID         string `json:"ClientId,omitempty"`
	CreateDate       float64
	LastActiveDate   float64
	DeviceType       string `json:",omitempty"`
	LastIPAddress    string `json:",omitempty"`
	OriginSessionID  string `json:"OriginSessionId,omitempty"`
	IsCurrentSession bool
}

func describeSession(s userpool.ActiveSession, callerJTI string) sessionDescription {
	kind := "TOKEN"
	if s.SSO() {
		kind = "SSO"
	}
	return sessionDescription{
		SessionID: s.ID, SessionType: kind, ClientID: s.ClientID, CreateDate: epoch(s.Created), LastActiveDate: epoch(s.LastActive),
		DeviceType: s.Activity.Device, LastIPAddress: s.Activity.IPAddress, OriginSessionID: s.OriginID,
		IsCurrentSession: callerJTI != "" && s.OriginJTI == callerJTI,
	}
}

// sessionsPage is the size of a page (API_AdminListUserSessions).
const sessionsPage = 125

func listUserSessions(c *call, in userSessionRequest) (any, error) {
	poolID, login, originJTI, err := c.sessionOwner(in)
	if err != nil {
		return nil, err
	}
	active, err := c.Store.UserSessions(poolID, login)
	if err != nil {
		return nil, err
	}
	// page sorts by the key, so the latest activity has the lowest one.
	key := func(s userpool.ActiveSession) string {
		return fmt.Sprintf("%020d%020d%020d%s", math.MaxInt64-s.LastActive.UnixNano(), math.MaxInt64-s.Created.UnixNano(), math.MaxInt64-s.Number, s.ID)
	}
	active, next, err := page(c, active, key, in.NextToken, sessionsPage)
	if err != nil {
		return nil, err
	}
	listed := []sessionDescription{}
	for _, s := range active {
		listed = append(listed, describeSession(s, originJTI))
	}
	return struct {
		Sessions  []sessionDescription
		NextToken string `json:",omitempty"`
	}{listed, next}, nil
}

func revokeUserSession(c *call, in userSessionRequest) (any, error) {
	poolID, login, originJTI, err := c.sessionOwner(in)
	if err != nil {
		return nil, err
	}
	return none{}, c.Store.RevokeUserSession(userpool.SessionRevocation{
		PoolID: poolID, Login: login, SessionID: in.SessionID, Linked: in.RevokeAssociatedSessions == linked, CallerJTI: originJTI,
	})
}

var userSessionActions = []action{
	on("ListUserSessions", listUserSessions),
	on("AdminListUserSessions", listUserSessions),
	on("RevokeUserSession", revokeUserSession),
	on("AdminRevokeUserSession", revokeUserSession),
}
