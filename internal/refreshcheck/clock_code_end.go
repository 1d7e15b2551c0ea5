package refreshcheck

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// codeLife is the lifetime of an authorization code (developer guide, "Authorize endpoint").
const codeLife = 5 * time.Minute

var clockCodeEnd = Check{
	Name:  "authorization-code-end",
	Doc:   "An authorization code returns tokens for five minutes, and none after that.",
	Of:    OfClient,
	Live:  true,
	Clock: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		session := t.Session
		app, err := session.app(ctx)
		if err != nil {
			return nil, err
		}
		if _, err := session.firstTokens(ctx); err != nil {
			return nil, err
		}
		exchange := func(callback *login.Callback) (*tokens, error) {
			response, err := app.Exchange(ctx, callback.Code, callback.CodeVerifier)
			if err != nil {
				return nil, err
			}
			return session.read(response)
		}
		return patiently(func() ([]report.Finding, error) {
			var findings []report.Finding
			asked := session.live.Now()
			callback, err := session.codeAnew(ctx)
			if err != nil {
				return nil, err
			}
			err = session.justBefore(ctx, asked.Add(codeLife), func() error {
				got, err := exchange(callback)
				if err == nil && got.fault != "" {
					findings = one(notCognito, "The service rejects a code one second before the end of its %s: %s", inWords(codeLife), got.fault)
				}
				return err
			})
			if err != nil {
				return nil, err
			}
			if callback, err = session.codeAnew(ctx); err != nil {
				return nil, err
			}
			err = session.justAfter(ctx, session.live.Now().Add(codeLife), func() error {
				got, err := exchange(callback)
				switch {
				case err != nil:
				case got.fault == "":
					findings = append(findings, one(notCognito, "A code returns tokens one second after the end of its %s and must be rejected.", inWords(codeLife))...)
				case got.code != "invalid_grant": // RFC 6749 section 5.2
					findings = append(findings, one(notCognito, "The service does not reject an expired code with invalid_grant: %s", got.fault)...)
				}
				return err
			})
			return findings, err
		})
	},
}

// codeAnew gets a code for a check that does not test the sign-in.
func (s *Session) codeAnew(ctx context.Context) (*login.Callback, error) {
	callback, err := s.authorize(ctx)
	if err != nil && ctx.Err() == nil {
		return nil, notSignedIn
	}
	return callback, err
}
