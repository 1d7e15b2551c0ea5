package live

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// SignOut is the check sign-out.
var SignOut = check.Check{
	Name: "sign-out",
	Doc:  "The logout endpoint redirects to the logout URL and ends the session of the browser, so that the next sign-in requires the password.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		logoutURLs := t.Client.Declared.LogoutURLs
		if logoutURLs == nil {
			logoutURLs = client.LogoutURLs
		}
		if len(logoutURLs) == 0 {
			return nil, check.NotApplicable("the client has no logout URL")
		}
		s := session.Of(t)
		if _, err := s.FirstTokens(ctx); err != nil {
			return nil, err
		}
		browser, err := s.Browser(ctx)
		if err != nil {
			return nil, err
		}
		logoutURL := logoutURLs[0]
		answer, err := browser.SignOut(ctx, logoutURL)
		if err != nil {
			return nil, err
		}
		if location := answer.Header.Get("Location"); location != logoutURL {
			return check.Finding("Write logout_urls = [\""+logoutURL+"\"], and apply.", "The logout endpoint returns %d and redirects to %s, and must redirect to %s.", answer.Status, check.Quote(location), logoutURL), nil
		}
		callback, err := s.Authorize(ctx)
		if err != nil {
			return nil, err
		}
		if !callback.Prompted {
			return check.Finding(check.FixNotCognito, "After a sign-out, the next sign-in does not require the password and must require it."), nil
		}
		return nil, nil
	},
}
