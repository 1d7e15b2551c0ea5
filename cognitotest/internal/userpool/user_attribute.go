package userpool

import (
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// Attribute is one attribute of a user, as text.
type Attribute struct{ Name, Value string }

// Attribute returns an attribute's value and whether the user has it.
func (u User) Attribute(name string) (string, bool) { return attributeOf(u.Attributes, name) }

func attributeOf(attributes []Attribute, name string) (string, bool) {
	for _, a := range attributes {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// With returns the user with an attribute set to a value.
func (u User) With(name, value string) User {
	u.Attributes = setAttributes(u.Attributes, []Attribute{{name, value}})
	return u
}

// setAttributes returns a copy of old with the changes applied.
func setAttributes(old, changes []Attribute) []Attribute {
	next := slices.Clone(old)
	for _, c := range changes {
		i := slices.IndexFunc(next, func(a Attribute) bool { return a.Name == c.Name })
		if i < 0 {
			next = append(next, c)
		} else {
			next[i].Value = c.Value
		}
	}
	return next
}

// checkAttributes rejects attributes that a new account cannot have.
func (p *poolState) checkAttributes(attributes []Attribute) error {
	if err := p.checkKnown(attributes); err != nil {
		return err
	}
	return p.checkValues(attributes, newAttributes)
}

// checkKnown rejects attributes that are not in the schema or that cannot be set. The text for
// an unknown one is from two captures of 2025 and 2026; an older one differs
// (aws-amplify/amplify-flutter#509).
func (p *poolState) checkKnown(attributes []Attribute) error {
	for _, a := range attributes {
		switch _, ok := p.pool.attribute(a.Name); {
		case !ok:
			return apierror.InvalidParameter("%sType for attribute {%s} could not be determined", newAttributes, a.Name)
		case a.Name == "sub":
			return apierror.InvalidParameter("Cannot modify the non-mutable attribute sub")
		}
	}
	return nil
}

// checkChanges rejects changes of unknown or immutable attributes, and invalid values. One
// message has a line for each unknown attribute (observed: aws-amplify/amplify-flutter#1531).
func (p *poolState) checkChanges(changes []Attribute) error {
	var unknown strings.Builder
	for _, c := range changes {
		if _, ok := p.pool.attribute(c.Name); !ok {
			unknown.WriteString("user." + c.Name + ": Attribute does not exist in the schema.\n")
		}
	}
	if unknown.Len() > 0 {
		return apierror.InvalidParameter("%s", unknown.String())
	}
	for _, c := range changes {
		if c.Name == "sub" {
			return apierror.InvalidParameter("Cannot modify the non-mutable attribute sub")
		}
		if a, _ := p.pool.attribute(c.Name); !a.Mutable {
			return apierror.InvalidParameter("user.%s: Attribute cannot be updated.", c.Name)
		}
	}
	return p.checkValues(changes, changedAttributes)
}

// checkRequired rejects a user without attributes that the schema requires, in one message.
func (p *poolState) checkRequired(attributes []Attribute) error {
	var missing []string
	for _, s := range p.pool.Schema {
		has := slices.ContainsFunc(attributes, func(a Attribute) bool { return a.Name == s.Name && a.Value != "" })
		if s.Required && s.Name != "sub" && !has {
			missing = append(missing, s.Name+": The attribute is required")
		}
	}
	if len(missing) > 0 {
		return apierror.InvalidParameter("%s%s", newAttributes, strings.Join(missing, "\n"))
	}
	return nil
}

// UpdateAttributes sets attributes of a user. toVerify are the changed addresses that require a code:
// addresses that the pool verifies automatically, and addresses that take effect only after their
// verification. It does not set the latter. A changed address becomes unverified, unless the change
// sets the flag.
func (s *Store) UpdateAttributes(u User, changes []Attribute) (updated User, toVerify []Attribute, err error) {
	updated, err = s.changeUser(u.PoolID, u.Username, func(p *poolState, u *User) error {
		changes := p.pool.Normalized(changes)
		var now []Attribute
		for _, c := range changes {
			old, had := u.Attribute(c.Name)
			moves := (c.Name == "email" || c.Name == "phone_number") && (!had || old != c.Value) && !slices.Contains(changes, Attribute{verifiedFlag(c.Name), "true"})
			before := slices.Contains(p.pool.VerifyBeforeUpdate, c.Name)
			if moves && (before || slices.Contains(p.pool.AutoVerifiedAttributes, c.Name)) {
				toVerify = append(toVerify, c)
			}
			if moves && before {
				continue
			}
			now = append(now, c)
			if _, flagged := u.Attribute(verifiedFlag(c.Name)); moves && flagged {
				now = append(now, Attribute{verifiedFlag(c.Name), "false"})
			}
		}
		if err := p.checkChanges(changes); err != nil {
			return err
		}
		return p.setAttributes(u, now)
	})
	return updated, toVerify, err
}

// setAttributes changes attributes of a user. A blank value deletes one
// (API_UpdateUserAttributes).
func (p *poolState) setAttributes(u *User, changes []Attribute) error {
	changes = p.pool.Normalized(changes)
	if err := p.checkChanges(changes); err != nil {
		return err
	}
	var blank []string
	for _, c := range changes {
		if c.Value == "" {
			blank = append(blank, c.Name)
		}
	}
	u.Attributes = setAttributes(u.Attributes, slices.DeleteFunc(slices.Clone(changes), func(c Attribute) bool { return c.Value == "" }))
	if err := p.deleteAttributes(u, blank); err != nil {
		return err
	}
	return p.checkLogins(*u)
}

// RequiredAttributes returns the attributes that every user of the pool must have, except for
// the sub.
func (p Pool) RequiredAttributes() []string {
	var names []string
	for _, a := range p.Schema {
		if a.Required && a.Name != "sub" {
			names = append(names, a.Name)
		}
	}
	return names
}

// completeAttributes sets the attributes that a user sends with a new password. It rejects a change of
// an existing address, and requires all required attributes (API_RespondToAuthChallenge).
func (p *poolState) completeAttributes(u *User, changes []Attribute) error {
	for _, c := range changes {
		if _, has := u.Attribute(c.Name); has && (c.Name == "email" || c.Name == "phone_number") {
			return apierror.NotAuthorized("Cannot modify an already provided %s", c.Name) // captures for email
		}
	}
	if err := p.setAttributes(u, changes); err != nil {
		return err
	}
	for _, name := range p.pool.RequiredAttributes() {
		if value, _ := u.Attribute(name); value == "" {
			return apierror.InvalidParameter("Invalid attributes given, %s is missing", name) // kdgregory/example-cognito-java#1
		}
	}
	return nil
}

// DeleteAttributes removes attributes of a user.
func (s *Store) DeleteAttributes(poolID, login string, names []string) (User, error) {
	return s.changeUser(poolID, login, func(p *poolState, u *User) error { return p.deleteAttributes(u, names) })
}

// deleteAttributes removes attributes. It rejects attributes that the pool requires, that are
// immutable, or with which the user signs in. It also removes the verified flag of an address
// (unspecified).
func (p *poolState) deleteAttributes(u *User, names []string) error {
	for _, name := range names {
		a, ok := p.pool.attribute(name)
		if value, has := u.Attribute(name); !ok || a.Required || !a.Mutable && has || slices.Contains(p.pool.UsernameAttributes, name) && p.signsInAs(*u, value) {
			return apierror.InvalidParameter("user.%s: Attribute cannot be deleted.", name)
		}
	}
	u.Attributes = slices.DeleteFunc(slices.Clone(u.Attributes), func(a Attribute) bool {
		return slices.Contains(names, a.Name) || isVerifiedFlag(a.Name) && slices.Contains(names, strings.TrimSuffix(a.Name, "_verified"))
	})
	return nil
}
