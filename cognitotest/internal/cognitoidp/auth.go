package cognitoidp

import (
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// authRequest has the members of InitiateAuth and AdminInitiateAuth.
type authRequest struct {
	UserPoolID     string `json:"UserPoolId"` // AdminInitiateAuth only
	ClientID       string `json:"ClientId"`
	AuthFlow       string
	AuthParameters map[string]string
}

// authFlow is one way to sign in.
type authFlow struct {
	grant string // what ExplicitAuthFlows must allow, without ALLOW_
	admin bool   // only through AdminInitiateAuth
	start func(*call, userpool.Client, map[string]string) (any, error)
}

// authFlows are the flows that are built, by AuthFlow value.
var authFlows = map[string]authFlow{
	"USER_PASSWORD_AUTH":       {grant: "USER_PASSWORD_AUTH", start: passwordAuth},
	"ADMIN_USER_PASSWORD_AUTH": {grant: "ADMIN_USER_PASSWORD_AUTH", admin: true, start: passwordAuth},
	"ADMIN_NO_SRP_AUTH":        {grant: "ADMIN_USER_PASSWORD_AUTH", admin: true, start: passwordAuth},
	"USER_SRP_AUTH":            {grant: "USER_SRP_AUTH", start: srpAuth},
	"REFRESH_TOKEN_AUTH":       {grant: "REFRESH_TOKEN_AUTH", start: refreshAuth},
	"REFRESH_TOKEN":            {grant: "REFRESH_TOKEN_AUTH", start: refreshAuth},
}

func initiateAuth(c *call, in authRequest) (any, error) {
	client, err := c.Store.FindClient(c.region, in.ClientID)
	if err != nil {
		return nil, err
	}
	if authFlows[in.AuthFlow].admin {
		return nil, userpool.InvalidParameter("Initiate Auth method not supported")
	}
	return c.startAuth(client, in)
}

func adminInitiateAuth(c *call, in authRequest) (any, error) {
	client, err := c.Store.Client(in.UserPoolID, in.ClientID)
	if err != nil {
		return nil, err
	}
	return c.startAuth(client, in)
}

func (c *call) startAuth(client userpool.Client, in authRequest) (any, error) {
	flow, built := authFlows[in.AuthFlow]
	switch {
	case !built:
		return nil, userpool.InvalidParameter("The stand-in does not have the flow %s.", in.AuthFlow)
	case !client.AllowsAuthFlow(flow.grant):
		return nil, userpool.InvalidParameter("%s", flow.notEnabled(in.AuthFlow))
	}
	return flow.start(c, client, in.AuthParameters)
}

// notEnabled is what the service says of a flow that a client does not allow. The three
// wordings were seen by many: the first of administrators' flows, the second of
// USER_SRP_AUTH and CUSTOM_AUTH, the third of USER_PASSWORD_AUTH and USER_AUTH. That of
// refreshing was not seen.
func (f authFlow) notEnabled(name string) string {
	switch {
	case f.admin:
		return "Auth flow not enabled for this client"
	case name == "USER_SRP_AUTH" || name == "CUSTOM_AUTH":
		return name + " is not enabled for the client."
	}
	return name + " flow not enabled for this client"
}

// checkSecretHash verifies SECRET_HASH, which a confidential client must send.
func checkSecretHash(client userpool.Client, username, hash string) error {
	if !client.Confidential() {
		return nil
	}
	if hash == "" {
		return userpool.NotAuthorized("Client %s is configured with secret but SECRET_HASH was not received", client.ID)
	}
	if !client.SecretHashMatches(hash, username) {
		return userpool.NotAuthorized("Unable to verify secret hash for client %s", client.ID)
	}
	return nil
}

// required refuses a sign-in without a parameter.
func required(parameters map[string]string, names ...string) error {
	for _, name := range names {
		if parameters[name] == "" {
			return userpool.InvalidParameter("Missing required parameter %s", name)
		}
	}
	return nil
}

// hideUnknownUser makes an unknown user look like a wrong password where the
// client asks for it (developer guide, "Managing error responses").
func hideUnknownUser(client userpool.Client, err error) error {
	if client.HidesUnknownUsers() && errors.Is(err, userpool.ErrUserNotFound) {
		return userpool.NotAuthorized("Incorrect username or password.")
	}
	return err
}

func passwordAuth(c *call, client userpool.Client, in map[string]string) (any, error) {
	if err := required(in, "USERNAME", "PASSWORD"); err != nil {
		return nil, err
	}
	if err := checkSecretHash(client, in["USERNAME"], in["SECRET_HASH"]); err != nil {
		return nil, err
	}
	user, err := c.Store.CheckPassword(client.PoolID, in["USERNAME"], in["PASSWORD"])
	if err != nil {
		return nil, hideUnknownUser(client, err)
	}
	return c.afterPassword(client, user)
}

// authenticationResult is the AuthenticationResultType of the API.
type authenticationResult struct {
	AccessToken  string
	ExpiresIn    int
	IDToken      string `json:"IdToken,omitempty"` // a sign-in without the openid scope has none
	RefreshToken string `json:",omitempty"`
	TokenType    string
}

// authResponse answers a sign-in with tokens or with a challenge.
type authResponse struct {
	AuthenticationResult *authenticationResult `json:",omitempty"`
	ChallengeName        string                `json:",omitempty"`
	Session              string                `json:",omitempty"`
	ChallengeParameters  map[string]string
}

func signedIn(set token.Set, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return authResponse{
		ChallengeParameters: map[string]string{},
		AuthenticationResult: &authenticationResult{
			AccessToken: set.Access, ExpiresIn: int(set.ExpiresIn.Seconds()), IDToken: set.ID, RefreshToken: set.Refresh, TokenType: "Bearer",
		},
	}, nil
}

// finish signs a user in who has passed every challenge.
func (c *call) finish(client userpool.Client, user userpool.User) (any, error) {
	if err := c.Store.SignInAllowed(user); err != nil {
		return nil, err
	}
	return signedIn(c.Issuer.SignIn(token.SignIn{Client: client, User: user, AuthTime: c.Store.Clock.Now(), API: true}))
}

var authActions = []action{
	on("InitiateAuth", initiateAuth),
	on("AdminInitiateAuth", adminInitiateAuth),
}
