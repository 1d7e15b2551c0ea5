package userpool

import (
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// FactorSetting is a user's setting of a second factor.
type FactorSetting struct {
	Enabled   bool
	Preferred bool
}

// secondFactor is a kind of second factor. attribute is the destination of its codes.
type secondFactor struct {
	name      string
	attribute string
	enabled   func(MFA) bool
	setting   func(*User) *FactorSetting
}

var secondFactors = []secondFactor{
	{StepSMS, "phone_number", func(m MFA) bool { return m.SMS }, func(u *User) *FactorSetting { return &u.SMSFactor }},
	{StepSoftwareToken, "", MFA.HasSoftwareToken, func(u *User) *FactorSetting { return &u.TOTP.FactorSetting }},
	{StepEmail, "email", func(m MFA) bool { return m.Email }, func(u *User) *FactorSetting { return &u.EmailFactor }},
}

// ready reports whether a user has the software token or the address that the factor requires. An
// address can be unverified
// (developer guide, "SMS and email message MFA").
func (f secondFactor) ready(u User) bool {
	if f.attribute == "" {
		return u.TOTP.Verified()
	}
	value, _ := u.Attribute(f.attribute)
	return value != ""
}

// SecondFactors returns the factors that a user has turned on, and the preferred one or "".
func (u User) SecondFactors() (on []string, preferred string) {
	for _, f := range secondFactors {
		setting := f.setting(&u)
		if setting.Enabled {
			on = append(on, f.name)
		}
		if setting.Preferred {
			preferred = f.name
		}
	}
	return on, preferred
}

// SetSecondFactors applies a user's settings, by the factor's name. The name FactorPasskey sets
// whether a passkey satisfies MFA. Omitted factors keep
// theirs, except for the preference: a user has one (API_SetUserMFAPreference). unready
// returns the error for a factor that the user cannot have. A user may turn on SMS in a pool
// that only has software tokens; a sign-in does not require it then
// (aws-amplify/amplify-js#11260). Email follows SMS (unspecified).
func (s *Store) SetSecondFactors(poolID, login string, choices map[string]FactorSetting, unready func(factor string) error) (User, error) {
	return s.changeUser(poolID, login, func(p *poolState, u *User) error {
		preferred := 0
		for _, f := range secondFactors {
			choice, ok := choices[f.name]
			switch {
			case !ok:
				continue
			case choice.Preferred && !choice.Enabled: // rejected: aws-amplify/amplify-android#2580; the text is unspecified
				return apierror.InvalidParameter("A preferred MFA setting must be enabled.")
			case choice.Enabled && !f.ready(*u):
				return unready(f.name)
			case choice.Preferred:
				preferred++
			}
		}
		if preferred > 1 {
			return apierror.InvalidParameter("Only one MFA setting can be preferred.") // the text is unspecified
		}
		for _, f := range secondFactors {
			setting := f.setting(u)
			if preferred > 0 {
				setting.Preferred = false
			}
			if choice, ok := choices[f.name]; ok {
				*setting = choice
			}
		}
		return p.setPasskeyMFA(u, choices, unready)
	})
}

// setPasskeyMFA sets whether a passkey satisfies MFA for a user. The pool must allow it, and the
// user needs another second factor (WebAuthnMfaSettingsType). The texts, and the error for a user
// without a passkey, are unspecified.
func (p *poolState) setPasskeyMFA(u *User, choices map[string]FactorSetting, unready func(factor string) error) error {
	if choice, ok := choices[FactorPasskey]; ok {
		switch {
		case choice.Enabled && (!p.pool.MFA.PasskeysAreMFA || !p.pool.HasPasskeys()):
			return apierror.InvalidParameter("Passkeys do not satisfy MFA in the user pool. Set FactorConfiguration to MULTI_FACTOR_WITH_USER_VERIFICATION.")
		case choice.Enabled && len(u.Passkeys) == 0:
			return unready(FactorPasskey)
		}
		u.PasskeyMFA = choice.Enabled
	}
	if on, _ := u.SecondFactors(); u.PasskeyMFA && len(on) == 0 {
		return apierror.InvalidParameter("A user whose passkey satisfies MFA needs another MFA method. Enable SMS, a software token or email, too.")
	}
	return nil
}

// CheckSetUp rejects the set-up of a second factor during a sign-in if the user has set one up since
// the sign-in began. Otherwise an attacker who knows the password could replace the factor. The
// service's response is unspecified.
func (s *Store) CheckSetUp(u User) error {
	step, err := s.Next(u)
	if err == nil && step.Name != StepMFASetup {
		err = apierror.NotAuthorized("Invalid session for the user.")
	}
	return err
}

// checkSecondFactor runs check on a user who proves a second factor. It counts failures and
// locks the account as for passwords (developer guide, "Things to know about user pool MFA").
// Counting them apart from wrong passwords is unspecified: a right password does not reset
// them.
func (s *Store) checkSecondFactor(poolID, login string, check func(*poolState, *User) error) (User, error) {
	return inPool(s, poolID, func(p *poolState) (User, error) {
		u, ok := p.userByLogin(login)
		if !ok {
			return User{}, apierror.UserDoesNotExist()
		}
		now := s.Clock.Now()
		if err := u.locked(now); err != nil {
			return User{}, err
		}
		if err := maySignIn(u, now); err != nil {
			return User{}, err
		}
		if err := check(p, &u); err != nil {
			u.fail(&u.CodeFailures, now)
			p.users.Put(u.Username, u)
			return User{}, transaction.Keep(err)
		}
		u.CodeFailures, u.LockedUntil = 0, time.Time{}
		p.users.Put(u.Username, u)
		return u, nil
	})
}
