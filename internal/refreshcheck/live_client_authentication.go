package refreshcheck

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var liveClientAuthentication = Check{
	Name: "client-authentication",
	Doc:  "A refresh with a wrong client secret, or with none, is refused.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		session := t.Session
		app, err := session.app(ctx)
		if err != nil {
			return nil, err
		}
		if app.ClientSecret == "" {
			return nil, NotApplicable("the client is public")
		}
		signedIn, err := session.fresh(ctx)
		if err != nil {
			return nil, err
		}
		var findings []report.Finding
		for _, secret := range []struct{ name, text string }{{"a wrong secret", "not-the-secret"}, {"no secret", ""}} {
			other := *app
			other.ClientSecret = secret.text
			response, err := other.Refresh(ctx, signedIn.refresh)
			if err != nil {
				return nil, err
			}
			got, err := session.read(response)
			if err != nil {
				return nil, err
			}
			switch {
			case got.fault == "":
				findings = append(findings, one(notCognito, "A refresh with %s gives tokens and must be refused with invalid_client.", secret.name)...)
			case got.code != "invalid_client": // RFC 6749 section 5.2
				findings = append(findings, one(notCognito, "A refresh with %s is refused in another way than with invalid_client: %s", secret.name, got.fault)...)
			}
		}
		return findings, nil
	},
}
