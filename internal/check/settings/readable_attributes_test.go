package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestReadableAttributes(t *testing.T) {
	t.Parallel()
	reading := func(scopes []string, attributes ...string) types.UserPoolClientType {
		return publicClient(func(c *types.UserPoolClientType) { c.AllowedOAuthScopes, c.ReadAttributes = scopes, attributes })
	}
	off := reading([]string{"openid", "email"}, "name")
	off.AllowedOAuthFlowsUserPoolClient = new(false)
	email, all := []string{"openid", "email"}, []string{"openid", "email", "phone"}
	runClientCases(t, ReadableAttributes, []clientCase{
		{"all attributes", reading(all), environment.AppClient{}, passed},
		{"the attributes of the scopes", reading(all, "email", "email_verified", "phone_number", "phone_number_verified"), environment.AppClient{}, passed},
		{
			"email without email_verified", reading(email, "name", "email"), environment.AppClient{},
			failed("The client may read email, name, and must read email_verified too: otherwise Cognito rejects a code with the scope email.", "Add email_verified to read_attributes, or omit read_attributes."),
		},
		{
			"no attribute of two scopes", reading(all, "name"), environment.AppClient{},
			report.Result{Outcome: report.Failed, Findings: []report.Finding{
				{Message: "The client may read name, and must read email, email_verified too: otherwise Cognito rejects a code with the scope email.", Fix: "Add email, email_verified to read_attributes, or omit read_attributes."},
				{Message: "The client may read name, and must read phone_number, phone_number_verified too: otherwise Cognito rejects a code with the scope phone.", Fix: "Add phone_number, phone_number_verified to read_attributes, or omit read_attributes."},
			}},
		},
		{"scopes without attributes", reading([]string{"openid", "profile", "orders/read"}, "name"), environment.AppClient{}, passed},
		{"the API only", off, environment.AppClient{}, notApplicable("the client does not use the login pages")},
		{"a machine client", machineClient(nil), environment.AppClient{}, notApplicable("the client does not use the login pages")},
	})
}
