package live

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// ClientAuthentication is the check client-authentication.
var ClientAuthentication = check.Check{
	Name: "client-authentication",
	Doc:  "The service rejects a refresh with a wrong client secret or without one.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		s := session.Of(t)
		app, err := s.App(ctx)
		if err != nil {
			return nil, err
		}
		if app.ClientSecret == "" {
			return nil, check.NotApplicable("the client is public")
		}
		signedIn, err := s.NewSignIn(ctx)
		if err != nil {
			return nil, err
		}
		var findings []report.Finding
		for _, secret := range []struct{ name, text string }{{"a wrong secret", "not-the-secret"}, {"no secret", ""}} {
			other := *app
			other.ClientSecret = secret.text
			response, err := other.Refresh(ctx, signedIn.Refresh)
			if err != nil {
				return nil, err
			}
			got, err := s.ReadTokens(response)
			if err != nil {
				return nil, err
			}
			switch {
			case got.Fault == "":
				findings = append(findings, check.Finding(check.FixNotCognito, "A refresh with %s returns tokens and must be rejected with invalid_client.", secret.name)...)
			case got.ErrorCode != "invalid_client": // RFC 6749 section 5.2
				findings = append(findings, check.Finding(check.FixNotCognito, "A refresh with %s is not rejected with invalid_client: %s", secret.name, got.Fault)...)
			}
		}
		return findings, nil
	},
}
