package userpool

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// The steps that can follow the password, by the API's ChallengeName. The names of second
// factors are also their names in a user's settings.
const (
	StepNewPassword   = "NEW_PASSWORD_REQUIRED"
	StepSoftwareToken = "SOFTWARE_TOKEN_MFA"
	StepSMS           = "SMS_MFA"
	StepEmail         = "EMAIL_OTP"
	StepSelectMFA     = "SELECT_MFA_TYPE"
	StepMFASetup      = "MFA_SETUP"
)

// Step is the next step of a user's sign-in. Choices are the second factors of StepSelectMFA and
// StepMFASetup.
type Step struct {
	Name    string // "": no further step
	Choices []string
}

// Next returns the step after the password: the user first replaces a temporary password, and then
// proves the second factor that the pool or the user requires.
func (s *Store) Next(u User) (Step, error) {
	pool, err := s.Pool(u.PoolID)
	if err != nil {
		return Step{}, err
	}
	if err := maySignIn(u, s.Clock.Now()); err != nil {
		return Step{}, err // the account may have changed since the password
	}
	if u.Status == StatusForceChangePassword {
		return Step{Name: StepNewPassword}, nil
	}
	return pool.secondFactor(u)
}

// secondFactor follows the developer guide, "Details of MFA logic at user runtime". With
// optional MFA it requires only what the user has turned on. A software token that was
// verified but not turned on is not required (unspecified). A verified software token remains
// a factor after the pool has turned software tokens off (developer guide, "TOTP software
// token MFA").
func (p Pool) secondFactor(u User) (Step, error) {
	if p.MFA.off() {
		return Step{}, nil
	}
	var usable []string
	for _, f := range secondFactors {
		if outlives := f.name == StepSoftwareToken && f.ready(u); !f.enabled(p.MFA) && !outlives {
			continue
		}
		setting := f.setting(&u)
		if setting.Preferred && f.ready(u) {
			return Step{Name: f.name}, nil
		}
		automatic := p.MFA.Configuration == mfaRequired && (f.attribute == "" || f.attribute != p.recoveryAttribute())
		if f.ready(u) && (setting.Enabled || automatic) {
			usable = append(usable, f.name)
		}
	}
	switch {
	case len(usable) > 1:
		return Step{Name: StepSelectMFA, Choices: usable}, nil
	case len(usable) == 1:
		return Step{Name: usable[0]}, nil
	case p.MFA.Configuration == mfaRequired:
		return p.setUp(u)
	}
	return Step{}, nil
}

// setUp returns the step in which a user sets up a required second factor. A user with an email
// address or phone number that is not usable as a second factor can only set up a software token.
func (p Pool) setUp(u User) (Step, error) {
	step := Step{Name: StepMFASetup}
	addressless := !slices.ContainsFunc(secondFactors, func(f secondFactor) bool { return f.attribute != "" && f.ready(u) })
	for _, f := range secondFactors {
		if f.enabled(p.MFA) && (f.attribute == "" || addressless && f.attribute != p.recoveryAttribute()) {
			step.Choices = append(step.Choices, f.name)
		}
	}
	if len(step.Choices) == 0 {
		return Step{}, apierror.InvalidParameter("The user has no second factor and cannot set one up.") // the error is documented, its name and text are unspecified
	}
	return step, nil
}

// recoveryAttribute returns the attribute of the pool's first recovery mechanism, which is not
// a second factor by itself, or "". A pool without a setting begins with email.
func (p Pool) recoveryAttribute() string {
	first := RecoveryMechanism{Name: "verified_email", Priority: 1}
	for i, m := range p.Recovery {
		if i == 0 || m.Priority < first.Priority {
			first = m
		}
	}
	switch first.Name {
	case "verified_email":
		return "email"
	case "verified_phone_number":
		return "phone_number"
	}
	return ""
}

// HasMFA reports whether the pool has MFA on or optional.
func (p Pool) HasMFA() bool { return !p.MFA.off() }
