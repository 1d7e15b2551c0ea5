package userpool

import (
	"cmp"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// Group is a named set of users with an optional role and precedence.
type Group struct {
	Name        string
	Description string
	RoleARN     string
	Precedence  *int // nil: none
	Created     time.Time
	Modified    time.Time
}

func groupNotFound() error { return apierror.ResourceNotFound("Group not found.") }

// CreateGroup adds a group. Its name must be unused.
func (s *Store) CreateGroup(poolID string, g Group) (Group, error) {
	return inPool(s, poolID, func(p *poolState) (Group, error) {
		if err := checkRole(g.RoleARN, s.AccountID); err != nil {
			return Group{}, err
		}
		if _, taken := p.groups.Get(g.Name); taken {
			return Group{}, apierror.GroupExists()
		}
		if err := quota(p.groups.Len(), maxGroups, "A user pool", "groups"); err != nil {
			return Group{}, err
		}
		g.Created = s.Clock.Now()
		g.Modified = g.Created
		p.groups.Put(g.Name, g)
		return g, nil
	})
}

// UpdateGroup applies change to a group.
func (s *Store) UpdateGroup(poolID, name string, change func(*Group)) (Group, error) {
	return inPool(s, poolID, func(p *poolState) (Group, error) {
		g, ok := p.groups.Get(name)
		if !ok {
			return Group{}, groupNotFound()
		}
		change(&g)
		if err := checkRole(g.RoleARN, s.AccountID); err != nil {
			return Group{}, err
		}
		g.Modified = s.Clock.Now()
		p.groups.Put(name, g)
		return g, nil
	})
}

// Group returns a group by name.
func (s *Store) Group(poolID, name string) (Group, error) {
	return inPool(s, poolID, func(p *poolState) (Group, error) {
		g, ok := p.groups.Get(name)
		if !ok {
			return Group{}, groupNotFound()
		}
		return g, nil
	})
}

// Groups returns a pool's groups by name.
func (s *Store) Groups(poolID string) ([]Group, error) {
	return inPool(s, poolID, func(p *poolState) ([]Group, error) { return p.groups.Sorted(), nil })
}

// DeleteGroup removes a group. It does not delete its users.
func (s *Store) DeleteGroup(poolID, name string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		if _, ok := p.groups.Get(name); !ok {
			return struct{}{}, groupNotFound()
		}
		p.groups.Delete(name)
		p.members.Delete(name)
		return struct{}{}, nil
	})
	return err
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
		others := slices.DeleteFunc(slices.Clone(p.members.At(group)), func(m string) bool { return m == u.Username })
		if member {
			if err := p.checkGroupsOf(u, group); err != nil {
				return struct{}{}, err
			}
			others = append(others, u.Username)
		}
		p.members.Put(group, others)
		return struct{}{}, nil
	})
	return err
}

// GroupsOf returns a user's groups by precedence, the lowest value first. Groups without a
// precedence are last (developer guide, "Adding groups to a user pool").
func (s *Store) GroupsOf(poolID, login string) ([]Group, error) {
	return inPool(s, poolID, func(p *poolState) ([]Group, error) {
		u, ok := p.userByLogin(login)
		if !ok {
			return nil, apierror.UserDoesNotExist()
		}
		return p.groupsOf(u), nil
	})
}

func (p *poolState) groupsOf(u User) []Group {
	var groups []Group
	for _, g := range p.groups.Sorted() {
		if slices.Contains(p.members.At(g.Name), u.Username) {
			groups = append(groups, g)
		}
	}
	slices.SortStableFunc(groups, func(a, b Group) int {
		if a.Precedence == nil || b.Precedence == nil {
			return cmp.Compare(boolInt(a.Precedence == nil), boolInt(b.Precedence == nil))
		}
		return cmp.Compare(*a.Precedence, *b.Precedence)
	})
	return groups
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// UsersInGroup returns a group's users, in the order in which they were added.
func (s *Store) UsersInGroup(poolID, name string) ([]User, error) {
	return inPool(s, poolID, func(p *poolState) ([]User, error) {
		if _, ok := p.groups.Get(name); !ok {
			return nil, groupNotFound()
		}
		var users []User
		for _, m := range p.members.At(name) {
			users = append(users, p.users.At(m))
		}
		return users, nil
	})
}
