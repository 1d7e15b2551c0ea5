package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestManagedLoginBranding(t *testing.T) {
	t.Parallel()
	prefix := &types.UserPoolType{Domain: new("example")}
	serving := func(version *int32) *types.DomainDescriptionType {
		return &types.DomainDescriptionType{Domain: new("example"), Status: types.DomainStatusTypeActive, ManagedLoginVersion: version}
	}
	client := func(enabled bool, flows ...types.OAuthFlowType) *types.UserPoolClientType {
		return &types.UserPoolClientType{AllowedOAuthFlowsUserPoolClient: &enabled, AllowedOAuthFlows: flows}
	}
	missing := failed(`The client has no branding style, so managed login shows "Login pages unavailable"; it must have one.`,
		"Write a module managed-login-branding for the client, or managed_login_version = 1.")
	noPages := notApplicable("the client does not use the login pages")
	for _, tt := range []poolCase{
		{"a style", &checktest.API{Pool: prefix, Domain: serving(new(int32(2))), AppClient: client(true, "code"), Branding: &types.ManagedLoginBrandingType{}}, environment.Environment{}, passed},
		{"no style", &checktest.API{Pool: prefix, Domain: serving(new(int32(2))), AppClient: client(true, "code")}, environment.Environment{}, missing},
		{"no style, and the implicit flow", &checktest.API{Pool: prefix, Domain: serving(new(int32(2))), AppClient: client(true, "implicit")}, environment.Environment{}, missing},
		{"no style on version 1", &checktest.API{Pool: prefix, Domain: serving(new(int32(1))), AppClient: client(true, "code")}, environment.Environment{}, notApplicable("the domain serves the classic hosted UI")},
		{"no style on the default version", &checktest.API{Pool: prefix, Domain: serving(nil), AppClient: client(true, "code")}, environment.Environment{}, notApplicable("the domain serves the classic hosted UI")},
		{"no domain", &checktest.API{Pool: &types.UserPoolType{}, AppClient: client(true, "code")}, environment.Environment{}, notApplicable("the pool has no domain")},
		{"a machine client", &checktest.API{Pool: prefix, Domain: serving(new(int32(2))), AppClient: client(true, "client_credentials")}, environment.Environment{}, noPages},
		{"a client whose flows are off", &checktest.API{Pool: prefix, Domain: serving(new(int32(2))), AppClient: client(false, "code")}, environment.Environment{}, noPages},
		{"a client without OAuth", &checktest.API{Pool: prefix, Domain: serving(new(int32(2))), AppClient: &types.UserPoolClientType{}}, environment.Environment{}, noPages},
		{"a client that is not described", &checktest.API{Pool: prefix, Domain: serving(new(int32(2)))}, environment.Environment{}, unchecked("DescribeUserPoolClient returned no client")},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, environment.Environment{}, unchecked(notAuthorized)},
	} {
		tt.run(t, ManagedLoginBranding)
	}
}
