package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A filter ignores the case of all attributes except for username and status.
func TestKeyOfAFilter(t *testing.T) {
	t.Parallel()
	u := User{Username: "Jo", Enabled: true, Status: "CONFIRMED", Attributes: []Attribute{{"name", "Jo L"}}}
	for attribute, want := range map[string]string{
		"": "Jo", "username": "Jo\x00Jo", "status": "Enabled\x00Jo", "cognito:user_status": "confirmed\x00Jo", "name": "jo l\x00Jo", "email": "\x00Jo",
	} {
		assert.Equal(t, want, UserFilter{Attribute: attribute}.Key(u), attribute)
	}
	u.Enabled = false
	assert.Equal(t, "Disabled\x00Jo", UserFilter{Attribute: "status"}.Key(u))
}

// A list continues after a user whose attribute is blank.
func TestPagesOfUsersWithABlankAttribute(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	for _, name := range []string{"c", "a", "b"} {
		addStillUser(t, s, pool, name, Attribute{"name", ""})
	}
	filter := UserFilter{Attribute: "name", Prefix: true}
	after, got := "", ""
	for range 3 {
		page, err := s.FindUsers(pool.ID, filter, after, 1)
		require.NoError(t, err)
		require.Len(t, page, 1)
		after, got = filter.Key(page[0]), got+page[0].Username
	}
	assert.Equal(t, "abc", got)
}
