package refreshcheck

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// clientCase is one case of a check of a client.
type clientCase struct {
	name     string
	deployed types.UserPoolClientType
	declared environment.AppClient
	want     report.Result // its Check is filled in
}

// runClientCases runs the cases of a check.
func runClientCases(t *testing.T, c Check, cases []clientCase) {
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.want.Check = c.Name
			assert.Equal(t, tt.want, (&fake{appClient: &tt.deployed}).check(t, c, declaring(tt.declared)))
		})
	}
}

func TestAClientThatIsNotDescribedIsNotJudged(t *testing.T) {
	t.Parallel()
	everything := environment.AppClient{
		Confidential: new(true), ExplicitAuthFlows: []string{}, AllowedOAuthFlows: []string{}, AllowedOAuthScopes: []string{},
		CallbackURLs: []string{}, LogoutURLs: []string{}, PreventUserExistenceErrors: new("ENABLED"),
	}
	for _, c := range All {
		if c.Of != OfClient || c.Live || c.Name == clientBranding.Name {
			continue // the branding is asked of the domain first
		}
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			got := (&fake{err: errors.New("no permission for this")}).check(t, c, declaring(everything))
			assert.Equal(t, report.Result{Check: c.Name, Outcome: report.Unchecked, Reason: "no permission for this"}, got)
		})
	}
}

// machine is a client for machines, with what it shares with all of its kind.
func machine(change func(*types.UserPoolClientType)) types.UserPoolClientType {
	c := types.UserPoolClientType{
		ClientSecret: new("hush"), AllowedOAuthFlows: []types.OAuthFlowType{"client_credentials"}, AllowedOAuthFlowsUserPoolClient: new(true),
	}
	if change != nil {
		change(&c)
	}
	return c
}

// public is a client without a secret that signs in at the login pages.
func public(change func(*types.UserPoolClientType)) types.UserPoolClientType {
	c := types.UserPoolClientType{
		AllowedOAuthFlows: []types.OAuthFlowType{"code"}, AllowedOAuthFlowsUserPoolClient: new(true),
		AllowedOAuthScopes: []string{"openid", "email"}, SupportedIdentityProviders: []string{"COGNITO"},
		CallbackURLs: []string{"https://app.example.com/callback"},
	}
	if change != nil {
		change(&c)
	}
	return c
}

// secretive is the same with a secret.
func secretive(change func(*types.UserPoolClientType)) types.UserPoolClientType {
	c := public(change)
	c.ClientSecret = new("hush")
	return c
}
