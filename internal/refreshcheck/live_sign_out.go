package refreshcheck

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var liveSignOut = Check{
	Name: "sign-out",
	Doc:  "The logout endpoint leads to the logout URL and ends the browser's session, so that the next sign-in asks for the password.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		logoutURLs := t.Client.Declared.LogoutURLs
		if logoutURLs == nil {
			logoutURLs = client.LogoutURLs
		}
		if len(logoutURLs) == 0 {
			return nil, NotApplicable("the client has no logout URL")
		}
		session := t.Session
		if _, err := session.firstTokens(ctx); err != nil {
			return nil, err
		}
		browser, err := session.browser(ctx)
		if err != nil {
			return nil, err
		}
		logoutURL := logoutURLs[0]
		answer, err := browser.SignOut(ctx, logoutURL)
		if err != nil {
			return nil, err
		}
		if location := answer.Header.Get("Location"); location != logoutURL {
			return one("Write logout_urls = [\""+logoutURL+"\"], and apply.", "The logout endpoint answers %d and leads to %s, and must lead to %s.", answer.Status, shown(location), logoutURL), nil
		}
		callback, err := session.authorize(ctx)
		if err != nil {
			return nil, err
		}
		if !callback.Prompted {
			return one(notCognito, "After a sign-out the next sign-in asks for no password and must ask for it."), nil
		}
		return nil, nil
	},
}
