package userpool

import (
	"iter"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// Membership is a user's membership of a group.
type Membership struct{ Username, Group string }

// key returns the key of the record, which begins with the username.
func (m Membership) key() string { return m.Username + "\x00" + m.Group }

// join adds a user to a group.
func (p *poolState) join(username, group string) {
	m := Membership{Username: username, Group: group}
	p.memberships.Put(m.key(), m)
}

// leave removes a user from a group.
func (p *poolState) leave(username, group string) {
	p.memberships.Delete(Membership{Username: username, Group: group}.key())
}

// groupNames returns the names of a user's groups, in order.
func (p *poolState) groupNames(username string) []string {
	var names []string
	for key, m := range p.memberships.After(username) {
		if !strings.HasPrefix(key, username+"\x00") {
			break
		}
		names = append(names, m.Group)
	}
	return names
}

// membersOf returns the usernames of a group's users that are greater than after, in order.
func (p *poolState) membersOf(group, after string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if after != "" {
			after = Membership{Username: after, Group: group}.key()
		}
		for of, key := range p.membersByGroup.From(group, after) {
			username, _, _ := strings.Cut(key, "\x00")
			if of != group || !yield(username) {
				return
			}
		}
	}
}

// SetMembership adds a user to a group or removes the user from it. Both are idempotent.
func (s *Store) SetMembership(poolID, login, group string, member bool) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		u, ok := p.userByLogin(login)
		if !ok {
			return struct{}{}, apierror.UserDoesNotExist()
		}
		if _, ok := p.groups.Get(group); !ok {
			return struct{}{}, groupNotFound()
		}
		if !member {
			p.leave(u.Username, group)
			return struct{}{}, nil
		}
		if err := p.checkGroupsOf(u, group); err != nil {
			return struct{}{}, err
		}
		p.join(u.Username, group)
		return struct{}{}, nil
	})
	return err
}

// UsersInGroup returns the first n users of a group whose usernames are greater than after, by username
// (the order is unspecified).
func (s *Store) UsersInGroup(poolID, name, after string, n int) ([]User, error) {
	return inPool(s, poolID, func(p *poolState) ([]User, error) {
		if _, ok := p.groups.Get(name); !ok {
			return nil, groupNotFound()
		}
		var users []User
		for username := range p.membersOf(name, after) {
			if users = append(users, p.users.At(username)); len(users) == n {
				break
			}
		}
		return users, nil
	})
}

// convertMembers replaces the lists of members that an earlier version of the emulator has stored.
func (s *Store) convertMembers() {
	s.db.Do(func() {
		for _, p := range s.byPool.All() {
			for group, usernames := range p.members.All() {
				for _, username := range usernames {
					p.join(username, group)
				}
				p.members.Delete(group)
			}
		}
	})
}
