package live

import (
	"context"
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// SignIn is the check sign-in.
var SignIn = check.Check{
	Name: "sign-in",
	Doc:  "A user who signs in at the login pages returns to the app with an authorization code.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		s := session.Of(t)
		app, err := s.App(ctx)
		if err != nil {
			return nil, err
		}
		_, err = s.First(ctx)
		if rejected, ok := errors.AsType[session.SignInError](err); ok && session.RejectsClient(rejected.Unwrap()) {
			return check.Finding("Add the callback URL, the scopes and the grant of the app to the client: callback_urls, scopes, application_type.",
				"The sign-in does not return to %s: %s.", app.RedirectURI, check.OneLine(rejected.Error())), nil
		}
		return nil, err
	},
}
