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

// Groups returns the first n groups of a pool whose names are greater than after, by name.
func (s *Store) Groups(poolID, after string, n int) ([]Group, error) {
	return inPool(s, poolID, func(p *poolState) ([]Group, error) {
		var groups []Group
		for _, g := range p.groups.After(after) {
			if groups = append(groups, g); len(groups) == n {
				break
			}
		}
		return groups, nil
	})
}

// DeleteGroup removes a group. It does not delete its users.
func (s *Store) DeleteGroup(poolID, name string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		if _, ok := p.groups.Get(name); !ok {
			return struct{}{}, groupNotFound()
		}
		p.groups.Delete(name)
		for key := range p.membersByGroup.Records(name) {
			p.memberships.Delete(key)
		}
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
	for _, name := range p.groupNames(u.Username) {
		groups = append(groups, p.groups.At(name))
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
