package userpool

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The lookup of a user by a login and the filters find texts that differ only in case by their folded
// form, so it must be the same for all characters that strings.EqualFold does not distinguish.
func TestFoldAgreesWithEqualFold(t *testing.T) {
	t.Parallel()
	for r := rune(1); r <= unicode.MaxRune; r++ {
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			if fold(string(r)) != fold(string(other)) {
				t.Fatalf("%q and %q fold to %q and %q", r, other, fold(string(r)), fold(string(other)))
			}
		}
	}
	assert.Equal(t, "ada@example.com", fold("Ada@EXAMPLE.com"))
	assert.Equal(t, "kate", fold("\u212aATE"), "the Kelvin sign")
	assert.NotEqual(t, fold("a"), fold("b"))
	assert.True(t, strings.HasPrefix(fold("ÄB"), fold("ä")))
}

// The test compares each page of each filter with a scan of the pool.
func TestFindUsersAgreesWithAScan(t *testing.T) {
	t.Parallel()
	s := NewStore("123456789012")
	pool, err := s.CreatePool("us-east-1", Pool{Name: "p"})
	require.NoError(t, err)
	names := []string{"Ada", "ada", "ADAM", "Bob", "", "Äda"}
	for i := range 40 {
		u := User{PoolID: pool.ID, Username: fmt.Sprintf("%c%d", "Aa"[i%2], (i*7)%40), Enabled: i%3 > 0, Status: StatusConfirmed}
		if name := names[i%len(names)]; name != "" {
			u.Attributes = []Attribute{{"name", name}}
		}
		_, err := s.AddUser(u, false)
		require.NoError(t, err)
	}
	all, err := s.Users(pool.ID)
	require.NoError(t, err)
	filters := []UserFilter{{}}
	for _, attribute := range SearchableAttributes {
		for _, value := range []string{"", "A", "a1", "A7", "ada", "ADA", "ä", "Enabled", "enabled", "CONF", "confirmed", "z"} {
			filters = append(filters, UserFilter{Attribute: attribute, Value: value}, UserFilter{Attribute: attribute, Value: value, Prefix: true})
		}
	}
	found := 0
	for _, f := range filters {
		var want []User
		for _, u := range all {
			if scanned(f, u) {
				want = append(want, u)
			}
		}
		slices.SortFunc(want, func(a, b User) int { return strings.Compare(f.Key(a), f.Key(b)) })
		for _, size := range []int{1, 7, 100} {
			var got []User
			for after, last := "", false; !last; {
				page, err := s.FindUsers(pool.ID, f, after, size)
				require.NoError(t, err)
				if last = len(page) < size; len(page) > 0 {
					after = f.Key(page[len(page)-1])
				}
				got = append(got, page...)
			}
			require.Equal(t, want, got, "%+v in pages of %d", f, size)
		}
		found += len(want)
	}
	assert.Greater(t, found, 400)
}

// scanned is the filter without an index.
func scanned(f UserFilter, u User) bool {
	var got string
	switch f.Attribute {
	case "":
		return true
	case "username":
		return u.Username == f.Value || f.Prefix && strings.HasPrefix(u.Username, f.Value)
	case "status":
		got = map[bool]string{true: "Enabled", false: "Disabled"}[u.Enabled]
		return got == f.Value || f.Prefix && strings.HasPrefix(got, f.Value)
	case "cognito:user_status":
		got = u.Status
	default:
		value, ok := u.Attribute(f.Attribute)
		if !ok {
			return false
		}
		got = value
	}
	got, want := strings.ToLower(got), strings.ToLower(f.Value)
	return got == want || f.Prefix && strings.HasPrefix(got, want)
}

// Two users of different pools can have the same username, and a deletion of one keeps the records of
// the other.
func TestDeletionKeepsTheRecordsOfTheSameNameInAnotherPool(t *testing.T) {
	t.Parallel()
	s := NewStore("123456789012")
	var pools []string
	for range 2 {
		pool, err := s.CreatePool("us-east-1", Pool{Name: "p"})
		require.NoError(t, err)
		pools = append(pools, pool.ID)
		_, err = s.AddUser(User{PoolID: pool.ID, Username: "jo", Enabled: true}, false)
		require.NoError(t, err)
		_, err = s.CreateGroup(pool.ID, Group{Name: "staff"})
		require.NoError(t, err)
		require.NoError(t, s.SetMembership(pool.ID, "jo", "staff", true))
		_, token := startFamily(s, TokenFamily{PoolID: pool.ID, ClientID: "c", Username: "jo", ExpiresAt: s.Clock.Now().AddDate(0, 0, 1)})
		_, err = s.RotateRefreshToken(token.ID, "c", 0)
		require.NoError(t, err)
		s.IssueCode(AuthorizationCode{PoolID: pool.ID, Username: "jo"})
		s.StartBrowserSession(pool.ID, "jo", "")
		s.StartChallenge(Challenge{PoolID: pool.ID, Username: "jo"}, 1)
	}
	require.NoError(t, s.DeleteUser(pools[0], "jo"))
	counts := signInRecords(s)
	assert.Equal(t, map[string]int{"codes": 1, "challenges": 1, "sessions": 1, "provider sign-ins": 0, "provider sign-outs": 0, "families": 1, "refresh tokens": 2}, counts)
	members := func(pool string) int {
		users, err := s.UsersInGroup(pool, "staff", "", 10)
		require.NoError(t, err)
		return len(users)
	}
	assert.Equal(t, 0, members(pools[0]))
	assert.Equal(t, 1, members(pools[1]))
	require.NoError(t, s.DeletePool(pools[1]))
	assert.Zero(t, signInRecords(s)["refresh tokens"])
	assert.Zero(t, s.tokensByFamily.Len()+s.familiesByUser.Len()+s.familyExpiry.Len())
}
