package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// State directories of earlier versions have one record for each group, with its usernames.
func TestMembersOfAnEarlierVersionAreConverted(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	s := open(t, j)
	pool, err := s.CreatePool("us-east-1", Pool{Name: "p"})
	require.NoError(t, err)
	for _, name := range []string{"ada", "bob", "cleo"} {
		_, err := s.AddUser(User{PoolID: pool.ID, Username: name}, false)
		require.NoError(t, err)
	}
	for _, name := range []string{"admins", "staff"} {
		_, err := s.CreateGroup(pool.ID, Group{Name: name})
		require.NoError(t, err)
	}
	j.Records[journaltest.Key{Kind: "members", Key: pool.ID + "/staff"}] = `["cleo","ada"]`
	j.Records[journaltest.Key{Kind: "members", Key: pool.ID + "/admins"}] = `["ada"]`
	for range 2 { // the second time changes nothing
		s = open(t, j)
		assert.NotContains(t, j.Records, journaltest.Key{Kind: "members", Key: pool.ID + "/staff"})
		users, err := s.UsersInGroup(pool.ID, "staff", "", 10)
		require.NoError(t, err)
		require.Len(t, users, 2)
		assert.Equal(t, "ada", users[0].Username)
		assert.Equal(t, "cleo", users[1].Username)
		groups, err := s.GroupsOf(pool.ID, "ada")
		require.NoError(t, err)
		assert.Len(t, groups, 2)
	}
	require.NoError(t, s.SetMembership(pool.ID, "ada", "staff", false))
	page, err := s.UsersInGroup(pool.ID, "staff", "", 10)
	require.NoError(t, err)
	assert.Len(t, page, 1)
	page, err = s.UsersInGroup(pool.ID, "staff", "cleo", 10)
	require.NoError(t, err)
	assert.Empty(t, page, "after the last one")
}
