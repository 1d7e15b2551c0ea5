package refreshcheck

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var liveRefreshResponse = Check{
	Name: "refresh-response",
	Doc:  "The response to a refresh has exactly the fields that the app is promised: a new refresh token if the client rotates, and none if it does not.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		first, err := t.Session.firstTokens(ctx)
		if err != nil {
			return nil, err
		}
		if first.refresh == "" {
			return nil, notExchanged
		}
		refreshed, err := t.Session.Refreshed(ctx)
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
			if on, _ := rotation(client); on {
				want = append(want, "refresh_token")
			}
		}
		findings := refreshed.differences("refresh token", want)
		if refreshed.fault == "" && refreshed.refresh != "" && refreshed.refresh == first.refresh {
			findings = append(findings, one(notCognito, "The refresh token of the response to a refresh is the one that was sent and must be a new one.")...)
		}
		return findings, nil
	},
}
