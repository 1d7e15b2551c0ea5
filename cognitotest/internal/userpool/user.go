package userpool

import (
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passwordhash"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// User is an account of a pool.
type User struct {
	PoolID     string
	Username   string // equals the sub when the pool signs in with an attribute
	Attributes []Attribute
	Enabled    bool
	Status     string // CONFIRMED, UNCONFIRMED, FORCE_CHANGE_PASSWORD, ...
	Created    time.Time
	Modified   time.Time
	Password   srp.Password
	// ImportedPassword is the password hash of an imported user who has not signed in with the
	// password yet. Password replaces it then.
	ImportedPassword passwordhash.Hash
	// PasswordHistory are the previous passwords, newest first, if the pool's policy has one.
	PasswordHistory []srp.Password
	// TemporaryUntil is the expiry of a temporary password; zero for a permanent one.
	TemporaryUntil time.Time
	// SignedOutAt is the last global sign-out. Access tokens issued before it are invalid.
	SignedOutAt time.Time
	TOTP        TOTP
	// Identities are the user's accounts at identity providers.
	Identities []Identity
	// Codes are the codes that the user has not entered yet, by purpose.
	Codes map[string]VerificationCode
	// SMSFactor and EmailFactor are the user's settings of second factors. TOTP has its own.
	SMSFactor, EmailFactor FactorSetting
	// Passkeys are the user's WebAuthn credentials, oldest first.
	Passkeys []Passkey
	// PasskeyMFA is true if a passkey satisfies MFA for the user.
	PasskeyMFA bool
	// PasskeyOffer is true if the user signed up on a page that offers passkeys, until the offer was
	// shown.
	PasskeyOffer bool
	FailedAttempts
}

// The user statuses that the emulator sets.
const (
	StatusConfirmed           = "CONFIRMED"
	StatusForceChangePassword = "FORCE_CHANGE_PASSWORD"
	StatusUnconfirmed         = "UNCONFIRMED"
	StatusResetRequired       = "RESET_REQUIRED"
)

// Sub returns the user's immutable identifier.
func (u User) Sub() string {
	sub, _ := u.Attribute("sub")
	return sub
}

// shortName returns the part of the pool id after the underscore.
func (p Pool) shortName() string {
	_, name, _ := strings.Cut(p.ID, "_")
	return name
}

// User returns the user of a login.
func (s *Store) User(poolID, login string) (User, error) {
	return s.changeUser(poolID, login, nil)
}

// changeUser applies change to a user and stores it. A nil change only reads.
func (s *Store) changeUser(poolID, login string, change func(*poolState, *User) error) (User, error) {
	return inPool(s, poolID, func(p *poolState) (User, error) {
		u, ok := p.userByLogin(login)
		if !ok {
			return User{}, apierror.UserDoesNotExist()
		}
		if change == nil {
			return u, nil
		}
		if err := change(p, &u); err != nil {
			return User{}, err
		}
		u.Modified = s.Clock.Now()
		p.users.Put(u.Username, u)
		return u, nil
	})
}

// Users returns all of a pool's users by username.
func (s *Store) Users(poolID string) ([]User, error) {
	return inPool(s, poolID, func(p *poolState) ([]User, error) { return p.users.Sorted(), nil })
}

// SetPassword replaces a user's password. A permanent one confirms the user. A temporary one
// must be changed at the next sign-in.
func (s *Store) SetPassword(poolID, login, password string, permanent bool) (User, error) {
	work := s.work(passwordRequest{poolID: poolID, login: login, proposed: password, policy: policyOfAdmin})
	return s.changeUser(poolID, login, func(p *poolState, u *User) error {
		p.work = work
		if permanent {
			return p.confirm(u, password, policyOfAdmin)
		}
		if err := p.setPassword(u, password, policyOfAdmin); err != nil {
			return err
		}
		u.Status = StatusForceChangePassword
		u.TemporaryUntil = s.Clock.Now().AddDate(0, 0, p.pool.UnusedAccountDays())
		return nil
	})
}

// ReplaceTemporaryPassword confirms a user with a new password and sets attributes: both or
// neither. Only one session can replace the password (the text is unspecified).
func (s *Store) ReplaceTemporaryPassword(poolID, login, password string, changes []Attribute) (User, error) {
	work := s.work(passwordRequest{poolID: poolID, login: login, proposed: password, policy: policyOfUser})
	return s.changeUser(poolID, login, func(p *poolState, u *User) error {
		p.work = work
		if err := maySignIn(*u, s.Clock.Now()); err != nil {
			return err
		}
		if u.Status != StatusForceChangePassword {
			return apierror.NotAuthorized("Invalid session for the user.")
		}
		if err := p.completeAttributes(u, changes); err != nil {
			return err
		}
		return p.confirm(u, password, policyOfUser)
	})
}

func (p *poolState) setPassword(u *User, password, policy string) error {
	if err := p.pool.PasswordPolicy.validate(password, policy); err != nil {
		return err
	}
	if err := p.checkHistory(*u, password); err != nil {
		return err
	}
	if size := p.pool.PasswordPolicy.HistorySize; size > 0 && u.Password.Set() {
		history := slices.Concat([]srp.Password{u.Password}, u.PasswordHistory)
		u.PasswordHistory = history[:min(len(history), size)]
	}
	p.replacePassword(u, password)
	u.Failures, u.LockedUntil = 0, time.Time{}
	return nil
}

// replacePassword sets a password and removes an imported one.
func (p *poolState) replacePassword(u *User, password string) {
	u.Password, u.ImportedPassword = p.work.derive(p.pool.srpIdentity(u.Username), password), passwordhash.Hash{}
}

// hasPassword reports whether a password is the password of a user.
func (p *poolState) hasPassword(u User, password string) bool {
	if u.ImportedPassword.Set() {
		return p.work.isImported(password, u.ImportedPassword)
	}
	return p.work.isPassword(p.pool.srpIdentity(u.Username), password, u.Password)
}

// checkHistory rejects one of the last passwords, including the current one (developer guide,
// "Adding user pool password requirements").
func (p *poolState) checkHistory(u User, password string) error {
	size := p.pool.PasswordPolicy.HistorySize
	for i, old := range slices.Concat([]srp.Password{u.Password}, u.PasswordHistory) {
		if i < size && p.work.isPassword(p.pool.srpIdentity(u.Username), password, old) {
			return apierror.PasswordUsed()
		}
	}
	return nil
}

func (p *poolState) confirm(u *User, password, policy string) error {
	if err := p.setPassword(u, password, policy); err != nil {
		return err
	}
	u.Status, u.TemporaryUntil = StatusConfirmed, time.Time{}
	return nil
}

// EnableUser lets a user sign in again. Tokens that were revoked stay revoked.
func (s *Store) EnableUser(poolID, login string) (User, error) {
	return s.changeUser(poolID, login, func(_ *poolState, u *User) error {
		u.Enabled = true
		return nil
	})
}

// DisableUser rejects the user's sign-ins, revokes all tokens permanently (developer guide,
// "Revoking tokens"), and ends the browser sessions.
func (s *Store) DisableUser(poolID, login string) (User, error) {
	return s.changeUser(poolID, login, func(_ *poolState, u *User) error {
		u.Enabled = false
		s.signOut(u)
		s.endBrowserSignIns(u)
		return nil
	})
}

// SignOutUser revokes all refresh and access tokens of a user. Browser sessions of the hosted
// pages continue (API_GlobalSignOut).
func (s *Store) SignOutUser(poolID, login string) (User, error) {
	return s.changeUser(poolID, login, func(_ *poolState, u *User) error {
		s.signOut(u)
		return nil
	})
}

func (s *Store) signOut(u *User) {
	u.SignedOutAt = s.Clock.Now()
	for f := range s.familiesOf(u.PoolID, u.Username) {
		s.endFamily(f, EventSignedOut)
	}
}

// DeleteUser removes a user with its memberships and tokens.
func (s *Store) DeleteUser(poolID, login string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		u, ok := p.userByLogin(login)
		if !ok {
			return struct{}{}, apierror.UserDoesNotExist()
		}
		p.users.Delete(u.Username)
		for _, group := range p.groupNames(u.Username) {
			p.leave(u.Username, group)
		}
		for key := range p.devicesByUser.Records(u.Username) {
			p.devices.Delete(key)
		}
		for id := range p.eventsByUser.Records(u.Username) {
			p.authEvents.Delete(id)
		}
		for challenge := range p.passkeysByUser.Records(u.Username) {
			p.passkeyRegistrations.Delete(challenge)
		}
		key := keyOf(poolID, u.Username)
		s.forget(key, key, func(pool, username string) bool { return pool == poolID && username == u.Username })
		return struct{}{}, nil
	})
	return err
}

// forget removes all records of the sign-ins of users from the first to the last key for which match
// returns true: tokens, codes, browser sessions and unfinished challenges. It runs in a transaction.
func (s *Store) forget(first, last userKey, match func(poolID, username string) bool) {
	for id, f := range s.familiesByUser.Between(first, last) {
		if match(f.PoolID, f.Username) {
			s.deleteFamily(id)
		}
	}
	for value, c := range s.codesByUser.Between(first, last) {
		if match(c.PoolID, c.Username) {
			s.codes.Delete(value)
		}
	}
	for id, b := range s.browsersByUser.Between(first, last) {
		if match(b.PoolID, b.Username) {
			s.sessions.Delete(id)
		}
	}
	for session, c := range s.challengesByUser.Between(first, last) {
		if match(c.PoolID, c.Username) {
			s.challenges.Delete(session)
		}
	}
}
