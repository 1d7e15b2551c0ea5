package refreshcheck

import (
	"context"
	"fmt"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var liveRevocation = Check{
	Name: "revoked-refresh-token",
	Doc:  "A refresh token that the app revokes is refused from then on.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !t.revokes(client) {
			return nil, NotApplicable("the client has no revocation: see token-revocation")
		}
		session := t.Session
		signedIn, err := session.fresh(ctx)
		if err != nil {
			return nil, err
		}
		app, err := session.app(ctx)
		if err != nil {
			return nil, err
		}
		answer, err := app.Revoke(ctx, signedIn.refresh)
		if err != nil {
			return nil, err
		}
		if busy(answer) {
			return nil, fmt.Errorf("the revocation endpoint answers %d %s: try again later", answer.Status, http.StatusText(answer.Status))
		}
		if answer.Status != http.StatusOK { // RFC 7009 section 2.2
			return one("Write refresh = { revocation = true }, and apply.", "The revocation endpoint answers %d and must answer 200.", answer.Status), nil
		}
		session.see(signedIn, report.Revoked)
		after, err := session.refresh(ctx, signedIn, signedIn.refresh)
		if err != nil {
			return nil, err
		}
		switch {
		case after.fault == "":
			return one("Write refresh = { revocation = true }, and apply.", "A revoked refresh token still gives tokens and must be refused."), nil
		case after.code != "invalid_grant":
			return one(notCognito, "A revoked refresh token is refused in another way than with invalid_grant: %s", after.fault), nil
		}
		return nil, nil
	},
}
