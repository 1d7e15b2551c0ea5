package prove

import (
	"cmp"
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// DisabledUser is the check disabled-user.
var DisabledUser = check.Check{
	Name:  "disabled-user",
	Doc:   "Disabling a user ends its refresh tokens for good, and a new sign-in works after the user is enabled again.",
	Of:    check.OfClient,
	Live:  true,
	Clock: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		flow, err := flowOfTemporaryUser(ctx, session.Of(t))
		if err != nil {
			return nil, err
		}
		signedIn, err := flow.SignIn(ctx)
		if err != nil {
			return nil, err
		}
		user, err := session.Of(t).User.Credentials(ctx)
		if err != nil {
			return nil, err
		}
		pool := &t.Environment.UserPoolID
		_, err = t.Prove.AdminDisableUser(ctx, &cognitoidentityprovider.AdminDisableUserInput{UserPoolId: pool, Username: &user.Username})
		if err != nil {
			return nil, err
		}
		disabled, refreshErr := flow.Refresh(ctx, signedIn, signedIn.Refresh)
		// The other checks use the same user, even if this check fails with an error.
		enable, cancel := context.WithTimeout(context.WithoutCancel(ctx), session.CleanupTimeout)
		defer cancel()
		_, err = t.Prove.AdminEnableUser(enable, &cognitoidentityprovider.AdminEnableUserInput{UserPoolId: pool, Username: &user.Username})
		if err != nil || refreshErr != nil {
			return nil, cmp.Or(refreshErr, err)
		}
		var findings []report.Finding
		if disabled.Fault == "" {
			findings = check.Finding(check.FixNotCognito, "The refresh token of a disabled user returns tokens and must be rejected.")
		}
		more, err := newSignInFindings(ctx, session.Of(t), flow, signedIn, "disabled and enabled")
		return append(findings, more...), err
	},
}

// flowOfTemporaryUser returns the flow of a check that ends the sign-ins of its user. It
// requires a temporary user.
func flowOfTemporaryUser(ctx context.Context, s *session.Session) (session.Flow, error) {
	switch {
	case !s.User.Temporary:
		return nil, check.NotApplicable("the check requires a temporary user")
	case s.API == nil:
		return nil, check.NoProveAPI
	}
	return s.Flow(ctx)
}

// newSignInFindings checks that an ended sign-in stays ended and that a new sign-in works. ended
// contains the tokens of the ended sign-in. was describes how it ended.
func newSignInFindings(ctx context.Context, s *session.Session, flow session.Flow, ended *session.Tokens, was string) ([]report.Finding, error) {
	// The service may also reject new tokens that it issues within a second of the end of
	// the others (aws/aws-sdk-java#2449).
	if err := s.AdvanceTo(ctx, s.Options.Now().Add(2*time.Second)); err != nil {
		return nil, err
	}
	var findings []report.Finding
	old, err := flow.Refresh(ctx, ended, ended.Refresh)
	if err != nil {
		return nil, err
	}
	if old.Fault == "" { // developer guide, "Revoking tokens": revoked tokens stay invalid
		findings = check.Finding(check.FixNotCognito, "The refresh token of a user who was %s returns tokens and must still be rejected.", was)
	}
	again, err := flow.SignIn(ctx)
	if err != nil {
		return nil, err
	}
	refreshed, err := flow.Refresh(ctx, again, again.Refresh)
	if err == nil && refreshed.Fault != "" {
		findings = append(findings, check.Finding(check.FixNotCognito, "The service rejects the refresh token of a new sign-in of a user who was %s: %s", was, refreshed.Fault)...)
	}
	return findings, err
}
