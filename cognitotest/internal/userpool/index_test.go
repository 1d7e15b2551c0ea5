package userpool

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
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

// The test compares the searches by an id, a proof and a handle with scans.
func TestSearchesAgreeWithScans(t *testing.T) {
	t.Parallel()
	s := NewStore("123456789012")
	var pools []Pool
	for _, region := range []string{"us-east-1", "us-east-1", "eu-west-1"} {
		pool, err := s.CreatePool(region, Pool{Name: "p"})
		require.NoError(t, err)
		pools = append(pools, pool)
		for range 3 {
			_, err := s.CreateClient(pool.ID, ClientSettings{Name: "web"}, "", false)
			require.NoError(t, err)
		}
	}
	blocks, keys := [][]byte{nil, []byte("block"), []byte("other")}, []string{"", "key", "another"}
	for i := range 200 {
		pool := pools[i%len(pools)].ID
		id := s.StartChallenge(Challenge{
			Name: fmt.Sprint("step-", i%2), OnPage: i%11 == 0, PoolID: pool, ClientID: fmt.Sprint("client-", i%2), Username: fmt.Sprint("user-", i%40),
			SecretBlock: blocks[i/2%3], Progress: Progress{DeviceKey: keys[i/3%3]},
		}, time.Minute)
		if i%7 == 0 {
			_, _ = s.takeChallenge(id, func(Challenge) bool { return true })
		}
		s.StartBrowserSession(pool, fmt.Sprint("user-", i), "")
		s.StartProviderSignIn(ProviderSignIn{PoolID: pool}, time.Minute)
	}
	requireAgreement := func() {
		for _, p := range pools {
			clients, _ := s.Clients(p.ID) // none after the deletion of the pool
			for _, c := range clients {
				for _, region := range []string{"", "us-east-1", "eu-west-1"} {
					got, err := s.FindClient(region, c.ID)
					if region != "" && region != p.Region() {
						require.Equal(t, apierror.ClientNotFound(c.ID), err)
						continue
					}
					require.NoError(t, err)
					require.Equal(t, c, got)
				}
			}
		}
		for _, client := range []string{"client-0", "client-1", "client-2"} {
			for name := range 40 {
				username := fmt.Sprint("user-", name)
				for _, proof := range []string{"YmxvY2s=", "b3RoZXI=", "key", "another", "unknown"} {
					match := func(c Challenge) bool {
						block := base64.StdEncoding.EncodeToString(c.SecretBlock)
						return c.Username == username && (block == proof || c.Progress.DeviceKey == proof)
					}
					want := ""
					for id, c := range s.challenges.All() {
						if c.ClientID == client && !c.OnPage && !c.Used && match(c) {
							want = id
						}
					}
					require.Equal(t, want, s.FindSession(client, proof, match))
				}
			}
		}
	}
	requireAgreement()

	deleted, err := s.Clients(pools[0].ID)
	require.NoError(t, err)
	require.NoError(t, s.DeletePool(pools[0].ID))
	require.NoError(t, s.DeleteClient(pools[1].ID, must(s.Clients(pools[1].ID))[0].ID))
	requireAgreement()
	for _, c := range deleted {
		_, err := s.FindClient("", c.ID)
		require.Equal(t, apierror.ClientNotFound(c.ID), err)
	}
	for _, signIn := range s.providerSignIns.All() {
		require.NotEqual(t, pools[0].ID, signIn.PoolID)
	}
	require.Equal(t, 133, s.providerSignIns.Len())

	sessions := s.BrowserSessions()
	require.Len(t, sessions, 133)
	require.False(t, s.EndBrowserSessionOf("unknown"))
	require.True(t, s.EndBrowserSessionOf(sessions[5].Handle()))
	require.False(t, s.EndBrowserSessionOf(sessions[5].Handle()))
	require.Equal(t, slices.Delete(sessions, 5, 6), s.BrowserSessions())
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
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
		_, err = s.StartPasskeyRegistration(pool.ID, "jo", "c", "challenge")
		require.NoError(t, err)
		_, err = s.AddUser(User{PoolID: pool.ID, Username: "al", Enabled: true}, false)
		require.NoError(t, err)
		_, err = s.StartPasskeyRegistration(pool.ID, "al", "c", "another")
		require.NoError(t, err)
	}
	require.NoError(t, s.DeleteUser(pools[0], "jo"))
	counts := signInRecords(s)
	assert.Equal(t, map[string]int{"codes": 1, "challenges": 1, "sessions": 1, "provider sign-ins": 0, "provider sign-outs": 0, "families": 1, "refresh tokens": 2}, counts)
	assert.Equal(t, 1, s.byPool.Of(pools[0]).passkeyRegistrations.Len(), "the other user's")
	assert.Equal(t, 2, s.byPool.Of(pools[1]).passkeyRegistrations.Len())
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
