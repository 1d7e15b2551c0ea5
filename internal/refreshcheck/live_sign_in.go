package refreshcheck

import (
	"context"
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var liveSignIn = Check{
	Name: "sign-in",
	Doc:  "A person who signs in on the login pages comes back to the app with a code.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		_, err := t.Session.First(ctx)
		if refused, ok := errors.AsType[signInError](err); ok && misconfigured(refused.error) {
			return one("Write the callback URL, the scopes and the grant that the app uses into the client: callback_urls, scopes, application_type.",
				"The sign-in does not come back to %s: %s.", t.Session.redirect(ctx), oneLine(refused.Error())), nil
		}
		return nil, err
	},
}

// misconfigured tells a client that cannot be signed in at from a person who cannot sign
// in, or pages that do not answer.
func misconfigured(err error) bool {
	switch {
	case errors.As(err, new(*login.HostedError)), errors.As(err, new(*login.CallbackError)), errors.As(err, new(*login.StateError)),
		errors.As(err, new(*login.NoCodeError)), errors.As(err, new(*login.RedirectError)), errors.As(err, new(*login.RedirectLoopError)):
		return true
	}
	return false
}

// redirect is where the app would be called.
func (s *Session) redirect(ctx context.Context) string {
	app, err := s.app(ctx)
	if err != nil {
		return "the app"
	}
	return app.RedirectURI
}
