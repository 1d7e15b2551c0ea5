package live

import (
	"context"
	"fmt"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// RevokedRefreshToken is the check revoked-refresh-token.
var RevokedRefreshToken = check.Check{
	Name: "revoked-refresh-token",
	Doc:  "The service rejects a refresh token after the app revokes it.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !t.RevokesTokens(client) {
			return nil, check.NotApplicable("the client does not support revocation: see token-revocation")
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
			return nil, fmt.Errorf("the revocation endpoint returns %d %s: try again later", answer.Status, http.StatusText(answer.Status))
		}
		if answer.Status != http.StatusOK { // RFC 7009 section 2.2
			return check.Finding("Write refresh = { revocation = true }, and apply.", "The revocation endpoint returns %d and must return 200.", answer.Status), nil
		}
		s.Observe(signedIn, report.Revoked)
		after, err := s.Refresh(ctx, signedIn, signedIn.Refresh)
		if err != nil {
			return nil, err
		}
		switch {
		case after.Fault == "":
			return check.Finding("Write refresh = { revocation = true }, and apply.", "A revoked refresh token still returns tokens and must be rejected."), nil
		case after.ErrorCode != "invalid_grant":
			return check.Finding(check.FixNotCognito, "A revoked refresh token is not rejected with invalid_grant: %s", after.Fault), nil
		}
		return nil, nil
	},
}
