package live

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// ExpiresIn is the check expires-in.
var ExpiresIn = check.Check{
	Name: "expires-in",
	Doc:  "Both token responses contain the declared lifetime of the access token.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		first, refreshed, err := session.Of(t).Responses(ctx)
		if err != nil {
			return nil, err
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		want, _, _ := t.Lifetimes(client)
		findings := ExpiresInFindings(first, "code", want)
		if refreshed != nil {
			findings = append(findings, ExpiresInFindings(refreshed, "refresh token", want)...)
		}
		return findings, nil
	},
}

// ExpiresInFindings compares expires_in with a lifetime, in seconds (RFC 6749 section 5.1). to
// names the request.
func ExpiresInFindings(t *session.Tokens, to string, want time.Duration) []report.Finding {
	var seconds float64
	if session.DecodeField(t.Fields["expires_in"], &seconds) != nil {
		return check.Finding(check.FixNotCognito, "The expires_in of the response to a %s is not a number and must be %d.", to, int(want.Seconds()))
	}
	if seconds != want.Seconds() {
		return check.Finding("Apply the configuration again, or declare access_token = { "+check.ValidityArgument(time.Duration(seconds)*time.Second)+" }.",
			"The expires_in of the response to a %s is %v and must be %d.", to, seconds, int(want.Seconds()))
	}
	return nil
}
