package live

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// RefreshResponse is the check refresh-response.
var RefreshResponse = check.Check{
	Name: "refresh-response",
	Doc:  "The response to a refresh has exactly the promised fields: a new refresh token if the client rotates, and none if it does not.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		first, err := session.Of(t).FirstTokens(ctx)
		if err != nil {
			return nil, err
		}
		if first.Refresh == "" {
			return nil, session.NotExchanged
		}
		refreshed, err := session.Of(t).Refreshed(ctx)
		if err != nil {
			return nil, err
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		want := t.Client.Declared.RefreshResponseFields
		if want == nil {
			want = responseFields(client)
			if on, _ := check.DeployedRotation(client); on {
				want = append(want, "refresh_token")
			}
		}
		findings := FieldFindings(refreshed, "refresh token", want)
		if refreshed.Refresh == first.Refresh {
			findings = append(findings, check.Finding(check.FixNotCognito, "The refresh token of the response to a refresh equals the refresh token of the request and must be new.")...)
		}
		return findings, nil
	},
}
