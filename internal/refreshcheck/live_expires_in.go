package refreshcheck

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var liveExpiresIn = Check{
	Name: "expires-in",
	Doc:  "Both token responses say the lifetime of the access token that is declared.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		first, refreshed, err := t.Session.responses(ctx)
		if err != nil {
			return nil, err
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		want, _, _ := t.lives(client)
		findings := first.lifetime("code", want)
		if refreshed != nil {
			findings = append(findings, refreshed.lifetime("refresh token", want)...)
		}
		return findings, nil
	},
}

// lifetime compares expires_in, in seconds (RFC 6749 section 5.1).
func (t *tokens) lifetime(to string, want time.Duration) []report.Finding {
	var seconds float64
	if decode(t.fields["expires_in"], &seconds) != nil {
		return one(notCognito, "The expires_in of the response to a %s is no number and must be %d.", to, int(want.Seconds()))
	}
	if seconds != want.Seconds() {
		return one("Apply the configuration again, or declare access_token = { "+argument(time.Duration(seconds)*time.Second)+" }.",
			"The expires_in of the response to a %s is %v and must be %d.", to, seconds, int(want.Seconds()))
	}
	return nil
}
