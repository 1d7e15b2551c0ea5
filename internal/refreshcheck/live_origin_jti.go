package refreshcheck

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var liveOriginJTI = Check{
	Name: "origin-jti",
	Doc:  "All tokens of a sign-in share one origin_jti, which a refresh keeps, and each has a jti of its own.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		first, err := t.Session.firstTokens(ctx)
		if err != nil {
			return nil, err
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if on, _ := rotation(client); !on && !t.revokes(client) { // developer guide, "Revoking tokens"
			return nil, NotApplicable("without revocation and rotation the tokens have no origin_jti")
		}
		refreshed, err := t.Session.refreshedTokens(ctx)
		if err != nil {
			return nil, err
		}
		var findings []report.Finding
		origin, ids := "", map[string]string{}
		for _, token := range []struct{ name, text string }{
			{"access token of the sign-in", first.access}, {"ID token of the sign-in", first.id},
			{"refreshed access token", refreshed.access}, {"refreshed ID token", refreshed.id},
		} {
			if token.text == "" {
				continue
			}
			c, err := readClaims(token.text)
			switch other, taken := ids[c.ID]; {
			case err != nil:
				findings = append(findings, one(notCognito, "The %s cannot be read: %s.", token.name, err)...)
			case c.OriginID == "" || c.ID == "":
				findings = append(findings, one("Write refresh = { revocation = true }.", "The %s has the origin_jti %s and the jti %s and must have both.", token.name, shown(c.OriginID), shown(c.ID))...)
			case origin != "" && c.OriginID != origin:
				findings = append(findings, one(notCognito, "The origin_jti of the %s differs from that of the sign-in and must be the same.", token.name)...)
			case c.ID == c.OriginID:
				findings = append(findings, one(notCognito, "The jti of the %s equals its origin_jti and must differ from it.", token.name)...)
			case taken:
				findings = append(findings, one(notCognito, "The jti of the %s is that of the %s and must be its own.", token.name, other)...)
			}
			if origin == "" {
				origin = c.OriginID
			}
			ids[c.ID] = token.name
		}
		return findings, nil
	},
}
