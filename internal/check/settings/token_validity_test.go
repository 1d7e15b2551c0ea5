package settings

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestTokenValidity(t *testing.T) {
	t.Parallel()
	hours := types.TokenValidityUnitsType{AccessToken: "hours", IdToken: "hours", RefreshToken: "days"}
	minutes := types.TokenValidityUnitsType{AccessToken: "minutes", IdToken: "minutes", RefreshToken: "minutes"}
	declared := environment.AppClient{AccessToken: new(time.Hour), IDToken: new(time.Hour), RefreshToken: new(30 * check.Day)}
	for _, tt := range []struct {
		name     string
		client   types.UserPoolClientType
		declared environment.AppClient
		outcome  report.Outcome
		findings []report.Finding
	}{
		{
			"as declared", types.UserPoolClientType{AccessTokenValidity: aws.Int32(1), IdTokenValidity: aws.Int32(1), RefreshTokenValidity: 30, TokenValidityUnits: &hours},
			declared, report.Passed, nil,
		},
		{
			"as declared, in other units", types.UserPoolClientType{AccessTokenValidity: aws.Int32(60), IdTokenValidity: aws.Int32(60), RefreshTokenValidity: 43200, TokenValidityUnits: &minutes},
			declared, report.Passed, nil,
		},
		{"the defaults of the service", types.UserPoolClientType{}, declared, report.Passed, nil},
		{
			"numbers without units", types.UserPoolClientType{AccessTokenValidity: aws.Int32(1), IdTokenValidity: aws.Int32(1), RefreshTokenValidity: 30},
			declared, report.Passed, nil,
		},
		{
			"an access token of a day", types.UserPoolClientType{AccessTokenValidity: aws.Int32(24), TokenValidityUnits: &hours},
			declared, report.Failed, []report.Finding{{
				Message: "The access token lives 1 day and is declared to live 1 hour.",
				Fix:     `Apply the configuration again, or declare access_token = { validity = 1, unit = "days" }.`,
			}},
		},
		{
			"all three", types.UserPoolClientType{AccessTokenValidity: aws.Int32(5), IdTokenValidity: aws.Int32(90), RefreshTokenValidity: 61, TokenValidityUnits: &minutes},
			declared, report.Failed, []report.Finding{
				{Message: "The access token lives 5 minutes and is declared to live 1 hour.", Fix: `Apply the configuration again, or declare access_token = { validity = 5, unit = "minutes" }.`},
				{Message: "The ID token lives 90 minutes and is declared to live 1 hour.", Fix: `Apply the configuration again, or declare id_token = { validity = 90, unit = "minutes" }.`},
				{Message: "The refresh token lives 61 minutes and is declared to live 30 days.", Fix: `Apply the configuration again, or declare refresh = { validity = 61, unit = "minutes" }.`},
			},
		},
		{"nothing declared", types.UserPoolClientType{}, environment.AppClient{}, report.Passed, nil},
		{
			"nothing declared, and the access and ID tokens outlive the refresh token",
			types.UserPoolClientType{AccessTokenValidity: aws.Int32(2), IdTokenValidity: aws.Int32(24), RefreshTokenValidity: 60, TokenValidityUnits: &types.TokenValidityUnitsType{RefreshToken: "minutes"}},
			environment.AppClient{}, report.Failed, []report.Finding{
				{Message: "The access token lives 2 hours and must live 1 hour at most, as long as the refresh token.", Fix: `Write access_token = { validity = 1, unit = "hours" }, or a longer refresh.`},
				{Message: "The ID token lives 1 day and must live 1 hour at most, as long as the refresh token.", Fix: `Write id_token = { validity = 1, unit = "hours" }, or a longer refresh.`},
			},
		},
		{
			"as long as the refresh token",
			types.UserPoolClientType{AccessTokenValidity: aws.Int32(1), RefreshTokenValidity: 60, TokenValidityUnits: &types.TokenValidityUnitsType{RefreshToken: "minutes"}},
			environment.AppClient{}, report.Passed, nil,
		},
		{
			"an access token of another length than declared is reported once",
			types.UserPoolClientType{AccessTokenValidity: aws.Int32(2), RefreshTokenValidity: 60, TokenValidityUnits: &types.TokenValidityUnitsType{RefreshToken: "minutes"}},
			environment.AppClient{AccessToken: new(time.Hour)}, report.Failed, []report.Finding{
				{Message: "The access token lives 2 hours and is declared to live 1 hour.", Fix: `Apply the configuration again, or declare access_token = { validity = 2, unit = "hours" }.`},
			},
		},
		{
			"undeclared lifetimes are ignored", types.UserPoolClientType{AccessTokenValidity: aws.Int32(5), TokenValidityUnits: &minutes},
			environment.AppClient{RefreshToken: new(30 * check.Day)}, report.Passed, nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := checktest.Run(t, &checktest.API{AppClient: &tt.client}, nil, TokenValidity, checktest.Environment(tt.declared))
			assert.Equal(t, tt.outcome, got.Outcome)
			assert.Equal(t, tt.findings, got.Findings)
		})
	}
}
