package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGroupIsChangedAndDeleted(t *testing.T) {
	t.Parallel()
	const (
		unknown = "ResourceNotFoundException: Group not found."
		foreign = "InvalidParameterException: Cross-account pass role is not allowed."
	)
	s, pool := newDefaultStore(t, Pool{})
	addConfirmed(t, s, pool, "jo", "mo")
	want := Group{Name: "staff", Description: "all", RoleARN: "arn:aws:iam::123456789012:role/staff", Precedence: new(7), Created: stillTime, Modified: stillTime}
	created, err := s.CreateGroup(pool.ID, Group{Name: "staff", Description: "all", RoleARN: "arn:aws:iam::123456789012:role/staff", Precedence: new(7)})
	require.NoError(t, err)
	assert.Equal(t, want, created)
	_, err = s.CreateGroup(pool.ID, Group{Name: "staff"})
	require.EqualError(t, err, "GroupExistsException: A group with the name already exists.")
	_, err = s.CreateGroup(pool.ID, Group{Name: "others", RoleARN: "arn:aws:iam::210987654321:role/staff"})
	require.EqualError(t, err, foreign)

	s.Clock.Advance(time.Hour)
	_, err = s.UpdateGroup(pool.ID, "staff", func(g *Group) { g.RoleARN = "arn:aws:iam::210987654321:role/staff" })
	require.EqualError(t, err, foreign)
	stored, err := s.Group(pool.ID, "staff")
	require.NoError(t, err)
	assert.Equal(t, want, stored)
	want.Description, want.Modified = "some", stillTime.Add(time.Hour)
	updated, err := s.UpdateGroup(pool.ID, "staff", func(g *Group) { g.Description = "some" })
	require.NoError(t, err)
	assert.Equal(t, want, updated)
	stored, err = s.Group(pool.ID, "staff")
	require.NoError(t, err)
	assert.Equal(t, want, stored)

	_, err = s.CreateGroup(pool.ID, Group{Name: "admins"})
	require.NoError(t, err)
	for _, membership := range [][2]string{{"jo", "staff"}, {"mo", "staff"}, {"jo", "admins"}} {
		require.NoError(t, s.SetMembership(pool.ID, membership[0], membership[1], true))
	}
	require.NoError(t, s.DeleteGroup(pool.ID, "staff"))
	groups, err := s.GroupsOf(pool.ID, "jo")
	require.NoError(t, err)
	require.Len(t, groups, 1)
	assert.Equal(t, "admins", groups[0].Name)
	assert.Equal(t, 2, s.CountUsers(pool.ID))
	_, err = s.CreateGroup(pool.ID, Group{Name: "staff"})
	require.NoError(t, err)
	members, err := s.UsersInGroup(pool.ID, "staff", "", 10)
	require.NoError(t, err)
	assert.Empty(t, members, "of a new group with the name")

	_, err = s.Group(pool.ID, "none")
	require.EqualError(t, err, unknown)
	_, err = s.UpdateGroup(pool.ID, "none", func(*Group) {})
	require.EqualError(t, err, unknown)
	require.EqualError(t, s.DeleteGroup(pool.ID, "none"), unknown)
	_, err = s.GroupsOf(pool.ID, "none")
	assert.EqualError(t, err, "UserNotFoundException: User does not exist.")
}

// Groups are in the order of their precedence. Groups without a precedence are last, by name.
func TestOrderOfTheGroupsOfAUser(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	addConfirmed(t, s, pool, "jo")
	for _, g := range []Group{
		{Name: "a"}, {Name: "b", Precedence: new(20)}, {Name: "c", Precedence: new(0)}, {Name: "d", Precedence: new(3)}, {Name: "e"}, {Name: "f", Precedence: new(3)}, {Name: "g", Precedence: new(1)},
	} {
		_, err := s.CreateGroup(pool.ID, g)
		require.NoError(t, err)
		require.NoError(t, s.SetMembership(pool.ID, "jo", g.Name, true))
	}
	names := func(groups []Group, err error) (list []string) {
		require.NoError(t, err)
		for _, g := range groups {
			list = append(list, g.Name)
		}
		return list
	}
	assert.Equal(t, []string{"c", "g", "d", "f", "b", "a", "e"}, names(s.GroupsOf(pool.ID, "sub-jo")))
	assert.Equal(t, []string{"a", "b", "c"}, names(s.Groups(pool.ID, "", 3)))
	assert.Equal(t, []string{"d", "e"}, names(s.Groups(pool.ID, "c", 2)))
	assert.Equal(t, []string{"f", "g"}, names(s.Groups(pool.ID, "e", 5)))
	assert.Empty(t, names(s.Groups(pool.ID, "g", 5)))
}
