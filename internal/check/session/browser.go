package session

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/login/chromium"
)

// Browser is the browser of one user. It keeps the cookies of the login pages.
type Browser interface {
	SignIn(context.Context, login.Credentials) (*login.Callback, error)
	SignOut(ctx context.Context, logoutURI string) (*login.Response, error)
	Close() error
}

// OpenBrowser opens a browser for the login pages. It submits the forms of the classic pages.
// Managed login is a JavaScript app, so it requires Chromium.
func OpenBrowser(ctx context.Context, client *login.Client, managed bool) (Browser, error) {
	if managed {
		browser, err := chromium.Open(ctx, client)
		if err != nil {
			return nil, err // avoid a typed nil in the interface
		}
		return browser, nil
	}
	return formBrowser{client.NewBrowser()}, nil
}

// OpenForms opens a browser that submits forms, also on managed login pages. Managed login
// supports this on the emulator, which serves the pages without a script, but not on AWS.
func OpenForms(_ context.Context, client *login.Client, _ bool) (Browser, error) {
	return formBrowser{client.NewBrowser()}, nil
}

// formBrowser adds the Close of [Browser] to a browser that has nothing to close.
type formBrowser struct{ *login.Browser }

func (formBrowser) Close() error { return nil }
