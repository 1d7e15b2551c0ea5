package refreshcheck

import (
	"cmp"
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var clockDisabledUser = Check{
	Name:  "disabled-user",
	Doc:   "Disabling a user ends its refresh tokens for good, and a new sign-in works after the user is enabled again.",
	Of:    OfClient,
	Live:  true,
	Clock: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		way, err := t.Session.endsUsers(ctx)
		if err != nil {
			return nil, err
		}
		signedIn, err := way.signIn(ctx)
		if err != nil {
			return nil, err
		}
		person, err := t.Session.person.identify(ctx)
		if err != nil {
			return nil, err
		}
		pool := &t.Environment.UserPoolID
		_, err = t.prove.AdminDisableUser(ctx, &cognitoidentityprovider.AdminDisableUserInput{UserPoolId: pool, Username: &person.Username})
		if err != nil {
			return nil, err
		}
		disabled, refreshErr := way.refresh(ctx, signedIn, signedIn.refresh)
		// The other checks use the same user, even if this check fails with an error.
		enable, cancel := context.WithTimeout(context.WithoutCancel(ctx), removalTime)
		defer cancel()
		_, err = t.prove.AdminEnableUser(enable, &cognitoidentityprovider.AdminEnableUserInput{UserPoolId: pool, Username: &person.Username})
		if err != nil || refreshErr != nil {
			return nil, cmp.Or(refreshErr, err)
		}
		var findings []report.Finding
		if disabled.fault == "" {
			findings = one(notCognito, "The refresh token of a disabled user returns tokens and must be rejected.")
		}
		more, err := t.Session.signsInAgain(ctx, way, signedIn, "disabled and enabled")
		return append(findings, more...), err
	},
}

// endsUsers returns a way for a check that ends the sessions of a user. It requires the
// temporary user.
func (s *Session) endsUsers(ctx context.Context) (way, error) {
	switch {
	case !s.person.temporary:
		return nil, NotApplicable("the check requires a temporary user")
	case s.api == nil:
		return nil, noProveAPI
	}
	return s.way(ctx)
}

// signsInAgain checks that an ended sign-in stays ended and that a new one works.
func (s *Session) signsInAgain(ctx context.Context, way way, ended *tokens, was string) ([]report.Finding, error) {
	// The service may also reject new tokens that it issues within a second of the end of
	// the others (aws/aws-sdk-java#2449).
	if err := s.reach(ctx, s.live.Now().Add(2*time.Second)); err != nil {
		return nil, err
	}
	var findings []report.Finding
	old, err := way.refresh(ctx, ended, ended.refresh)
	if err != nil {
		return nil, err
	}
	if old.fault == "" { // developer guide, "Revoking tokens": permanently
		findings = one(notCognito, "The refresh token of a user who was %s returns tokens and must still be rejected.", was)
	}
	again, err := way.signIn(ctx)
	if err != nil {
		return nil, err
	}
	refreshed, err := way.refresh(ctx, again, again.refresh)
	if err == nil && refreshed.fault != "" {
		findings = append(findings, one(notCognito, "The service rejects the refresh token of a new sign-in of a user who was %s: %s", was, refreshed.fault)...)
	}
	return findings, err
}
