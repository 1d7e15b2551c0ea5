package userpool

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// NewUser is an account to create.
type NewUser struct {
	Username   string
	Attributes []Attribute
	// Password is the user's password. "" means no password or, for an administrator, a generated
	// temporary password.
	Password string
	// ByAdmin creates an account with a temporary password. Without it the user signs up, and
	// the account must be confirmed.
	ByAdmin bool
	// migrated marks an account from another directory, which may lack required attributes.
	migrated bool
}

// PrepareUser checks an account and returns its record without storing it. Lambda triggers and
// messages run before AddUser stores the record. password is the password of the account: the given
// one, or the generated temporary password.
func (s *Store) PrepareUser(poolID string, n NewUser) (u User, password string, err error) {
	var identity string
	u, err = inPool(s, poolID, func(p *poolState) (User, error) {
		password = n.Password
		if password == "" && n.ByAdmin {
			password = p.pool.PasswordPolicy.temporaryPassword()
		}
		u, err := p.newUser(n)
		if err != nil {
			return User{}, err
		}
		if password != "" {
			policy := policyOfUser
			if n.ByAdmin {
				policy = policyOfAdmin
			}
			if err := p.pool.PasswordPolicy.validate(password, policy); err != nil {
				return User{}, err
			}
			identity = p.pool.srpIdentity(u.Username)
		}
		u.Created = s.Clock.Now()
		u.Modified = u.Created
		if n.ByAdmin {
			u.Status, u.TemporaryUntil = StatusForceChangePassword, u.Created.AddDate(0, 0, p.pool.UnusedAccountDays())
		}
		return u, nil
	})
	if err == nil && password != "" { // outside of the transaction, because it takes milliseconds
		u.Password = srp.New(identity, password)
	}
	return u, password, err
}

// newUser is account for a username that must not be in use.
func (p *poolState) newUser(n NewUser) (User, error) {
	u, err := p.account(n)
	if err != nil {
		return User{}, err
	}
	return u, p.checkNew(n.Username, n.ByAdmin)
}

// account returns the record of an account whose attributes the pool allows.
func (p *poolState) account(n NewUser) (User, error) {
	attributes := p.pool.Normalized(n.Attributes)
	if err := p.checkAttributes(attributes); err != nil {
		return User{}, err
	}
	sub := newSub()
	name := n.Username
	if len(p.pool.UsernameAttributes) > 0 {
		attribute, err := p.loginAttribute(n.Username)
		if err != nil {
			return User{}, err
		}
		attributes = setAttributes(attributes, []Attribute{{attribute, n.Username}})
		if err := p.checkAttributes(attributes); err != nil {
			return User{}, err
		}
		name = sub
	} else if err := p.checkUsername(n.Username); err != nil {
		return User{}, err
	}
	// An administrator must also send the required attributes: observed in
	// aws-amplify/amplify-backend#3117, contrary to the API reference.
	if !n.migrated {
		if err := p.checkRequired(attributes); err != nil {
			return User{}, err
		}
	}
	if !n.ByAdmin {
		// This alias can be set after the confirmation (developer guide, "Username and
		// preferred username"; the text is unspecified).
		given := func(a Attribute) bool { return a.Name == "preferred_username" }
		if slices.Contains(p.pool.AliasAttributes, "preferred_username") && slices.ContainsFunc(attributes, given) {
			return User{}, apierror.InvalidParameter("preferred_username cannot be set before a user is confirmed, since user pool is configured for preferred_username alias.")
		}
		for _, address := range []string{"email", "phone_number"} { // a capture of an event after a sign-up
			if slices.ContainsFunc(attributes, func(a Attribute) bool { return a.Name == address }) {
				attributes = setAttributes(attributes, []Attribute{{verifiedFlag(address), "false"}})
			}
		}
	}
	return User{
		PoolID: p.pool.ID, Username: name, Enabled: true, Status: StatusUnconfirmed,
		Attributes: slices.Concat([]Attribute{{"sub", sub}}, attributes),
	}, nil
}

// checkNew rejects an account whose username is in use. The texts are observed; the text for a
// login attribute is observed only for sign-up.
func (p *poolState) checkNew(username string, byAdmin bool) error {
	if _, taken := p.userByLogin(username); taken {
		switch {
		case byAdmin:
			return apierror.UsernameExists("User account already exists")
		case len(p.pool.UsernameAttributes) > 0:
			attribute, _ := p.loginAttribute(username)
			return apierror.UsernameExists("An account with the given " + attribute + " already exists.")
		}
		return apierror.UsernameExists("User already exists")
	}
	return nil
}

// PrepareMigration returns the record of an account from another directory, which must get a
// new password: the pool's policy and its required attributes do not apply (developer guide,
// "Migrate user Lambda trigger").
func (s *Store) PrepareMigration(poolID string, n NewUser) (User, error) {
	n.ByAdmin, n.migrated = true, true
	var identity string
	u, err := inPool(s, poolID, func(p *poolState) (User, error) {
		u, err := p.newUser(n)
		if err != nil {
			return User{}, err
		}
		identity = p.pool.srpIdentity(u.Username)
		u.Status, u.Created = StatusResetRequired, s.Clock.Now()
		u.Modified = u.Created
		return u, nil
	})
	if err == nil && n.Password != "" {
		u.Password = srp.New(identity, n.Password)
	}
	return u, err
}

// RenewTemporaryPassword replaces a user's temporary password and restarts its validity. If password
// is "", it generates one.
func (s *Store) RenewTemporaryPassword(poolID, login, password string) (u User, renewed string, err error) {
	work := s.work(passwordRequest{poolID: poolID, login: login, proposed: password, policy: policyOfAdmin})
	u, err = s.changeUser(poolID, login, func(p *poolState, u *User) error {
		p.work = work
		if u.Status != StatusForceChangePassword {
			return apierror.UnsupportedUserState("Resend not possible. " + u.Username + " status is not FORCE_CHANGE_PASSWORD")
		}
		if renewed = password; renewed == "" {
			renewed = p.pool.PasswordPolicy.temporaryPassword()
		}
		u.TemporaryUntil = s.Clock.Now().AddDate(0, 0, p.pool.UnusedAccountDays())
		return p.setPassword(u, renewed, policyOfAdmin)
	})
	return u, renewed, err
}

// AddUser stores a prepared account. force removes its aliases from other users.
func (s *Store) AddUser(u User, force bool) (User, error) {
	return inPool(s, u.PoolID, func(p *poolState) (User, error) {
		if _, taken := p.userByLogin(u.Username); taken {
			return User{}, apierror.UsernameExists("User already exists")
		}
		if force {
			p.moveLogins(u)
		}
		if err := p.checkLogins(u); err != nil {
			return User{}, err
		}
		p.putUser(u)
		return u, nil
	})
}

// CreateUser adds a user with a temporary password, as AdminCreateUser does. If password is "", it
// generates one.
func (s *Store) CreateUser(poolID, username string, attributes []Attribute, password string) (User, error) {
	u, _, err := s.PrepareUser(poolID, NewUser{Username: username, Attributes: attributes, Password: password, ByAdmin: true})
	if err != nil {
		return User{}, err
	}
	return s.AddUser(u, false)
}
