package live

import (
	"context"
	"fmt"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var RevokedRefreshToken = check.Check{
	Name: "revoked-refresh-token",
	Doc:  "A refresh token that the app revokes is refused from then on.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !t.RevokesTokens(client) {
			return nil, check.NotApplicable("the client has no revocation: see token-revocation")
		}
		s := session.Of(t)
		signedIn, err := s.NewSignIn(ctx)
		if err != nil {
			return nil, err
		}
		app, err := s.App(ctx)
		if err != nil {
			return nil, err
		}
		answer, err := app.Revoke(ctx, signedIn.Refresh)
		if err != nil {
			return nil, err
		}
		if session.Busy(answer) {
			return nil, fmt.Errorf("the revocation endpoint answers %d %s: try again later", answer.Status, http.StatusText(answer.Status))
		}
		if answer.Status != http.StatusOK { // RFC 7009 section 2.2
			return check.Finding("Write refresh = { revocation = true }, and apply.", "The revocation endpoint answers %d and must answer 200.", answer.Status), nil
		}
		s.Observe(signedIn, report.Revoked)
		after, err := s.Refresh(ctx, signedIn, signedIn.Refresh)
		if err != nil {
			return nil, err
		}
		switch {
		case after.Fault == "":
			return check.Finding("Write refresh = { revocation = true }, and apply.", "A revoked refresh token still gives tokens and must be refused."), nil
		case after.ErrorCode != "invalid_grant":
			return check.Finding(check.FixNotCognito, "A revoked refresh token is refused in another way than with invalid_grant: %s", after.Fault), nil
		}
		return nil, nil
	},
}
