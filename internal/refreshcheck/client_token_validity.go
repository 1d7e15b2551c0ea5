package refreshcheck

import (
	"context"
	"fmt"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var clientTokenValidity = Check{
	Name: "token-validity",
	Doc:  "The access, ID and refresh tokens of a client live as long as declared.",
	Of:   OfClient,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		access, id, refresh := validities(client)
		declared := t.Client.Declared
		if declared.AccessToken == nil && declared.IDToken == nil && declared.RefreshToken == nil {
			return nil, NotApplicable("no validity is declared")
		}
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
			if token.declared == nil || *token.declared == token.deployed {
				continue
			}
			findings = append(findings, report.Finding{
				Message: fmt.Sprintf("The %s lives %s and is declared to live %s.", token.name, inWords(token.deployed), inWords(*token.declared)),
				Fix:     fmt.Sprintf("Apply the configuration again, or declare %s = { %s }.", token.argument, argument(token.deployed)),
			})
		}
		return findings, nil
	},
}
