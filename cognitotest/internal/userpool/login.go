package userpool

import (
	"iter"
	"regexp"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// userByLogin returns the user of a login: the username, the sub, or an attribute with which
// the pool's users sign in.
func (p *poolState) userByLogin(login string) (User, bool) {
	if u, ok := p.users.Get(login); ok {
		return u, true
	}
	for u := range p.loginCandidates(login) { // logins are unique, so the order does not matter
		if p.sameLogin(u.Username, login) || u.Sub() == login || p.signsInAs(u, login) {
			return u, true
		}
	}
	return User{}, false
}

// loginCandidates returns the users whose username, sub, or attribute with which the pool's users sign
// in is a login, except for its case.
func (p *poolState) loginCandidates(login string) iter.Seq[User] {
	return func(yield func(User) bool) {
		folded := fold(login)
		if u, ok := p.users.Get(folded); ok && !yield(u) {
			return
		}
		indexes := []*transaction.Index[User, string]{p.usersByFolded, p.usersByAttribute["sub"]}
		for _, name := range slices.Concat(p.pool.UsernameAttributes, p.pool.AliasAttributes) {
			indexes = append(indexes, p.usersByAttribute[name])
		}
		for _, index := range indexes {
			for _, u := range index.Records(folded) {
				if !yield(u) {
					return
				}
			}
		}
	}
}

func (p *poolState) signsInAs(u User, login string) bool {
	if u.Status == StatusExternalProvider {
		return false // the user signs in only at the provider, and another user may have the attribute
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

// sameLogin compares two logins. A pool is case-sensitive unless its setting differs
// (API_UsernameConfigurationType).
func (p *poolState) sameLogin(a, b string) bool {
	if p.pool.CaseSensitive == nil || *p.pool.CaseSensitive {
		return a == b
	}
	return strings.EqualFold(a, b)
}

// loginAttribute returns the attribute of a username in a pool whose users sign in with an
// attribute.
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
		return "", apierror.InvalidParameter("Username should be either an email or a phone number.")
	case email:
		return "", apierror.InvalidParameter("Username should be an email.")
	default:
		return "", apierror.InvalidParameter("Username should be a phone number.")
	}
}

// checkLogins rejects a user with an attribute by which another user signs in: a login
// identifies one user.
func (p *poolState) checkLogins(u User) error {
	for _, name := range slices.Concat(p.pool.UsernameAttributes, p.pool.AliasAttributes) {
		value, ok := u.Attribute(name)
		if !ok || !p.signsInAs(u, value) { // an alias is a login once it is verified
			continue
		}
		for other := range p.loginCandidates(value) {
			if other.Username != u.Username && (p.signsInAs(other, value) || p.sameLogin(other.Username, value)) {
				return apierror.AliasExists(name)
			}
		}
	}
	return nil
}

// moveLogins makes the verified aliases of a user unverified for every other user who has them
// (developer guide, "Customizing sign-in attributes").
func (p *poolState) moveLogins(u User) {
	for _, name := range p.pool.AliasAttributes {
		value, ok := u.Attribute(name)
		if !ok || name == "preferred_username" || !p.signsInAs(u, value) {
			continue
		}
		for _, other := range p.usersByAttribute[name].Records(fold(value)) {
			if has, _ := other.Attribute(name); other.Username != u.Username && p.sameLogin(has, value) && p.signsInAs(other, value) {
				other.Attributes = setAttributes(other.Attributes, []Attribute{{verifiedFlag(name), "false"}})
				p.putUser(other)
			}
		}
	}
}

func (p *poolState) putUser(u User) { p.users.Put(u.Username, u) }

// verifiedFlag returns the attribute that states whether an address is verified.
func verifiedFlag(attribute string) string { return attribute + "_verified" }

// isVerifiedFlag reports whether an attribute is such a flag. A custom attribute, such as custom:age_verified, is an ordinary attribute
// (unspecified: the observed rule says "*_verified", and the documentation names the two flags).
func isVerifiedFlag(attribute string) bool {
	return attribute == "email_verified" || attribute == "phone_number_verified"
}

var phoneNumber = regexp.MustCompile(`^\+\d+$`)

// checkUsername rejects a username in the format of the pool's aliases (developer guide,
// "Customizing sign-in attributes"; the text for a phone number follows the text for email).
func (p *poolState) checkUsername(username string) error {
	switch {
	case slices.Contains(p.pool.AliasAttributes, "email") && strings.Contains(username, "@"):
		return apierror.InvalidParameter("Username cannot be of email format, since user pool is configured for email alias.")
	case slices.Contains(p.pool.AliasAttributes, "phone_number") && phoneNumber.MatchString(username):
		return apierror.InvalidParameter("Username cannot be of phone number format, since user pool is configured for phone number alias.")
	}
	return nil
}
