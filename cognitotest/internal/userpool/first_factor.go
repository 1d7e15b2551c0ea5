package userpool

import "slices"

// The first factors that the flow USER_AUTH offers, by the API's ChallengeName.
const (
	FactorPassword    = "PASSWORD"
	FactorPasswordSRP = "PASSWORD_SRP"
	FactorEmail       = "EMAIL_OTP"
	FactorSMS         = "SMS_OTP"
	FactorPasskey     = "WEB_AUTHN"
)

// HasPassword reports whether the user can sign in with a password.
func (u User) HasPassword() bool { return u.Password.Set() || u.ImportedPassword.Set() }

// FirstFactors returns the first factors of a user.
func (s *Store) FirstFactors(u User) ([]string, error) {
	return inPool(s, u.PoolID, func(p *poolState) ([]string, error) {
		return p.pool.FirstFactors(u, len(s.usablePasskeys(p.pool, u)) > 0), nil
	})
}

// FirstFactors returns the first factors of a user in a pool, in the order of the API
// reference's example. hasPasskey is true if the user has a usable passkey. A code requires an
// address, the feature plan, and no second factor. A passkey of a user with a second factor must
// satisfy MFA. A user who must change the password can only use that password (developer guide,
// "Passwordless sign-in with one-time passwords" and "Things to know about user pool MFA"; a
// capture of the last). A user that a provider's sign-in created has none ("Authentication with
// Amazon Cognito user pools").
func (p Pool) FirstFactors(u User, hasPasskey bool) []string {
	if u.Status == StatusExternalProvider {
		return nil
	}
	var list []string
	if u.Password.Set() { // without SRP before the first sign-in with an imported hash ("How password hash import works")
		list = append(list, FactorPasswordSRP)
	}
	if u.HasPassword() {
		list = append(list, FactorPassword)
	}
	if u.Status == StatusForceChangePassword || u.Status == StatusResetRequired {
		return list
	}
	on, _ := u.SecondFactors()
	needsMFA := p.MFA.Configuration == mfaRequired || !p.MFA.off() && len(on) > 0
	for _, f := range p.codeFactors() {
		if value, _ := u.Attribute(firstFactorAttribute[f]); value != "" && !needsMFA {
			list = append(list, f)
		}
	}
	if hasPasskey && (!needsMFA || p.MFA.PasskeysAreMFA && u.PasskeyMFA) {
		list = append(list, FactorPasskey)
	}
	return list
}

// firstFactorAttribute is the attribute with the destination of a first factor's code.
var firstFactorAttribute = map[string]string{FactorEmail: "email", FactorSMS: "phone_number"}

// codeFactors returns the first factors of the pool that send a code.
func (p Pool) codeFactors() []string {
	var list []string
	for _, f := range []string{FactorEmail, FactorSMS} {
		if slices.Contains(p.AllowedFirstAuthFactors, f) && p.Tier != tierLite {
			list = append(list, f)
		}
	}
	return list
}

// AnyFirstFactors returns the first factors of an unknown user. A pool without a setting
// allows passwords. An unknown user appears to have no passkey, as most users (unspecified).
func (p Pool) AnyFirstFactors() []string {
	return append([]string{FactorPasswordSRP, FactorPassword}, p.codeFactors()...)
}

// HasCodesByEmail reports whether the pool's feature plan includes codes by email as a second
// factor (developer guide, "User pool feature plans").
func (p Pool) HasCodesByEmail() bool { return p.Tier != tierLite }
