package refreshcheck

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// signsIn tells a client that gets a refresh token for a person from one for machines.
func signsIn(c *types.UserPoolClientType) bool {
	return !slices.Contains(c.AllowedOAuthFlows, types.OAuthFlowTypeClientCredentials)
}

// confidential tells whether a client has a secret.
func confidential(c *types.UserPoolClientType) bool { return aws.ToString(c.ClientSecret) != "" }
