package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The groups of a user, and the users of a group, are in their order. A name can be the beginning of another name.
func TestMembershipsOfUsersAndGroups(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	for _, name := range []string{"ada", "ada2", "bob", "cleo"} {
		addStillUser(t, s, pool, name)
	}
	for _, name := range []string{"b", "a", "ab"} {
		_, err := s.CreateGroup(pool.ID, Group{Name: name})
		require.NoError(t, err)
	}
	set := func(login, group string, member bool) error { return s.SetMembership(pool.ID, login, group, member) }
	for _, m := range [][2]string{{"ada", "b"}, {"sub-ada", "a"}, {"ada2", "ab"}, {"bob", "a"}, {"cleo", "a"}, {"cleo", "a"}} {
		require.NoError(t, set(m[0], m[1], true))
	}
	require.EqualError(t, set("li", "a", true), "UserNotFoundException: User does not exist.")
	require.EqualError(t, set("ada", "c", true), "ResourceNotFoundException: Group not found.")
	require.EqualError(t, set("ada", "c", false), "ResourceNotFoundException: Group not found.")
	users := func(group, after string, n int) (names []string) {
		list, err := s.UsersInGroup(pool.ID, group, after, n)
		require.NoError(t, err)
		for _, u := range list {
			names = append(names, u.Username)
		}
		return names
	}
	groups := func(login string) (names []string) {
		list, err := s.GroupsOf(pool.ID, login)
		require.NoError(t, err)
		for _, g := range list {
			names = append(names, g.Name)
		}
		return names
	}
	assert.Equal(t, []string{"a", "b"}, groups("ada"))
	assert.Equal(t, []string{"ab"}, groups("ada2"))
	assert.Equal(t, []string{"ada", "bob", "cleo"}, users("a", "", 10))
	assert.Equal(t, []string{"ada", "bob"}, users("a", "", 2))
	assert.Equal(t, []string{"cleo"}, users("a", "bob", 2))
	assert.Equal(t, []string{"bob"}, users("a", "ada", 1))
	assert.Equal(t, []string{"ada2"}, users("ab", "", 10))
	_, err := s.UsersInGroup(pool.ID, "c", "", 10)
	require.EqualError(t, err, "ResourceNotFoundException: Group not found.")

	require.NoError(t, set("ada", "a", false))
	require.NoError(t, set("ada", "a", false))
	assert.Equal(t, []string{"b"}, groups("ada"))
	assert.Equal(t, []string{"bob", "cleo"}, users("a", "", 10))
	require.NoError(t, s.DeleteUser(pool.ID, "bob"))
	assert.Equal(t, []string{"cleo"}, users("a", "", 10))
}
