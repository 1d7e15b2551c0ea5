package userpool

import "slices"

// Attribute is one attribute of a user, as text.
type Attribute struct{ Name, Value string }

// Attribute returns an attribute's value and whether the user has it.
func (u User) Attribute(name string) (string, bool) {
	for _, a := range u.Attributes {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// With returns the user with an attribute set.
func (u User) With(name, value string) User {
	u.Attributes = setAttributes(u.Attributes, []Attribute{{name, value}})
	return u
}

// setAttributes returns old with the changes applied, in a slice of its own.
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

// checkAttributes refuses attributes that the schema does not have or that the
// caller may not set.
func (p *poolState) checkAttributes(attributes []Attribute) error {
	for _, a := range attributes {
		s, ok := p.pool.attribute(a.Name)
		switch {
		case !ok:
			return InvalidParameter("Attributes did not conform to the schema: %s: Attribute does not exist in the schema.", a.Name)
		case a.Name == "sub":
			return InvalidParameter("Cannot modify the non-mutable attribute sub")
		case s.DataType == "Boolean" && a.Value != "true" && a.Value != "false":
			return InvalidParameter("Attributes did not conform to the schema: %s: Attribute must be a boolean.", a.Name)
		}
	}
	return nil
}

// checkRequired refuses a user without an attribute that the schema requires.
func (p *poolState) checkRequired(attributes []Attribute) error {
	for _, s := range p.pool.Schema {
		has := slices.ContainsFunc(attributes, func(a Attribute) bool { return a.Name == s.Name })
		if s.Required && s.Name != "sub" && !has {
			return InvalidParameter("Attributes did not conform to the schema: %s: The attribute is required", s.Name)
		}
	}
	return nil
}

// UpdateAttributes sets attributes of a user. toVerify are the addresses that need a code:
// those that the pool verifies, and those that count only once verified, which are not
// set. An address that changes is not verified any more, unless the change says so.
func (s *Store) UpdateAttributes(u User, changes []Attribute) (updated User, toVerify []Attribute, err error) {
	updated, err = s.changeUser(u.PoolID, u.Username, func(p *poolState, u *User) error {
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
		if err := p.checkAttributes(changes); err != nil {
			return err
		}
		return p.setAttributes(u, now)
	})
	return updated, toVerify, err
}

func (p *poolState) setAttributes(u *User, changes []Attribute) error {
	if err := p.checkAttributes(changes); err != nil {
		return err
	}
	for _, c := range changes {
		if a, _ := p.pool.attribute(c.Name); !a.Mutable {
			return InvalidParameter("user.%s: Attribute cannot be updated.", c.Name)
		}
	}
	u.Attributes = setAttributes(u.Attributes, changes)
	return p.checkLogins(*u)
}

// DeleteAttributes removes attributes of a user.
func (s *Store) DeleteAttributes(poolID, login string, names []string) (User, error) {
	return s.changeUser(poolID, login, func(p *poolState, u *User) error {
		for _, name := range names {
			if a, ok := p.pool.attribute(name); !ok || a.Required {
				return InvalidParameter("user.%s: Attribute cannot be deleted.", name)
			}
		}
		u.Attributes = slices.DeleteFunc(slices.Clone(u.Attributes), func(a Attribute) bool { return slices.Contains(names, a.Name) })
		return nil
	})
}
