package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestImplicitGrant(t *testing.T) {
	t.Parallel()
	found := failed("The implicit grant is allowed and must not be: it puts tokens into a URL and returns no refresh token.",
		"Apply the configuration again, which leaves only the code grant, and let the app request response_type=code with PKCE.")
	runClientCases(t, ImplicitGrant, []clientCase{
		{"only the code grant", publicClient(nil), environment.AppClient{}, passed},
		{"a machine client", machineClient(nil), environment.AppClient{}, passed},
		{"with the code grant", publicClient(withOAuthFlows("code", "implicit")), environment.AppClient{}, found},
		{"only the implicit grant", confidentialClient(withOAuthFlows("implicit")), environment.AppClient{}, found},
		{"as declared", publicClient(withOAuthFlows("implicit")), environment.AppClient{AllowedOAuthFlows: []string{"implicit"}}, found},
		{"no grant", types.UserPoolClientType{}, environment.AppClient{}, notApplicable("the client has no OAuth grant")},
	})
}
