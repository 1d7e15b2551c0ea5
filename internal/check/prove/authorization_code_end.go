package prove

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// codeLife is the lifetime of an authorization code (developer guide, "Authorize endpoint").
const codeLife = 5 * time.Minute

// AuthorizationCodeEnd is the check authorization-code-end.
var AuthorizationCodeEnd = check.Check{
	Name:  "authorization-code-end",
	Doc:   "An authorization code returns tokens for five minutes, and none after that.",
	Of:    check.OfClient,
	Live:  true,
	Clock: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		s := session.Of(t)
		app, err := s.App(ctx)
		if err != nil {
			return nil, err
		}
		if _, err := s.FirstTokens(ctx); err != nil {
			return nil, err
		}
		exchange := func(callback *login.Callback) (*session.Tokens, error) {
			response, err := app.Exchange(ctx, callback.Code, callback.CodeVerifier)
			if err != nil {
				return nil, err
			}
			return s.ReadTokens(response)
		}
		return session.Retry(func() ([]report.Finding, error) {
			var findings []report.Finding
			asked := s.Options.Now()
			callback, err := newCode(ctx, s)
			if err != nil {
				return nil, err
			}
			err = s.JustBefore(ctx, asked.Add(codeLife), func() error {
				got, err := exchange(callback)
				if err == nil && got.Fault != "" {
					findings = check.Finding(check.FixNotCognito, "The service rejects a code one second before the end of its %s: %s", check.InWords(codeLife), got.Fault)
				}
				return err
			})
			if err != nil {
				return nil, err
			}
			if callback, err = newCode(ctx, s); err != nil {
				return nil, err
			}
			err = s.JustAfter(ctx, s.Options.Now().Add(codeLife), func() error {
				got, err := exchange(callback)
				switch {
				case err != nil:
				case got.Fault == "":
					findings = append(findings, check.Finding(check.FixNotCognito, "A code returns tokens one second after the end of its %s and must be rejected.", check.InWords(codeLife))...)
				case got.ErrorCode != "invalid_grant": // RFC 6749 section 5.2
					findings = append(findings, check.Finding(check.FixNotCognito, "The service does not reject an expired code with invalid_grant: %s", got.Fault)...)
				}
				return err
			})
			return findings, err
		})
	},
}

// newCode gets a code for a check that does not test the sign-in.
func newCode(ctx context.Context, s *session.Session) (*login.Callback, error) {
	callback, err := s.Authorize(ctx)
	if err != nil && ctx.Err() == nil {
		return nil, session.NotSignedIn
	}
	return callback, err
}
