package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestLogoutURLs(t *testing.T) {
	t.Parallel()
	out := func(urls ...string) types.UserPoolClientType {
		return publicClient(func(c *types.UserPoolClientType) { c.LogoutURLs = urls })
	}
	declared := environment.AppClient{CallbackURLs: []string{"https://other.example.com/"}, LogoutURLs: []string{"https://app.example.com/"}}
	runClientCases(t, LogoutURLs, []clientCase{
		{"as declared", out("https://app.example.com/"), declared, passed},
		{"none", out(), declared, failed(`The logout URL "https://app.example.com/" is declared and is not registered.`, "Apply the configuration again, or remove it from logout_urls.")},
		{
			"an additional one", out("https://app.example.com/", "https://evil.example.com/"), declared,
			failed(`The logout URL "https://evil.example.com/" is registered and is not declared.`, "Apply the configuration again, or add it to logout_urls."),
		},
		{
			"wrong", out("https://app.example.com/#bye"), environment.AppClient{},
			failed(`The logout URL "https://app.example.com/#bye" has a fragment and must have none.`, "Remove it from logout_urls, or correct it there, and apply."),
		},
		{"undeclared and none", out(), environment.AppClient{}, notApplicable("the client has no logout URL, and none is declared")},
	})
}
