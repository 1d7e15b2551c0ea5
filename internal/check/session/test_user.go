package session

import (
	"context"
	"errors"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// TestUser signs in at the clients of one environment.
type TestUser struct {
	credentials func(context.Context) (login.Credentials, error)
	// oneTimeCode returns a code of the second factor. It is nil if the credentials return the
	// code, or if the user has no second factor.
	oneTimeCode func(ctx context.Context, username string) (string, error)
	Temporary   bool  // a check may disable the user and sign it out
	rejected    error // the reason not to try the credentials again, or nil
}

// Credentials returns the credentials of the user, with a second factor that uses ctx.
func (u *TestUser) Credentials(ctx context.Context) (login.Credentials, error) {
	user, err := u.credentials(ctx)
	if err == nil && u.oneTimeCode != nil {
		user.OneTimeCode = func() (string, error) { return u.oneTimeCode(ctx, user.Username) }
	}
	return user, err
}

// signIn signs the user in at a client. If one client rejects the user, the next clients do
// not try: five wrong passwords lock a user (Authentication flow, 2023), and each page of a
// second factor may send a code.
func (u *TestUser) signIn(ctx context.Context, browser Browser, client string) (*login.Callback, error) {
	if u.rejected != nil {
		return nil, u.rejected
	}
	user, err := u.Credentials(ctx)
	if err != nil {
		return nil, err
	}
	callback, err := browser.SignIn(ctx, user)
	if RejectsUser(err) {
		u.rejected = fmt.Errorf("not tried again after the client %s, so that the user is not locked: %w", client, err)
	}
	return callback, err
}

// RejectsUser reports whether an error of a sign-in rejects the user. Other users may be able
// to sign in.
func RejectsUser(err error) bool {
	if page, ok := errors.AsType[*login.UnknownPageError](err); ok {
		return page.SecondFactor
	}
	return errors.As(err, new(*login.CredentialsError)) || errors.As(err, new(*login.SecondFactorError))
}

// RejectsClient reports whether an error of a sign-in rejects the client: its redirect URI,
// scopes or grant.
func RejectsClient(err error) bool {
	switch {
	case errors.As(err, new(*login.HostedError)), errors.As(err, new(*login.CallbackError)), errors.As(err, new(*login.StateError)),
		errors.As(err, new(*login.NoCodeError)), errors.As(err, new(*login.RedirectError)), errors.As(err, new(*login.RedirectLoopError)):
		return true
	}
	return false
}
