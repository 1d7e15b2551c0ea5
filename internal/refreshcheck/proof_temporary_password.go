package refreshcheck

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var proofTemporaryPassword = Check{
	Name: "temporary-password",
	Doc:  "A user with a temporary password sets a new password at the login pages, and is signed in.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) (findings []report.Finding, err error) {
		app, err := t.Session.app(ctx)
		if err != nil {
			return nil, err
		}
		mfa, err := t.MFA(ctx)
		if err != nil {
			return nil, err
		}
		if mfa.MfaConfiguration == types.UserPoolMfaTypeOn {
			return nil, NotApplicable("the pool requires a second factor, which the check sign-in sets up with its own user")
		}
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		invited, remove, err := invitedUser(ctx, t.Session.people, pool)
		if remove != nil {
			defer func() { err = errors.Join(err, remove(ctx)) }()
		}
		if err != nil {
			return nil, err
		}
		invited.NewPassword = password(pool)
		return t.firstSignIn(ctx, app, invited)
	},
}

// firstSignIn signs in a user who must set a new password, and exchanges the code.
func (t *Target) firstSignIn(ctx context.Context, app *login.Client, invited login.Credentials) (findings []report.Finding, err error) {
	const fix = "Check password_policy and the last page of the sign-in, and apply the configuration again."
	browser, err := t.Session.newBrowser(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, browser.Close()) }()
	callback, err := browser.SignIn(ctx, invited)
	if misconfigured(err) || turnsAway(err) || errors.As(err, new(*login.UnknownPageError)) {
		return one(fix, "A user with a temporary password sets a new password and is not signed in: %s.", oneLine(err.Error())), nil
	}
	if err != nil {
		return nil, err
	}
	response, err := app.Exchange(ctx, callback.Code, callback.CodeVerifier)
	if err != nil {
		return nil, err
	}
	got, err := t.Session.read(response)
	if err == nil && got.fault != "" {
		findings = one(fix, "The code of a user who has set a new password returns no tokens: %s", got.fault)
	}
	return findings, err
}
