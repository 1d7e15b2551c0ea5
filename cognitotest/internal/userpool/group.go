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

func groupNotFound() error { return ResourceNotFound("Group not found.") }

// CreateGroup adds a group under a name that is free.
func (s *Store) CreateGroup(poolID string, g Group) (Group, error) {
	return inPool(s, poolID, func(p *poolState) (Group, error) {
		if err := checkRole(g.RoleARN, s.AccountID); err != nil {
			return Group{}, err
		}
		if _, taken := p.groups.get(g.Name); taken {
			return Group{}, apierror.GroupExists()
		}
		if err := quota(p.groups.len(), maxGroups, "A user pool", "groups"); err != nil {
			return Group{}, err
		}
		g.Created = s.Clock.Now()
		g.Modified = g.Created
		p.groups.put(g.Name, g)
		return g, nil
	})
}

// UpdateGroup applies change to a group.
func (s *Store) UpdateGroup(poolID, name string, change func(*Group)) (Group, error) {
	return inPool(s, poolID, func(p *poolState) (Group, error) {
		g, ok := p.groups.get(name)
		if !ok {
			return Group{}, groupNotFound()
		}
		change(&g)
		if err := checkRole(g.RoleARN, s.AccountID); err != nil {
			return Group{}, err
		}
		g.Modified = s.Clock.Now()
		p.groups.put(name, g)
		return g, nil
	})
}

// Group returns a group by name.
func (s *Store) Group(poolID, name string) (Group, error) {
	return inPool(s, poolID, func(p *poolState) (Group, error) {
		g, ok := p.groups.get(name)
		if !ok {
			return Group{}, groupNotFound()
		}
		return g, nil
	})
}

// Groups returns a pool's groups by name.
func (s *Store) Groups(poolID string) ([]Group, error) {
	return inPool(s, poolID, func(p *poolState) ([]Group, error) { return p.groups.sorted(), nil })
}

// DeleteGroup removes a group, not its users.
func (s *Store) DeleteGroup(poolID, name string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		if _, ok := p.groups.get(name); !ok {
			return struct{}{}, groupNotFound()
		}
		p.groups.delete(name)
		p.members.delete(name)
		return struct{}{}, nil
	})
	return err
}

// SetMembership puts a user into a group or takes it out. Both are idempotent.
func (s *Store) SetMembership(poolID, login, group string, member bool) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		u, ok := p.find(login)
		if !ok {
			return struct{}{}, userNotFound()
		}
		if _, ok := p.groups.get(group); !ok {
			return struct{}{}, groupNotFound()
		}
		others := slices.DeleteFunc(slices.Clone(p.members.at(group)), func(m string) bool { return m == u.Username })
		if member {
			if err := p.checkGroupsOf(u, group); err != nil {
				return struct{}{}, err
			}
			others = append(others, u.Username)
		}
		p.members.put(group, others)
		return struct{}{}, nil
	})
	return err
}

// GroupsOf returns a user's groups, those of the lowest precedence value first
// and those without one last (developer guide, "Adding groups to a user pool").
func (s *Store) GroupsOf(poolID, login string) ([]Group, error) {
	return inPool(s, poolID, func(p *poolState) ([]Group, error) {
		u, ok := p.find(login)
		if !ok {
			return nil, userNotFound()
		}
		var groups []Group
		for _, g := range p.groups.sorted() {
			if slices.Contains(p.members.at(g.Name), u.Username) {
				groups = append(groups, g)
			}
		}
		slices.SortStableFunc(groups, func(a, b Group) int {
			if a.Precedence == nil || b.Precedence == nil {
				return cmp.Compare(boolInt(a.Precedence == nil), boolInt(b.Precedence == nil))
			}
			return cmp.Compare(*a.Precedence, *b.Precedence)
		})
		return groups, nil
	})
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// UsersInGroup returns a group's users in the order in which they were added.
func (s *Store) UsersInGroup(poolID, name string) ([]User, error) {
	return inPool(s, poolID, func(p *poolState) ([]User, error) {
		if _, ok := p.groups.get(name); !ok {
			return nil, groupNotFound()
		}
		var users []User
		for _, m := range p.members.at(name) {
			users = append(users, p.users.at(m))
		}
		return users, nil
	})
}
