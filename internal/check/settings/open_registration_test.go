package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestOpenRegistration(t *testing.T) {
	t.Parallel()
	pool := func(configuration string) *checktest.API {
		body := `{"UserPool":{}}`
		if configuration != "" {
			body = `{"UserPool":{"DcrConfiguration":` + configuration + `}}`
		}
		return &checktest.API{Pool: &types.UserPoolType{}, AppClient: &types.UserPoolClientType{}, PoolBody: body}
	}
	with := func(f *checktest.API, client types.UserPoolClientType) *checktest.API {
		f.AppClient = &client
		return f
	}
	declared := func(open bool) environment.Environment {
		return environment.Environment{Declared: environment.Pool{OpenRegistration: &open}}
	}
	none := environment.Environment{}
	const (
		off       = "the pool registers no clients dynamically"
		opened    = "Any application can register a client without an access token, and this is not declared."
		closeIt   = "Set OpenDcrEnabled to false with the AWS CLI, or declare open_registration = true in the policy file."
		closed    = "Open registration is off and is declared on."
		reopen    = "Set OpenDcrEnabled to true with the AWS CLI, or remove open_registration from the policy file."
		machines  = "Open registration permits client_credentials: strangers get access tokens, and you pay for them."
		noMachine = "Remove client_credentials from OpenDcrGrantTypes with the AWS CLI."
		userAdmin = "A registered client can have the scope aws.cognito.signin.user.admin, with which it changes the attributes, the password and the factors of its users."
		noAdmin   = "Remove the scope from AllowedScopes with the AWS CLI."
		public    = "Users of a client without a secret can register clients, because it has the scope aws.cognito/dcr/register: web."
		noPublic  = "Remove the scope from these clients, and give it to a client with a secret."
	)
	registrar := types.UserPoolClientType{AllowedOAuthScopes: []string{"openid", "aws.cognito/dcr/register"}}
	confidential := registrar
	confidential.ClientSecret = new("hush")
	for _, tt := range []poolCase{
		{"no configuration", pool(""), none, notApplicable(off)},
		{"off", pool(`{"EnableStatus":"Disabled","OpenDcrEnabled":true,"AllowedScopes":["aws.cognito.signin.user.admin"]}`), none, notApplicable(off)},
		{"off, as declared", pool(""), declared(false), notApplicable(off)},
		{"off, declared open", pool(""), declared(true), failed(closed, reopen)},
		{"authenticated", pool(`{"EnableStatus":"Enabled","OpenDcrEnabled":false}`), none, passed},
		{"authenticated, for machines", pool(`{"EnableStatus":"Enabled","AuthenticatedGrantTypes":["client_credentials"],"OpenDcrGrantTypes":["client_credentials"],"AllowedScopes":["orders/read"]}`), none, passed},
		{"authenticated, declared open", pool(`{"EnableStatus":"Enabled","OpenDcrEnabled":false}`), declared(true), failed(closed, reopen)},
		{"open", pool(`{"EnableStatus":"Enabled","OpenDcrEnabled":true}`), none, failed(opened, closeIt)},
		{"open, without a status", pool(`{"OpenDcrEnabled":true}`), none, failed(opened, closeIt)},
		{"open, declared closed", pool(`{"EnableStatus":"Enabled","OpenDcrEnabled":true}`), declared(false), failed(opened, closeIt)},
		{"open, as declared", pool(`{"EnableStatus":"Enabled","OpenDcrEnabled":true,"OpenDcrGrantTypes":["code"]}`), declared(true), passed},
		{"open to machines, declared open", pool(`{"EnableStatus":"Enabled","OpenDcrEnabled":true,"OpenDcrGrantTypes":["code","client_credentials"]}`), declared(true), failed(machines, noMachine)},
		{"the scope of the API", pool(`{"EnableStatus":"Enabled","AllowedScopes":["orders/read","aws.cognito.signin.user.admin"]}`), none, failed(userAdmin, noAdmin)},
		{"a public registrar", with(pool(`{"EnableStatus":"Enabled"}`), registrar), none, failed(public, noPublic)},
		{"a confidential registrar", with(pool(`{"EnableStatus":"Enabled"}`), confidential), none, passed},
		{"a public registrar, registration is off", with(pool(`{"EnableStatus":"Disabled"}`), registrar), none, notApplicable(off)},
		{
			"all findings", with(pool(`{"EnableStatus":"Enabled","OpenDcrEnabled":true,"OpenDcrGrantTypes":["client_credentials"],"AllowedScopes":["aws.cognito.signin.user.admin"]}`), registrar), none,
			report.Result{Outcome: report.Failed, Findings: []report.Finding{
				{Message: opened, Fix: closeIt}, {Message: machines, Fix: noMachine}, {Message: userAdmin, Fix: noAdmin}, {Message: public, Fix: noPublic},
			}},
		},
		{"another type in the response", pool(`{"OpenDcrEnabled":"yes"}`), none, unchecked("json: cannot unmarshal string into Go struct field Registration.UserPool.DcrConfiguration.OpenDcrEnabled of type bool")},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, none, unchecked(notAuthorized)},
		{"a client is not described", &checktest.API{Pool: &types.UserPoolType{}, PoolBody: `{"UserPool":{"DcrConfiguration":{}}}`}, none, unchecked("DescribeUserPoolClient returned no client")},
	} {
		tt.run(t, OpenRegistration)
	}
}
