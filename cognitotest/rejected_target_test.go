package cognitotest_test

import "testing"

func TestRejectedTargets(t *testing.T) { checkRejected(t, rejectedTargets()) }

// rejectedTargets are requests that name no action, or that have no signature although the
// action requires one.
func rejectedTargets() []rejection {
	target := func(value string) map[string]string { return map[string]string{"X-Amz-Target": value} }
	authorization := func(value string) map[string]string { return map[string]string{"Authorization": value} }
	list := call{"ListUserPools", `{"MaxResults":60}`}
	unknown := apiError{400, "UnknownOperationException", ""}
	missing := apiError{400, "MissingAuthenticationTokenException", "Missing Authentication Token"}
	return []rejection{
		{name: "no target", source: "unspecified: the type is from AWS's JSON protocol", request: list, header: target(""), wantError: unknown},
		{name: "unknown action", source: "unspecified: the type is from AWS's JSON protocol", request: list, header: target("AWSCognitoIdentityProviderService.MakeCoffee"), wantError: unknown},
		{name: "action in another case", source: "unspecified: the type is from AWS's JSON protocol", request: list, header: target("AWSCognitoIdentityProviderService.listUserPools"), wantError: unknown},
		{name: "action of another service", source: "unspecified: the type is from AWS's JSON protocol", request: list, header: target("AWSCognitoIdentityService.ListIdentityPools"), wantError: unknown},
		{name: "service without an action", source: "unspecified: the type is from AWS's JSON protocol", request: list, header: target("AWSCognitoIdentityProviderService."), wantError: unknown},
		{name: "no signature", source: "captures", request: list, header: authorization(""), wantError: missing},
		{name: "another scheme", source: "unspecified", request: list, header: authorization("Basic YTpi"), wantError: missing},
		{name: "a bearer token for a signature", source: "unspecified", request: list, header: authorization("Bearer eyJraWQiOiJ4In0.e30.c2ln"), wantError: missing},
	}
}
