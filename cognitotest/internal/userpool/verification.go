package userpool

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"

// ConfirmSignUp confirms a user with the code that was sent, and verifies the address of the
// code. force removes an alias from the account that has it; without force the code remains
// usable.
func (s *Store) ConfirmSignUp(poolID, login, code string, force bool) (User, error) {
	return s.withCode(poolID, login, PurposeSignUp, code, mayConfirm, func(p *poolState, u *User, c VerificationCode) error {
		u.Status = StatusConfirmed
		if value, _ := u.Attribute(c.Attribute); value == c.Address {
			u.Attributes = setAttributes(u.Attributes, []Attribute{{verifiedFlag(c.Attribute), "true"}})
		}
		if force {
			p.moveLogins(*u)
		}
		return p.checkLogins(*u)
	})
}

// ConfirmUser confirms a user without a code, as an administrator does. It does not verify an
// address.
func (s *Store) ConfirmUser(poolID, login string) (User, error) {
	return s.changeUser(poolID, login, func(_ *poolState, u *User) error {
		if err := mayConfirm(*u); err != nil {
			return err
		}
		u.Status = StatusConfirmed
		u.useCode(PurposeSignUp)
		return nil
	})
}

func mayConfirm(u User) error {
	switch {
	case !u.Enabled:
		return apierror.NotAuthorized("User is disabled.")
	case u.Status != StatusUnconfirmed:
		return apierror.NotAuthorized("User cannot be confirmed. Current status is %s", u.Status)
	}
	return nil
}

// VerifyAttribute verifies an address with the code that was sent to it. It removes an alias
// from the account that had it, without an error (developer guide, "Customizing sign-in
// attributes").
func (s *Store) VerifyAttribute(u User, attribute, code string) (User, error) {
	anyState := func(User) error { return nil }
	return s.withCode(u.PoolID, u.Username, PurposeOf(attribute), code, anyState, func(p *poolState, u *User, c VerificationCode) error {
		if c.Pending {
			u.Attributes = setAttributes(u.Attributes, []Attribute{{attribute, c.Address}})
		}
		if value, _ := u.Attribute(attribute); value != c.Address {
			return apierror.ExpiredCode() // for a previous value of the attribute
		}
		u.Attributes = setAttributes(u.Attributes, []Attribute{{verifiedFlag(attribute), "true"}})
		p.moveLogins(*u)
		return p.checkLogins(*u)
	})
}
