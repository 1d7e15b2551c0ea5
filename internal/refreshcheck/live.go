package refreshcheck

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/login/chromium"
)

// Live says how the live checks sign in.
type Live struct {
	// Person is who signs in. Nil makes a temporary user for each environment, who is
	// removed in the end, whatever happens.
	Person *login.Credentials
	// OpenBrowser opens the browser of one person for a client; managed is whether the
	// login pages are those of managed login. Default: [OpenBrowser].
	OpenBrowser func(ctx context.Context, client *login.Client, managed bool) (Browser, error)
	// Sleep waits, and ends early with the context's error. Default: by the clock.
	Sleep func(context.Context, time.Duration) error
	// Now is the time of what is seen. Default: time.Now.
	Now func() time.Time
	// Advance moves the clock of the service, and Now returns the new time. It is nil if the
	// clock cannot be moved, as on AWS.
	Advance func(context.Context, time.Duration) error
	// Codes returns the last code that the service sent to a user, for a second factor by
	// SMS or email. It is nil if the caller cannot read the messages.
	Codes func(ctx context.Context, username string) (string, error)
}

// Browser is the browser of one person. It keeps the session of the login pages.
type Browser interface {
	SignIn(context.Context, login.Credentials) (*login.Callback, error)
	SignOut(ctx context.Context, logoutURI string) (*login.Response, error)
	Close() error
}

// OpenBrowser opens what the login pages take: of the classic pages their forms are sent;
// managed login is an app in the browser, so it takes a real one.
func OpenBrowser(ctx context.Context, client *login.Client, managed bool) (Browser, error) {
	if managed {
		browser, err := chromium.Open(ctx, client)
		if err != nil {
			return nil, err // and not a nil of chromium's kind, which is a browser to who asks
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

// formBrowser has nothing to close.
type formBrowser struct{ *login.Browser }

func (formBrowser) Close() error { return nil }

func (l *Live) withDefaults() *Live {
	filled := *l
	if filled.OpenBrowser == nil {
		filled.OpenBrowser = OpenBrowser
	}
	if filled.Now == nil {
		filled.Now = time.Now
	}
	if filled.Sleep == nil {
		filled.Sleep = func(ctx context.Context, d time.Duration) error {
			timer := time.NewTimer(d)
			defer timer.Stop()
			select {
			case <-timer.C:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return &filled
}
