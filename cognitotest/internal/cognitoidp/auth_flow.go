package cognitoidp

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// authRequest has the members of InitiateAuth and AdminInitiateAuth.
type authRequest struct {
	UserPoolID     string `json:"UserPoolId"` // AdminInitiateAuth only
	ClientID       string `json:"ClientId"`
	AuthFlow       string
	AuthParameters map[string]string
	ClientMetadata map[string]string
	Session        string
}

// authFlow is one way to sign in.
type authFlow struct {
	grant    string   // what ExplicitAuthFlows must allow, without ALLOW_
	refusal  string   // what the service says if they do not
	only     string   // the action that alone has the flow; "": both
	requires []string // of AuthParameters
	start    func(*signIn) (any, error)
}

const (
	byClient = "InitiateAuth"
	byAdmin  = "AdminInitiateAuth"
)

const adminRefusal = "Auth flow not enabled for this client"

// authFlows are the flows by AuthFlow value. The three wordings of refusals were seen by
// many; that of refreshing was not seen.
var authFlows map[string]authFlow

func init() { // a flow can start another, so the table is filled late
	authFlows = map[string]authFlow{
		"USER_PASSWORD_AUTH":       {grant: "USER_PASSWORD_AUTH", refusal: "USER_PASSWORD_AUTH flow not enabled for this client", only: byClient, requires: []string{"USERNAME", "PASSWORD"}, start: (*signIn).withPassword},
		"ADMIN_USER_PASSWORD_AUTH": {grant: "ADMIN_USER_PASSWORD_AUTH", refusal: adminRefusal, only: byAdmin, requires: []string{"USERNAME", "PASSWORD"}, start: (*signIn).withPassword},
		"ADMIN_NO_SRP_AUTH":        {grant: "ADMIN_USER_PASSWORD_AUTH", refusal: adminRefusal, only: byAdmin, requires: []string{"USERNAME", "PASSWORD"}, start: (*signIn).withPassword},
		"USER_SRP_AUTH":            {grant: "USER_SRP_AUTH", refusal: "USER_SRP_AUTH is not enabled for the client.", requires: []string{"USERNAME", "SRP_A"}, start: (*signIn).withSRP},
		"USER_AUTH":                {grant: "USER_AUTH", refusal: "USER_AUTH flow not enabled for this client", requires: []string{"USERNAME"}, start: (*signIn).withChoice},
		"CUSTOM_AUTH":              {grant: "CUSTOM_AUTH", refusal: "CUSTOM_AUTH is not enabled for the client.", requires: []string{"USERNAME"}, start: (*signIn).withFunctions},
		"REFRESH_TOKEN_AUTH":       {grant: "REFRESH_TOKEN_AUTH", refusal: "REFRESH_TOKEN_AUTH flow not enabled for this client", requires: []string{"REFRESH_TOKEN"}, start: (*signIn).withRefreshToken},
		"REFRESH_TOKEN":            {grant: "REFRESH_TOKEN_AUTH", refusal: "REFRESH_TOKEN flow not enabled for this client", requires: []string{"REFRESH_TOKEN"}, start: (*signIn).withRefreshToken},
	}
}

func initiateAuth(c *call, in authRequest) (any, error) {
	client, err := c.Store.FindClient(c.region, in.ClientID)
	if err != nil {
		return nil, err
	}
	return c.startAuth(client, in, byClient)
}

func adminInitiateAuth(c *call, in authRequest) (any, error) {
	client, err := c.Store.Client(in.UserPoolID, in.ClientID)
	if err != nil {
		return nil, err
	}
	return c.startAuth(client, in, byAdmin)
}

func (c *call) startAuth(client userpool.Client, in authRequest, action string) (any, error) {
	flow := authFlows[in.AuthFlow] // the model knows no others
	switch {
	case flow.only != "" && flow.only != action:
		return nil, userpool.InvalidParameter("Initiate Auth method not supported.") // awsdocs/aws-doc-sdk-examples#5289
	case !client.AllowsAuthFlow(flow.grant):
		return nil, userpool.InvalidParameter("%s", flow.refusal)
	}
	pool, err := c.Store.Pool(client.PoolID)
	if err != nil {
		return nil, err
	}
	s := &signIn{call: c, pool: pool, client: client, in: in.AuthParameters, validation: in.ClientMetadata}
	s.progress.DeviceKey = in.AuthParameters["DEVICE_KEY"]
	if err := required(in.AuthParameters, flow.requires...); err != nil {
		return nil, err
	}
	if slices.Contains(flow.requires, "USERNAME") {
		if err := checkSecretHash(client, in.AuthParameters["USERNAME"], in.AuthParameters["SECRET_HASH"]); err != nil {
			return nil, err
		}
	}
	if in.AuthFlow == "USER_AUTH" && in.Session != "" {
		return s.withSession(in.Session)
	}
	return flow.start(s)
}

var authActions = []action{
	on("InitiateAuth", initiateAuth),
	on("AdminInitiateAuth", adminInitiateAuth),
}
