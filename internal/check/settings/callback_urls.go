package settings

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

var CallbackURLs = check.Check{
	Name: "callback-urls",
	Doc:  "A sign-in leads back to the declared URLs alone, and each of them is one that an app can safely have.",
	Of:   check.OfClient,
	Run: registeredURLs{
		what: "callback URL", argument: "callback_urls",
		deployed: func(c *types.UserPoolClientType) []string { return c.CallbackURLs },
		declared: func(c environment.AppClient) []string { return c.CallbackURLs },
	}.run,
}
