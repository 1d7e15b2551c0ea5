package refreshcheck

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var clockAccessTokenEnd = Check{
	Name:  "access-token-end",
	Doc:   "The service accepts an access token until the end of its declared validity, and rejects it from then on.",
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
		life, _, _ := t.lives(client)
		fix := "Declare access_token = { " + argument(life) + " }, and apply."
		return patiently(func() ([]report.Finding, error) {
			signedIn, err := way.signIn(ctx)
			if err != nil {
				return nil, err
			}
			c, err := readClaims(signedIn.access)
			if err != nil {
				return one(notCognito, "The access token cannot be read: %s.", err), nil
			}
			var findings []report.Finding
			end := time.Unix(int64(c.IssuedAt), 0).Add(life)
			err = t.Session.justBefore(ctx, end, func() error {
				refusal, err := way.takes(ctx, signedIn.access)
				if refusal != "" {
					findings = one(fix, "The service rejects an access token one second before the end of its %s: %s.", inWords(life), refusal)
				}
				return err
			})
			if err != nil || findings != nil {
				return findings, err
			}
			// RFC 7519 section 4.1.4: the token expires on the second of exp.
			if err := t.Session.reach(ctx, end); err != nil {
				return nil, err
			}
			refusal, err := way.takes(ctx, signedIn.access)
			if err == nil && refusal == "" {
				findings = one(fix, "The service accepts an access token after the end of its %s and must reject it.", inWords(life))
			}
			return findings, err
		})
	},
}
