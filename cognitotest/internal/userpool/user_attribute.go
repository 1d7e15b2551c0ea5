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

// SetAttributes sets attributes of a user.
func (s *Store) SetAttributes(poolID, login string, changes []Attribute) (User, error) {
	return s.changeUser(poolID, login, func(p *poolState, u *User) error { return p.setAttributes(u, changes) })
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
