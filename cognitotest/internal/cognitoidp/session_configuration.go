package cognitoidp

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"

const (
	trackingEnabled  = "ENABLED"
	trackingDisabled = "DISABLED"
)

// sessionConfiguration is request and response of the actions on a pool's session tracking.
type sessionConfiguration struct {
	UserPoolID          string `json:"UserPoolId"`
	UserSessionTracking string
	TokenSession        struct{ MaxPerUser int }
}

func getUserPoolSessionConfiguration(c *call, in userPoolRequest) (any, error) {
	configured, err := c.Store.SessionConfiguration(in.UserPoolID)
	return sessionConfigurationResponse(in.UserPoolID, configured, err)
}

func setUserPoolSessionConfiguration(c *call, in sessionConfiguration) (any, error) {
	configured, err := c.Store.SetSessionConfiguration(in.UserPoolID, userpool.SessionConfiguration{
		Tracking: in.UserSessionTracking == trackingEnabled, MaxPerUser: in.TokenSession.MaxPerUser,
	})
	return sessionConfigurationResponse(in.UserPoolID, configured, err)
}

func sessionConfigurationResponse(poolID string, configured userpool.SessionConfiguration, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	wire := sessionConfiguration{UserPoolID: poolID, UserSessionTracking: trackingDisabled}
	if configured.Tracking {
		wire.UserSessionTracking = trackingEnabled
	}
	wire.TokenSession.MaxPerUser = configured.MaxPerUser
	return wire, nil
}

// clientSessionConfiguration is request and response of the actions on an app client's session
// setting.
type clientSessionConfiguration struct {
	UserPoolID string `json:"UserPoolId"`
	ClientID   string `json:"ClientId"`
	SSOSession struct{ MaxValidityMinutes int }
}

func getUserPoolClientSessionConfiguration(c *call, in userPoolClientRequest) (any, error) {
	configured, err := c.Store.ClientSessionConfiguration(in.UserPoolID, in.ClientID)
	if err != nil {
		return nil, err
	}
	wire := clientSessionConfiguration{UserPoolID: in.UserPoolID, ClientID: in.ClientID}
	wire.SSOSession.MaxValidityMinutes = configured.MaxValidityMinutes
	return wire, nil
}

func setUserPoolClientSessionConfiguration(c *call, in clientSessionConfiguration) (any, error) {
	configured := userpool.ClientSessionConfiguration{MaxValidityMinutes: in.SSOSession.MaxValidityMinutes}
	if err := c.Store.SetClientSessionConfiguration(in.UserPoolID, in.ClientID, configured); err != nil {
		return nil, err
	}
	return in, nil
}

var sessionConfigurationActions = []action{
	on("GetUserPoolSessionConfiguration", getUserPoolSessionConfiguration),
	on("SetUserPoolSessionConfiguration", setUserPoolSessionConfiguration),
	on("GetUserPoolClientSessionConfiguration", getUserPoolClientSessionConfiguration),
	on("SetUserPoolClientSessionConfiguration", setUserPoolClientSessionConfiguration),
}
