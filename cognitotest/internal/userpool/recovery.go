package userpool

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// ResetPassword replaces a password after it has checked the code.
func (s *Store) ResetPassword(poolID, login, code, password string) (User, error) {
	work := s.work(passwordRequest{poolID: poolID, login: login, proposed: password, policy: policyOfUser})
	return s.withCode(poolID, login, PurposeReset, code, mayReset, func(p *poolState, u *User, _ VerificationCode) error {
		p.work = work
		return p.confirm(u, password, policyOfUser)
	})
}

// mayReset rejects users who cannot reset a password with a code. The texts are observed. That
// users of identity providers get the second text is unspecified.
func mayReset(u User) error {
	switch {
	case !u.Enabled:
		return apierror.NotAuthorized("User is disabled.")
	case u.Status == StatusForceChangePassword, u.Status == StatusExternalProvider:
		return apierror.NotAuthorized("User password cannot be reset in the current state.")
	}
	return nil
}

// RequireReset rejects sign-ins until the user has a new password.
func (s *Store) RequireReset(poolID, login string) (User, error) {
	return s.changeUser(poolID, login, func(_ *poolState, u *User) error {
		if err := mayReset(*u); err != nil {
			return err
		}
		u.Status = StatusResetRequired
		return nil
	})
}

// RecoveryMedium returns the delivery medium of a user's reset code: EMAIL, SMS or "". It
// follows the pool's priorities. Without priorities it prefers the phone. It excludes the medium of
// the preferred second factor (developer guide, "Passwords, account recovery, and password
// policies").
//
// Errors: NotAuthorizedException if the user or the pool does not support reset codes, and
// InvalidParameterException for a user without a verified address.
func (s *Store) RecoveryMedium(u User) (string, error) {
	pool, err := s.Pool(u.PoolID)
	if err != nil {
		return "", err
	}
	if err := mayReset(u); err != nil {
		return "", err
	}
	mechanisms := slices.SortedFunc(slices.Values(pool.Recovery), func(a, b RecoveryMechanism) int { return a.Priority - b.Priority })
	if len(mechanisms) == 0 {
		mechanisms = []RecoveryMechanism{{Name: "verified_phone_number"}, {Name: "verified_email"}}
	}
	if mechanisms[0].Name == "admin_only" {
		return "", apierror.NotAuthorized("Contact administrator to reset password.")
	}
	_, factor := u.SecondFactors()
	for _, m := range mechanisms {
		attribute, medium, same := "email", MediumEmail, StepEmail
		if m.Name == "verified_phone_number" {
			attribute, medium, same = "phone_number", MediumSMS, StepSMS
		}
		if factor == same && !pool.MFA.off() {
			continue
		}
		if verified, _ := u.Attribute(verifiedFlag(attribute)); verified == "true" {
			return medium, nil
		}
	}
	return "", apierror.InvalidParameter("Cannot reset password for the user as there is no registered/verified email or phone_number")
}
