package prove

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// RefreshTokenEnd is the check refresh-token-end.
var RefreshTokenEnd = check.Check{
	Name:  "refresh-token-end",
	Doc:   "A refresh works until a second before the declared end, counted from the sign-in, and fails a second after; a new refresh token expires with the first.",
	Of:    check.OfClient,
	Live:  true,
	Clock: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		flow, err := session.Of(t).Flow(ctx)
		if err != nil {
			return nil, err
		}
		_, _, life := t.Lifetimes(client)
		fix := "Declare refresh = { " + check.ValidityArgument(life) + " }, and apply."
		return session.Retry(func() ([]report.Finding, error) {
			signedIn, err := flow.SignIn(ctx)
			if err != nil {
				return nil, err
			}
			earliest, latest := signedIn.Expiry(life)
			newest := signedIn.Refresh
			// Developer guide, "Refresh tokens": a new refresh token is valid for the
			// remaining time of the first. So the check refreshes after half of it.
			if err := session.Of(t).AdvanceTo(ctx, signedIn.Received.Add(life/2)); err != nil {
				return nil, err
			}
			half, err := flow.Refresh(ctx, signedIn, newest)
			switch {
			case err != nil:
				return nil, err
			case half.Fault != "":
				return check.Finding(fix, "A refresh fails after half of the %s that the refresh token must live: %s", check.InWords(life), half.Fault), nil
			case half.Refresh != "":
				newest = half.Refresh
			}
			var findings []report.Finding
			err = session.Of(t).JustBefore(ctx, earliest, func() error {
				got, err := flow.Refresh(ctx, signedIn, newest)
				switch {
				case err != nil:
				case got.Fault != "":
					findings = check.Finding(fix, "A refresh fails one second before the end of the %s from the sign-in: %s", check.InWords(life), got.Fault)
				case got.Refresh != "":
					newest = got.Refresh
				}
				return err
			})
			if err != nil || findings != nil {
				return findings, err
			}
			err = session.Of(t).JustAfter(ctx, latest, func() error {
				got, err := flow.Refresh(ctx, signedIn, newest)
				switch {
				case err != nil:
				case got.Fault == "":
					findings = check.Finding(fix, "A refresh returns tokens one second after the end of the %s from the sign-in and must be rejected.", check.InWords(life))
				case got.ErrorCode != flow.ErrorCode():
					findings = check.Finding(check.FixNotCognito, "The service does not reject an expired refresh token with %s: %s", flow.ErrorCode(), got.Fault)
				}
				return err
			})
			return findings, err
		})
	},
}
