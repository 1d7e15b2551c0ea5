package refreshcheck

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var clockRefreshTokenEnd = Check{
	Name:  "refresh-token-end",
	Doc:   "A refresh works until a second before the declared end, counted from the sign-in, and fails a second after; a new refresh token expires with the first.",
	Of:    OfClient,
	Live:  true,
	Clock: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		way, err := t.Session.way(ctx)
		if err != nil {
			return nil, err
		}
		_, _, life := t.lives(client)
		fix := "Declare refresh = { " + argument(life) + " }, and apply."
		return patiently(func() ([]report.Finding, error) {
			signedIn, err := way.signIn(ctx)
			if err != nil {
				return nil, err
			}
			earliest, latest := signedIn.ends(life)
			newest := signedIn.refresh
			// Developer guide, "Refresh tokens": a new refresh token is valid for the
			// remaining time of the first. So the check refreshes after half of it.
			if err := t.Session.reach(ctx, signedIn.answered.Add(life/2)); err != nil {
				return nil, err
			}
			half, err := way.refresh(ctx, signedIn, newest)
			switch {
			case err != nil:
				return nil, err
			case half.fault != "":
				return one(fix, "A refresh fails after half of the %s that the refresh token must live: %s", inWords(life), half.fault), nil
			case half.refresh != "":
				newest = half.refresh
			}
			var findings []report.Finding
			err = t.Session.justBefore(ctx, earliest, func() error {
				got, err := way.refresh(ctx, signedIn, newest)
				switch {
				case err != nil:
				case got.fault != "":
					findings = one(fix, "A refresh fails one second before the end of the %s from the sign-in: %s", inWords(life), got.fault)
				case got.refresh != "":
					newest = got.refresh
				}
				return err
			})
			if err != nil || findings != nil {
				return findings, err
			}
			err = t.Session.justAfter(ctx, latest, func() error {
				got, err := way.refresh(ctx, signedIn, newest)
				switch {
				case err != nil:
				case got.fault == "":
					findings = one(fix, "A refresh returns tokens one second after the end of the %s from the sign-in and must be rejected.", inWords(life))
				case got.code != way.refusal():
					findings = one(notCognito, "The service does not reject an expired refresh token with %s: %s", way.refusal(), got.fault)
				}
				return err
			})
			return findings, err
		})
	},
}
