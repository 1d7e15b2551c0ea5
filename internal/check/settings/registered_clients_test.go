package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestRegisteredClients(t *testing.T) {
	t.Parallel()
	of := func(configuration, clientType string, scopes []string, flows ...types.OAuthFlowType) *checktest.API {
		return &checktest.API{
			Pool: &types.UserPoolType{}, PoolBody: `{"UserPool":{"DcrConfiguration":` + configuration + `}}`,
			AppClient:  &types.UserPoolClientType{AllowedOAuthFlows: flows, AllowedOAuthScopes: scopes},
			ClientBody: `{"UserPoolClient":{"ClientType":"` + clientType + `"}}`,
		}
	}
	const (
		fix    = "Delete the client with the AWS CLI, and declare a client for its application if it is still needed."
		off    = "The client registered itself, and the pool no longer registers clients."
		grants = "The client registered itself, and has grants that the pool no longer permits: client_credentials."
		scopes = "The client registered itself, and has scopes that the pool no longer permits: orders/read, orders/write."
	)
	orders, openID := []string{"orders/write", "orders/read"}, []string{"openid", "email", "phone", "profile"}
	for _, tt := range []poolCase{
		{"a client of CreateUserPoolClient", of(`{"EnableStatus":"Disabled"}`, "REGULAR", orders, "client_credentials"), environment.Environment{}, notApplicable("the client did not register itself")},
		{"a response without a type", of(`{"EnableStatus":"Disabled"}`, "", orders, "code"), environment.Environment{}, notApplicable("the client did not register itself")},
		{"as registered", of(`{"EnableStatus":"Enabled","OpenDcrEnabled":true}`, "DCR", openID, "code"), environment.Environment{}, passed},
		{"a machine with a token", of(`{"EnableStatus":"Enabled","AllowedScopes":["orders/read","orders/write"]}`, "DCR", orders, "client_credentials"), environment.Environment{}, passed},
		{"a machine of open registration", of(`{"OpenDcrEnabled":true,"AuthenticatedGrantTypes":[],"OpenDcrGrantTypes":["client_credentials"],"AllowedScopes":["orders/read","orders/write"]}`, "DCR", orders, "client_credentials"), environment.Environment{}, passed},
		{"registration is off", of(`{"EnableStatus":"Disabled","AllowedScopes":["orders/read"]}`, "DCR", openID, "code"), environment.Environment{}, failed(off, fix)},
		{"a pool without a configuration", of(`null`, "DCR", openID, "code"), environment.Environment{}, failed(off, fix)},
		{"a grant that is no longer permitted", of(`{"AuthenticatedGrantTypes":["code"],"AllowedScopes":["orders/read","orders/write"]}`, "DCR", orders, "client_credentials"), environment.Environment{}, failed(grants, fix)},
		{"a grant of closed registration", of(`{"AuthenticatedGrantTypes":["code"],"OpenDcrGrantTypes":["client_credentials"],"AllowedScopes":["orders/read","orders/write"]}`, "DCR", orders, "client_credentials"), environment.Environment{}, failed(grants, fix)},
		{"scopes that are no longer permitted", of(`{}`, "DCR", append(orders, "openid"), "code"), environment.Environment{}, failed(scopes, fix)},
		{"both", of(`{"AuthenticatedGrantTypes":[]}`, "DCR", orders, "client_credentials"), environment.Environment{}, report.Result{
			Outcome: report.Failed, Findings: []report.Finding{{Message: grants, Fix: fix}, {Message: scopes, Fix: fix}},
		}},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, environment.Environment{}, unchecked(notAuthorized)},
	} {
		tt.run(t, RegisteredClients)
	}
}
