package userpool

import "slices"

// The first factors among which a user of the flow USER_AUTH chooses, by the API's
// ChallengeName.
const (
	FactorPassword    = "PASSWORD"
	FactorPasswordSRP = "PASSWORD_SRP"
	FactorEmail       = "EMAIL_OTP"
	FactorSMS         = "SMS_OTP"
)

// HasPassword reports whether the user can sign in with a password.
func (u User) HasPassword() bool { return u.Password.Verifier != nil }

// FirstFactors are those with which a user of the pool can sign in, in the order of the
// API reference's example. A code needs an address, the feature plan, and no second
// factor; a user who has to change the password has only that (developer guide,
// "Passwordless sign-in with one-time passwords" and "Things to know about user pool MFA";
// a capture of the last). Someone whom a provider's sign-in made has none ("Authentication
// with Amazon Cognito user pools").
func (p Pool) FirstFactors(u User) []string {
	if u.Status == StatusExternalProvider {
		return nil
	}
	var list []string
	if u.HasPassword() {
		list = append(list, FactorPasswordSRP, FactorPassword)
	}
	if u.Status == StatusForceChangePassword || u.Status == StatusResetRequired {
		return list
	}
	on, _ := u.SecondFactors()
	if p.MFA.Configuration == mfaRequired || !p.MFA.off() && len(on) > 0 {
		return list
	}
	for _, f := range p.codeFactors() {
		if value, _ := u.Attribute(firstFactorAttribute[f]); value != "" {
			list = append(list, f)
		}
	}
	return list
}

// firstFactorAttribute is where the code of a first factor goes.
var firstFactorAttribute = map[string]string{FactorEmail: "email", FactorSMS: "phone_number"}

// codeFactors are the first factors of the pool that send a code.
func (p Pool) codeFactors() []string {
	var list []string
	for _, f := range []string{FactorEmail, FactorSMS} {
		if slices.Contains(p.AllowedFirstAuthFactors, f) && p.Tier != tierLite {
			list = append(list, f)
		}
	}
	return list
}

// AnyFirstFactors are those of a user of whom nothing is known. A pool that says
// nothing allows passwords.
func (p Pool) AnyFirstFactors() []string {
	return append([]string{FactorPasswordSRP, FactorPassword}, p.codeFactors()...)
}

// HasCodesByEmail reports whether the pool's feature plan has codes by email as a second
// factor (developer guide, "User pool feature plans").
func (p Pool) HasCodesByEmail() bool { return p.Tier != tierLite }
