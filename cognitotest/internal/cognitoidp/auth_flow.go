package cognitoidp

import (
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
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

// signIn is one request to InitiateAuth or AdminInitiateAuth.
type signIn struct {
	*call
	client   userpool.Client
	in       map[string]string // AuthParameters
	metadata map[string]string // ClientMetadata
	session  string
}

// authFlow describes one value of AuthFlow.
type authFlow struct {
	allowedAs string   // the value that ExplicitAuthFlows must contain, without the prefix ALLOW_
	rejected  string   // the error text if ExplicitAuthFlows does not contain it
	only      string   // the only action that accepts the flow; "": both actions do
	requires  []string // the required members of AuthParameters
	start     func(*signIn) (any, error)
}

const (
	byClient = "InitiateAuth"
	byAdmin  = "AdminInitiateAuth"
)

const adminRejection = "Auth flow not enabled for this client"

// authFlows maps AuthFlow to a flow. Many public reports quote the three forms of the error text. The
// text for a refresh is unspecified.
var authFlows = map[string]authFlow{
	"USER_PASSWORD_AUTH":       {allowedAs: "USER_PASSWORD_AUTH", rejected: "USER_PASSWORD_AUTH flow not enabled for this client", only: byClient, requires: []string{"USERNAME", "PASSWORD"}, start: beginFlow(passwordFlow)},
	"ADMIN_USER_PASSWORD_AUTH": {allowedAs: "ADMIN_USER_PASSWORD_AUTH", rejected: adminRejection, only: byAdmin, requires: []string{"USERNAME", "PASSWORD"}, start: beginFlow(passwordFlow)},
	"ADMIN_NO_SRP_AUTH":        {allowedAs: "ADMIN_USER_PASSWORD_AUTH", rejected: adminRejection, only: byAdmin, requires: []string{"USERNAME", "PASSWORD"}, start: beginFlow(passwordFlow)},
	"USER_SRP_AUTH":            {allowedAs: "USER_SRP_AUTH", rejected: "USER_SRP_AUTH is not enabled for the client.", requires: []string{"USERNAME", "SRP_A"}, start: (*signIn).withSRP},
	"USER_AUTH":                {allowedAs: "USER_AUTH", rejected: "USER_AUTH flow not enabled for this client", requires: []string{"USERNAME"}, start: (*signIn).withChoice},
	"CUSTOM_AUTH":              {allowedAs: "CUSTOM_AUTH", rejected: "CUSTOM_AUTH is not enabled for the client.", requires: []string{"USERNAME"}, start: beginFlow(customFlow)},
	"REFRESH_TOKEN_AUTH":       {allowedAs: "REFRESH_TOKEN_AUTH", rejected: "REFRESH_TOKEN_AUTH flow not enabled for this client", requires: []string{"REFRESH_TOKEN"}, start: (*signIn).withRefreshToken},
	"REFRESH_TOKEN":            {allowedAs: "REFRESH_TOKEN_AUTH", rejected: "REFRESH_TOKEN flow not enabled for this client", requires: []string{"REFRESH_TOKEN"}, start: (*signIn).withRefreshToken},
}

func initiateAuth(c *call, in authRequest) (any, error) {
	client, err := c.findClient(in.ClientID)
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
	flow := authFlows[in.AuthFlow] // the model has no other values
	switch {
	case flow.only != "" && flow.only != action:
		return nil, apierror.InvalidParameter("Initiate Auth method not supported.") // awsdocs/aws-doc-sdk-examples#5289
	case !client.AllowsAuthFlow(flow.allowedAs):
		return nil, apierror.InvalidParameter("%s", flow.rejected)
	}
	if err := requireParameters(in.AuthParameters, flow.requires...); err != nil {
		return nil, err
	}
	if slices.Contains(flow.requires, "USERNAME") {
		if err := checkSecretHash(client, in.AuthParameters["USERNAME"], in.AuthParameters["SECRET_HASH"]); err != nil {
			return nil, err
		}
	}
	return flow.start(&signIn{call: c, client: client, in: in.AuthParameters, metadata: in.ClientMetadata, session: in.Session})
}

// beginFlow returns the start function of a flow. flow reads the AuthParameters of the flow.
func beginFlow(flow func(*signIn) signin.Flow) func(*signIn) (any, error) {
	return func(s *signIn) (any, error) {
		return responseOf(s.SignIns.Begin(s.ctx, s.signInRequest(s.client, s.in, s.metadata), flow(s)))
	}
}

func passwordFlow(s *signIn) signin.Flow { return signin.Password{Password: s.in["PASSWORD"]} }

func choiceFlow(s *signIn) signin.Flow {
	if s.session != "" {
		return signin.AfterSignUp{Session: s.session}
	}
	return signin.Choice{Preferred: s.in["PREFERRED_CHALLENGE"], Password: s.in["PASSWORD"], PublicValue: s.in["SRP_A"]}
}

func customFlow(s *signIn) signin.Flow {
	return signin.Custom{SRPFirst: s.in["CHALLENGE_NAME"] == "SRP_A", PublicValue: s.in["SRP_A"]}
}

// withSRP starts USER_SRP_AUTH. Its challenge has no Session: the secret block in the client's
// response identifies the SRP exchange (ministackorg/ministack#1758, measured).
func (s *signIn) withSRP() (any, error) {
	outcome, err := s.SignIns.Begin(s.ctx, s.signInRequest(s.client, s.in, s.metadata), signin.SRP{PublicValue: s.in["SRP_A"]})
	if outcome.Step != nil {
		outcome.Step.Session = ""
	}
	return responseOf(outcome, err)
}

// signInRequest returns the part of a sign-in request that all flows and challenges share. in is
// AuthParameters or ChallengeResponses.
func (c *call) signInRequest(client userpool.Client, in, metadata map[string]string) signin.Request {
	return signin.Request{
		Client: client, Username: in["USERNAME"], DeviceKey: in["DEVICE_KEY"], Metadata: metadata, SourceIP: c.activity().IPAddress, UserDevice: c.activity().Device,
		SessionLifetime: time.Duration(client.AuthSessionValidity) * time.Minute,
	}
}

// requireParameters returns an error for the first name whose parameter is missing or empty.
func requireParameters(parameters map[string]string, names ...string) error {
	for _, name := range names {
		if parameters[name] == "" {
			return signin.MissingParameter(name)
		}
	}
	return nil
}

var authActions = []action{
	on("InitiateAuth", initiateAuth),
	on("AdminInitiateAuth", adminInitiateAuth),
}
