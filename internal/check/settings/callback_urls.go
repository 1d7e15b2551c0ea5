package settings

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// CallbackURLs is the check callback-urls.
var CallbackURLs = check.Check{
	Name: "callback-urls",
	Doc:  "A sign-in redirects only to the declared URLs, and each of them is safe for an app.",
	Of:   check.OfClient,
	Run: registeredURLs{
		what: "callback URL", argument: "callback_urls",
		deployed: func(c *types.UserPoolClientType) []string { return c.CallbackURLs },
		declared: func(c environment.AppClient) []string { return c.CallbackURLs },
	}.run,
}
