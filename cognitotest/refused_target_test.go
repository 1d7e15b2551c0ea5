package cognitotest_test

import "testing"

func TestRefusedTargets(t *testing.T) { checkRefused(t, refusedTargets()) }

// refusedTargets are requests that name no action, or that need a signature and have none.
func refusedTargets() []refused {
	target := func(value string) map[string]string { return map[string]string{"X-Amz-Target": value} }
	authorization := func(value string) map[string]string { return map[string]string{"Authorization": value} }
	list := call{"ListUserPools", `{"MaxResults":60}`}
	unknown := fault{400, "UnknownOperationException", ""}
	missing := fault{400, "MissingAuthenticationTokenException", "Missing Authentication Token"}
	return []refused{
		{name: "no target", source: "chosen: the type is that of AWS's JSON protocol", request: list, header: target(""), fault: unknown},
		{name: "unknown action", source: "chosen: the type is that of AWS's JSON protocol", request: list, header: target("AWSCognitoIdentityProviderService.MakeCoffee"), fault: unknown},
		{name: "action in another case", source: "chosen: the type is that of AWS's JSON protocol", request: list, header: target("AWSCognitoIdentityProviderService.listUserPools"), fault: unknown},
		{name: "action of another service", source: "chosen: the type is that of AWS's JSON protocol", request: list, header: target("AWSCognitoIdentityService.ListIdentityPools"), fault: unknown},
		{name: "service without an action", source: "chosen: the type is that of AWS's JSON protocol", request: list, header: target("AWSCognitoIdentityProviderService."), fault: unknown},
		{name: "no signature", source: "captures", request: list, header: authorization(""), fault: missing},
		{name: "another scheme", source: "chosen", request: list, header: authorization("Basic YTpi"), fault: missing},
		{name: "a bearer token for a signature", source: "chosen", request: list, header: authorization("Bearer eyJraWQiOiJ4In0.e30.c2ln"), fault: missing},
	}
}
