package prove

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// AccessTokenEnd is the check access-token-end.
var AccessTokenEnd = check.Check{
	Name:  "access-token-end",
	Doc:   "The service accepts an access token until the end of its declared validity, and rejects it from then on.",
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
		life, _, _ := t.Lifetimes(client)
		fix := "Declare access_token = { " + check.ValidityArgument(life) + " }, and apply."
		return session.Retry(func() ([]report.Finding, error) {
			signedIn, err := flow.SignIn(ctx)
			if err != nil {
				return nil, err
			}
			c, err := session.ReadClaims(signedIn.Access)
			if err != nil {
				return check.Finding(check.FixNotCognito, "The access token cannot be read: %s.", err), nil
			}
			var findings []report.Finding
			end := time.Unix(int64(c.IssuedAt), 0).Add(life)
			err = session.Of(t).JustBefore(ctx, end, func() error {
				rejection, err := flow.TryAccessToken(ctx, signedIn.Access)
				if rejection != "" {
					findings = check.Finding(fix, "The service rejects an access token one second before the end of its %s: %s.", check.InWords(life), rejection)
				}
				return err
			})
			if err != nil || findings != nil {
				return findings, err
			}
			// RFC 7519 section 4.1.4: the token expires on the second of exp.
			if err := session.Of(t).AdvanceTo(ctx, end); err != nil {
				return nil, err
			}
			rejection, err := flow.TryAccessToken(ctx, signedIn.Access)
			if err == nil && rejection == "" {
				findings = check.Finding(fix, "The service accepts an access token after the end of its %s and must reject it.", check.InWords(life))
			}
			return findings, err
		})
	},
}
