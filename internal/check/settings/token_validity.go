package settings

import (
	"context"
	"fmt"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TokenValidity is the check token-validity.
var TokenValidity = check.Check{
	Name: "token-validity",
	Doc:  "The access, ID and refresh tokens of a client live as long as declared, and none outlives the refresh token.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		access, id, refresh := check.DeployedLifetimes(client)
		declared := t.Client.Declared
		var findings []report.Finding
		for _, token := range []struct {
			name, argument string
			deployed       time.Duration
			declared       *time.Duration
		}{
			{"access token", "access_token", access, declared.AccessToken},
			{"ID token", "id_token", id, declared.IDToken},
			{"refresh token", "refresh", refresh, declared.RefreshToken},
		} {
			switch {
			case token.declared != nil && *token.declared != token.deployed:
				findings = append(findings, report.Finding{
					Message: fmt.Sprintf("The %s lives %s and is declared to live %s.", token.name, check.InWords(token.deployed), check.InWords(*token.declared)),
					Fix:     fmt.Sprintf("Apply the configuration again, or declare %s = { %s }.", token.argument, check.ValidityArgument(token.deployed)),
				})
			case token.deployed > refresh:
				// The service now rejects this (badmintoncryer/cdk-preflight, measured).
				findings = append(findings, report.Finding{
					Message: fmt.Sprintf("The %s lives %s and must live %s at most, as long as the refresh token.", token.name, check.InWords(token.deployed), check.InWords(refresh)),
					Fix:     fmt.Sprintf("Write %s = { %s }, or a longer refresh.", token.argument, check.ValidityArgument(refresh)),
				})
			}
		}
		return findings, nil
	},
}
