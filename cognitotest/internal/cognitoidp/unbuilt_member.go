package cognitoidp

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// unbuiltMembers are the members of requests that the emulator does not implement, by the shape
// that has them. The emulator rejects a request with such a member: with a setting that is lost, a
// test would pass that fails on Cognito.
var unbuiltMembers = map[string][]string{}

// membersWithoutEffect are the members that the emulator accepts and ignores, by NAME or
// SHAPE.NAME, with the reason.
var membersWithoutEffect = map[string]string{
	"AnalyticsMetadata": "the emulator has no analytics",
	"ContextData":       "the emulator does not assess risk",
	"ListUserPoolClientSecretsRequest.NextToken": "a client has at most two secrets, which fit on one page",
	"UserContextData": "the emulator does not assess risk",
}

// rejectUnbuilt returns an error that names the first member that is not implemented.
func rejectUnbuilt(name string, operation apimodel.Operation, request map[string]any) error {
	path, found := operation.Find(request, func(shape, member string) bool { return slices.Contains(unbuiltMembers[shape], member) })
	if !found {
		return nil
	}
	return apierror.InvalidParameter("The emulator does not have the member %s of %s.", path, name)
}
