package userpool

import (
	"regexp"
	"slices"
	"strings"
)

// find returns the user that a person means by a login: the username, the sub,
// or an attribute with which the pool lets people sign in.
func (p *poolState) userByLogin(login string) (User, bool) {
	if u, ok := p.users.Get(login); ok {
		return u, true
	}
	for _, u := range p.users.All() { // logins are unique, so the order does not matter
		if p.sameLogin(u.Username, login) || u.Sub() == login || p.signsInAs(u, login) {
			return u, true
		}
	}
	return User{}, false
}

func (p *poolState) signsInAs(u User, login string) bool {
	if u.Status == StatusExternalProvider {
		return false // such a user signs in at the provider alone, and another one may have the attribute
	}
	for _, name := range p.pool.UsernameAttributes {
		if v, ok := u.Attribute(name); ok && p.sameLogin(v, login) {
			return true
		}
	}
	for _, name := range p.pool.AliasAttributes {
		verified, _ := u.Attribute(name + "_verified")
		usable := name == "preferred_username" || verified == "true"
		if v, ok := u.Attribute(name); ok && usable && p.sameLogin(v, login) {
			return true
		}
	}
	return false
}

// sameLogin compares as the pool is set; case-sensitive unless it says otherwise
// (API_UsernameConfigurationType).
func (p *poolState) sameLogin(a, b string) bool {
	if p.pool.CaseSensitive == nil || *p.pool.CaseSensitive {
		return a == b
	}
	return strings.EqualFold(a, b)
}

// loginAttribute returns the attribute that a username stands for in a pool
// whose users sign in with one.
func (p *poolState) loginAttribute(username string) (string, error) {
	email := slices.Contains(p.pool.UsernameAttributes, "email")
	phone := slices.Contains(p.pool.UsernameAttributes, "phone_number")
	at := strings.Index(username, "@")
	switch {
	case email && at > 0 && at < len(username)-1:
		return "email", nil
	case phone && strings.HasPrefix(username, "+"):
		return "phone_number", nil
	case email && phone:
		return "", InvalidParameter("Username should be either an email or a phone number.")
	case email:
		return "", InvalidParameter("Username should be an email.")
	default:
		return "", InvalidParameter("Username should be a phone number.")
	}
}

// checkLogins refuses a user with an attribute by which another one signs in, so that
// a login means one user.
func (p *poolState) checkLogins(u User) error {
	for _, name := range slices.Concat(p.pool.UsernameAttributes, p.pool.AliasAttributes) {
		value, ok := u.Attribute(name)
		if !ok || !p.signsInAs(u, value) { // an alias counts once verified
			continue
		}
		for _, other := range p.users.All() {
			if other.Username != u.Username && (p.signsInAs(other, value) || p.sameLogin(other.Username, value)) {
				return aliasExists(name)
			}
		}
	}
	return nil
}

// moveLogins takes the verified aliases of a user from those who had them: what was theirs
// is not verified any more (developer guide, "Customizing sign-in attributes").
func (p *poolState) moveLogins(u User) {
	for _, name := range p.pool.AliasAttributes {
		value, ok := u.Attribute(name)
		if !ok || name == "preferred_username" || !p.signsInAs(u, value) {
			continue
		}
		for _, other := range p.users.All() {
			if has, _ := other.Attribute(name); other.Username != u.Username && p.sameLogin(has, value) && p.signsInAs(other, value) {
				other.Attributes = setAttributes(other.Attributes, []Attribute{{verifiedFlag(name), "false"}})
				p.putUser(other)
			}
		}
	}
}

func (p *poolState) putUser(u User) { p.users.Put(u.Username, u) }

// verifiedFlag is the attribute that says whether an address is verified.
func verifiedFlag(attribute string) string { return attribute + "_verified" }

var phoneNumber = regexp.MustCompile(`^\+\d+$`)

// checkUsername refuses a username that looks like an alias of the pool (developer guide,
// "Customizing sign-in attributes"; the text for a phone number is made like that for email).
func (p *poolState) checkUsername(username string) error {
	switch {
	case slices.Contains(p.pool.AliasAttributes, "email") && strings.Contains(username, "@"):
		return InvalidParameter("Username cannot be of email format, since user pool is configured for email alias.")
	case slices.Contains(p.pool.AliasAttributes, "phone_number") && phoneNumber.MatchString(username):
		return InvalidParameter("Username cannot be of phone number format, since user pool is configured for phone number alias.")
	}
	return nil
}
