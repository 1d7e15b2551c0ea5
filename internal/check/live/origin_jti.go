package live

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// OriginJTI is the check origin-jti.
var OriginJTI = check.Check{
	Name: "origin-jti",
	Doc:  "All tokens of a sign-in have the same origin_jti, also after a refresh, and each has its own jti.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		first, err := session.Of(t).FirstTokens(ctx)
		if err != nil {
			return nil, err
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if on, _ := check.DeployedRotation(client); !on && !t.RevokesTokens(client) { // developer guide, "Revoking tokens"
			return nil, check.NotApplicable("without revocation and rotation the tokens have no origin_jti")
		}
		refreshed, err := session.Of(t).RefreshedTokens(ctx)
		if err != nil {
			return nil, err
		}
		var findings []report.Finding
		origin, ids := "", map[string]string{}
		for _, token := range []struct{ name, text string }{
			{"access token of the sign-in", first.Access}, {"ID token of the sign-in", first.ID},
			{"refreshed access token", refreshed.Access}, {"refreshed ID token", refreshed.ID},
		} {
			if token.text == "" {
				continue
			}
			c, err := session.ReadClaims(token.text)
			switch other, taken := ids[c.ID]; {
			case err != nil:
				findings = append(findings, check.Finding(check.FixNotCognito, "The %s cannot be read: %s.", token.name, err)...)
			case c.OriginID == "" || c.ID == "":
				findings = append(findings, check.Finding("Write refresh = { revocation = true }.", "The %s has the origin_jti %s and the jti %s and must have both.", token.name, check.Quote(c.OriginID), check.Quote(c.ID))...)
			case origin != "" && c.OriginID != origin:
				findings = append(findings, check.Finding(check.FixNotCognito, "The origin_jti of the %s differs from the origin_jti of the sign-in and must be the same.", token.name)...)
			case c.ID == c.OriginID:
				findings = append(findings, check.Finding(check.FixNotCognito, "The jti of the %s equals its origin_jti and must differ from it.", token.name)...)
			case taken:
				findings = append(findings, check.Finding(check.FixNotCognito, "The jti of the %s equals the jti of the %s and must be unique.", token.name, other)...)
			}
			if origin == "" {
				origin = c.OriginID
			}
			ids[c.ID] = token.name
		}
		return findings, nil
	},
}
