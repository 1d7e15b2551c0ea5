package userpool

import (
	"slices"
	"strings"
)

// SearchableAttributes are the attributes that a filter of users may name (API_ListUsers).
var SearchableAttributes = []string{
	"username", "email", "phone_number", "name", "given_name", "family_name", "preferred_username", "cognito:user_status", "status", "sub",
}

// caseSensitive are the attributes whose case a filter respects. It ignores the case of all other
// attributes (developer guide, "Managing and searching for user accounts").
var caseSensitive = []string{"username", "status"}

// UserFilter selects users by one of the [SearchableAttributes]. The zero UserFilter selects all users.
type UserFilter struct {
	Attribute string
	Value     string
	Prefix    bool // the attribute begins with Value
}

// Key returns the sort key of a user in a list: the value of the attribute that the filter names (same
// page), and then the username. Without a filter it is the username (unspecified).
func (f UserFilter) Key(u User) string {
	if f.Attribute == "" {
		return u.Username
	}
	value, _ := searchValue(&u, f.Attribute)
	return normalized(f.Attribute, value) + "\x00" + u.Username
}

// FindUsers returns at most n users that satisfy a filter, in the order of their keys, from the first
// one whose key is greater than after. A user without the attribute satisfies no filter for it.
func (s *Store) FindUsers(poolID string, f UserFilter, after string, n int) ([]User, error) {
	return inPool(s, poolID, func(p *poolState) ([]User, error) {
		var users []User
		p.findUsers(f, after, func(username string) bool {
			users = append(users, p.users.At(username))
			return len(users) < n
		})
		return users, nil
	})
}

// findUsers calls yield with usernames until it returns false.
func (p *poolState) findUsers(f UserFilter, after string, yield func(username string) bool) {
	value, username := "", after
	if i := strings.LastIndexByte(after, 0); f.Attribute != "" && i >= 0 { // a username has no such character
		value, username = after[:i], after[i+1:]
	}
	want := normalized(f.Attribute, f.Value)
	selects := func(got string) bool { return got == want || f.Prefix && strings.HasPrefix(got, want) }
	index, ok := p.usersByAttribute[f.Attribute]
	if ok {
		if value < want {
			value, username = want, ""
		}
		for got, of := range index.From(value, username) {
			if !selects(got) || !yield(of) {
				return
			}
		}
		return
	}
	if _, is := p.users.Get(want); is && username < want && !yield(want) { // After begins after a key
		return
	}
	for of := range p.users.After(max(username, want)) {
		if f.Attribute != "" && !selects(of) || !yield(of) {
			return
		}
	}
}

// CountUsers returns the number of a pool's users. An unknown pool has none.
func (s *Store) CountUsers(poolID string) int {
	n, _ := inPool(s, poolID, func(p *poolState) (int, error) { return p.users.Len(), nil })
	return n
}

// searchValue returns the value of a searchable attribute, and whether the user has the attribute.
func searchValue(u *User, name string) (string, bool) {
	switch name {
	case "username":
		return u.Username, true
	case "status":
		if u.Enabled {
			return "Enabled", true
		}
		return "Disabled", true
	case "cognito:user_status":
		return u.Status, true
	}
	return attributeOf(u.Attributes, name)
}

// normalized returns a value in the form in which a filter compares it.
func normalized(attribute, value string) string {
	if slices.Contains(caseSensitive, attribute) {
		return value
	}
	return fold(value)
}
