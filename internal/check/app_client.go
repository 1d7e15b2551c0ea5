package check

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// clientTokenAuth is the only auth flow of a machine client in a pool without a domain
// (developer guide, "Token endpoint", grant_type).
const clientTokenAuth types.ExplicitAuthFlowsType = "ALLOW_CLIENT_TOKEN_AUTH"

// SignsInUsers reports whether users sign in to a client. A machine client gets no refresh
// tokens.
func SignsInUsers(c *types.UserPoolClientType) bool {
	return !slices.Contains(c.AllowedOAuthFlows, types.OAuthFlowTypeClientCredentials) &&
		!slices.Contains(c.ExplicitAuthFlows, clientTokenAuth)
}

// MachineClient is the reason why a check of sign-ins does not apply to a machine client.
const MachineClient = NotApplicable("the client is a machine client, and no user signs in to it")

// Confidential reports whether a client has a secret.
func Confidential(c *types.UserPoolClientType) bool { return aws.ToString(c.ClientSecret) != "" }
