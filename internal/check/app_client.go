package check

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// clientTokenAuth is the one flow of a client for machines in a pool without a domain
// (developer guide, "Token endpoint", grant_type).
const clientTokenAuth types.ExplicitAuthFlowsType = "ALLOW_CLIENT_TOKEN_AUTH"

// SignsInUsers tells a client that gets a refresh token for a person from one for machines.
func SignsInUsers(c *types.UserPoolClientType) bool {
	return !slices.Contains(c.AllowedOAuthFlows, types.OAuthFlowTypeClientCredentials) &&
		!slices.Contains(c.ExplicitAuthFlows, clientTokenAuth)
}

// MachineClient is why a check of sign-ins has nothing to look at in a client for machines.
const MachineClient = NotApplicable("the client is for machines and signs nobody in")

// Confidential tells whether a client has a secret.
func Confidential(c *types.UserPoolClientType) bool { return aws.ToString(c.ClientSecret) != "" }
