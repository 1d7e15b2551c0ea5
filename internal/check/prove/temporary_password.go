package prove

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TemporaryPassword is the check temporary-password.
var TemporaryPassword = check.Check{
	Name: "temporary-password",
	Doc:  "A user with a temporary password sets a new password at the login pages, and is signed in.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) (findings []report.Finding, err error) {
		app, err := session.Of(t).App(ctx)
		if err != nil {
			return nil, err
		}
		mfa, err := t.MFA(ctx)
		if err != nil {
			return nil, err
		}
		if mfa.MfaConfiguration == types.UserPoolMfaTypeOn {
			return nil, check.NotApplicable("the pool requires a second factor, which the check sign-in sets up with its own user")
		}
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		invited, remove, err := session.InvitedUser(ctx, session.Of(t).Users, pool)
		if remove != nil {
			defer func() { err = errors.Join(err, remove(ctx)) }()
		}
		if err != nil {
			return nil, err
		}
		invited.NewPassword = session.RandomPassword(pool)
		return firstSignInFindings(ctx, t, app, invited)
	},
}

// firstSignInFindings signs in a user who must set a new password, and exchanges the code.
func firstSignInFindings(ctx context.Context, t *check.Target, app *login.Client, invited login.Credentials) (findings []report.Finding, err error) {
	const fix = "Check password_policy and the last page of the sign-in, and apply the configuration again."
	browser, err := session.Of(t).NewBrowser(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, browser.Close()) }()
	callback, err := browser.SignIn(ctx, invited)
	if session.RejectsClient(err) || session.RejectsUser(err) || errors.As(err, new(*login.UnknownPageError)) {
		return check.Finding(fix, "A user with a temporary password sets a new password and is not signed in: %s.", check.OneLine(err.Error())), nil
	}
	if err != nil {
		return nil, err
	}
	response, err := app.Exchange(ctx, callback.Code, callback.CodeVerifier)
	if err != nil {
		return nil, err
	}
	got, err := session.Of(t).ReadTokens(response)
	if err == nil && got.Fault != "" {
		findings = check.Finding(fix, "The code of a user who has set a new password returns no tokens: %s", got.Fault)
	}
	return findings, err
}
