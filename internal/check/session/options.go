package session

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// Options configures the sign-ins of the live checks.
type Options struct {
	// User signs in. If it is nil, each environment gets a temporary user, who is always
	// deleted at the end.
	User *login.Credentials
	// OpenBrowser opens the browser of one user at a client. managed reports whether the
	// domain serves managed login. Default: [OpenBrowser].
	OpenBrowser func(ctx context.Context, client *login.Client, managed bool) (Browser, error)
	// Sleep waits, or returns the error of the context if that ends first. Default: a timer.
	Sleep func(context.Context, time.Duration) error
	// Now returns the time of requests and responses. Default: time.Now.
	Now func() time.Time
	// Advance moves the clock of the service, and Now returns the new time. It is nil if the
	// clock cannot be moved, as on AWS.
	Advance func(context.Context, time.Duration) error
	// Codes returns the last code that the service sent to a user, for a second factor by
	// SMS or email. It is nil if the caller cannot read the messages.
	Codes func(ctx context.Context, username string) (string, error)
}

func (o *Options) withDefaults() *Options {
	filled := *o
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
