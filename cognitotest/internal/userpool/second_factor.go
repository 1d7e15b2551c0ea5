package userpool

import (
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// FactorSetting is what a user has chosen about a second factor.
type FactorSetting struct {
	Enabled   bool
	Preferred bool
}

// secondFactor is a kind of second factor. One that sends codes has the attribute to
// which they go.
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

// ready reports whether a user has what the factor needs. An address need not be
// verified (developer guide, "SMS and email message MFA").
func (f secondFactor) ready(u User) bool {
	if f.attribute == "" {
		return u.TOTP.Verified()
	}
	value, _ := u.Attribute(f.attribute)
	return value != ""
}

// SecondFactors are those that a user has turned on, and the preferred one or "".
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

// SetSecondFactors applies a user's choices, by the factor's name. Factors that are left
// out stay as they are, but for the preference, of which there is one (API_SetUserMFAPreference).
// unready is the refusal of a factor that the user cannot have. SMS may be chosen in a pool
// that has software tokens alone, and is not asked for (aws-amplify/amplify-js#11260); email
// is held the same way (chosen).
func (s *Store) SetSecondFactors(poolID, login string, choices map[string]FactorSetting, unready func(factor string) error) (User, error) {
	return s.changeUser(poolID, login, func(_ *poolState, u *User) error {
		preferred := 0
		for _, f := range secondFactors {
			choice, ok := choices[f.name]
			switch {
			case !ok:
				continue
			case choice.Preferred && !choice.Enabled: // refused: aws-amplify/amplify-android#2580; the text: chosen
				return InvalidParameter("A preferred MFA setting must be enabled.")
			case choice.Enabled && !f.ready(*u):
				return unready(f.name)
			case choice.Preferred:
				preferred++
			}
		}
		if preferred > 1 {
			return InvalidParameter("Only one MFA setting can be preferred.") // the text: chosen
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
		return nil
	})
}

// CheckSetUp refuses the set-up of a second factor, in a session of the sign-in, for a user
// who has had one since that session began: whoever knows the password alone could
// otherwise put their own factor in its place. The service's answer is not known; the
// text: chosen.
func (s *Store) CheckSetUp(u User) error {
	step, err := s.Next(u)
	if err == nil && step.Name != StepMFASetup {
		err = NotAuthorized("Invalid session for the user.")
	}
	return err
}

// checkSecondFactor runs check on a user who gives a second factor. It counts failures
// and locks the account as for passwords (developer guide, "Things to know about user pool
// MFA"); that they are counted apart, so that a right password does not forgive them, is chosen.
func (s *Store) checkSecondFactor(poolID, login string, check func(*poolState, *User) error) (User, error) {
	return inPool(s, poolID, func(p *poolState) (User, error) {
		u, ok := p.userByLogin(login)
		if !ok {
			return User{}, userNotFound()
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
