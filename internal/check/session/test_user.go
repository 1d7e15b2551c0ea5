package session

import (
	"context"
	"errors"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// TestUser is the person who signs in at the clients of one environment.
type TestUser struct {
	credentials func(context.Context) (login.Credentials, error)
	// code returns a code of the second factor. It is nil if the credentials return the
	// code, or if the guest has no second factor.
	oneTimeCode func(ctx context.Context, username string) (string, error)
	Temporary   bool  // a check may disable the user and sign it out
	rejected    error // the reason not to try the credentials again, or nil
}

// Credentials returns the credentials of the guest, with a second factor that uses ctx.
func (g *TestUser) Credentials(ctx context.Context) (login.Credentials, error) {
	user, err := g.credentials(ctx)
	if err == nil && g.oneTimeCode != nil {
		user.OneTimeCode = func() (string, error) { return g.oneTimeCode(ctx, user.Username) }
	}
	return user, err
}

// signIn signs the guest in at a client. Whom one client has turned away is not tried at
// the next: five wrong passwords lock a user (Authentication flow, 2023), and each page of
// a second factor may have sent them a code.
func (g *TestUser) signIn(ctx context.Context, browser Browser, client string) (*login.Callback, error) {
	if g.rejected != nil {
		return nil, g.rejected
	}
	user, err := g.Credentials(ctx)
	if err != nil {
		return nil, err
	}
	callback, err := browser.SignIn(ctx, user)
	if RejectsUser(err) {
		g.rejected = fmt.Errorf("not tried again after the client %s, so that the user is not locked: %w", client, err)
	}
	return callback, err
}

// RejectsUser tells a person who is not let in from a client that lets nobody in.
func RejectsUser(err error) bool {
	if page, ok := errors.AsType[*login.UnknownPageError](err); ok {
		return page.SecondFactor
	}
	return errors.As(err, new(*login.CredentialsError)) || errors.As(err, new(*login.SecondFactorError))
}

// RejectsClient tells a client that cannot be signed in at from a person who cannot sign
// in, or pages that do not answer.
func RejectsClient(err error) bool {
	switch {
	case errors.As(err, new(*login.HostedError)), errors.As(err, new(*login.CallbackError)), errors.As(err, new(*login.StateError)),
		errors.As(err, new(*login.NoCodeError)), errors.As(err, new(*login.RedirectError)), errors.As(err, new(*login.RedirectLoopError)):
		return true
	}
	return false
}
