package refreshcheck

import (
	"context"
	"errors"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// guest is the person who signs in at the clients of one environment.
type guest struct {
	credentials func(context.Context) (login.Credentials, error)
	// code returns a code of the second factor. It is nil if the credentials return the
	// code, or if the guest has no second factor.
	code       func(ctx context.Context, username string) (string, error)
	temporary  bool  // a check may disable the user and sign it out
	turnedAway error // the reason not to try the credentials again, or nil
}

// identify returns the credentials of the guest, with a second factor that uses ctx.
func (g *guest) identify(ctx context.Context) (login.Credentials, error) {
	person, err := g.credentials(ctx)
	if err == nil && g.code != nil {
		person.OneTimeCode = func() (string, error) { return g.code(ctx, person.Username) }
	}
	return person, err
}

// signIn signs the guest in at a client. Whom one client has turned away is not tried at
// the next: five wrong passwords lock a user (Authentication flow, 2023), and each page of
// a second factor may have sent them a code.
func (g *guest) signIn(ctx context.Context, browser Browser, client string) (*login.Callback, error) {
	if g.turnedAway != nil {
		return nil, g.turnedAway
	}
	person, err := g.identify(ctx)
	if err != nil {
		return nil, err
	}
	callback, err := browser.SignIn(ctx, person)
	if turnsAway(err) {
		g.turnedAway = fmt.Errorf("not tried again after the client %s, so that the user is not locked: %w", client, err)
	}
	return callback, err
}

// turnsAway tells a person who is not let in from a client that lets nobody in.
func turnsAway(err error) bool {
	if page, ok := errors.AsType[*login.UnknownPageError](err); ok {
		return page.SecondFactor
	}
	return errors.As(err, new(*login.CredentialsError)) || errors.As(err, new(*login.SecondFactorError))
}
