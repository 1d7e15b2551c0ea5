package settings

import (
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

var LogoutURLs = check.Check{
	Name: "logout-urls",
	Doc:  "A sign-out leads to the declared URLs alone, and each of them is one that an app can safely have.",
	Of:   check.OfClient,
	Run: registeredURLs{
		what: "logout URL", argument: "logout_urls",
		deployed: func(c *types.UserPoolClientType) []string { return c.LogoutURLs },
		declared: func(c environment.AppClient) []string { return c.LogoutURLs },
	}.run,
}
