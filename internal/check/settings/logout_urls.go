package settings

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// LogoutURLs is the check logout-urls.
var LogoutURLs = check.Check{
	Name: "logout-urls",
	Doc:  "A sign-out redirects only to the declared URLs, and each of them is safe for an app.",
	Of:   check.OfClient,
	Run: registeredURLs{
		what: "logout URL", argument: "logout_urls",
		deployed: func(c *types.UserPoolClientType) []string { return c.LogoutURLs },
		declared: func(c environment.AppClient) []string { return c.LogoutURLs },
	}.run,
}
