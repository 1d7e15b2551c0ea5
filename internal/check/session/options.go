package session

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// Options says how the live checks sign in.
type Options struct {
	// Person is who signs in. Nil makes a temporary user for each environment, who is
	// removed in the end, whatever happens.
	User *login.Credentials
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

func (l *Options) withDefaults() *Options {
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
