package modeltest

import (
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const goroutines = 64

// at runs f in many goroutines at once.
func at(f func(i int)) {
	var running sync.WaitGroup
	begin := make(chan struct{})
	for i := range goroutines {
		running.Go(func() { <-begin; f(i) })
	}
	close(begin)
	running.Wait()
}

// Of many concurrent rotations of one token, one succeeds without a grace period, and all succeed within
// one.
func TestConcurrentRotations(t *testing.T) {
	t.Parallel()
	s := start(t, "")
	s.createUser(t, "ada")
	rotate := func(client appClient, text string) (successors []string) {
		results, outcomes := make([]string, goroutines), make([]string, goroutines)
		at(func(i int) {
			got, outcome, err := s.refresh([]way{byGetTokens, byEndpoint}[i%2], text, client)
			assert.NoError(t, err)
			results[i], outcomes[i] = got.Refresh, outcome
		})
		for i, outcome := range outcomes {
			if outcome == ok {
				successors = append(successors, results[i])
				continue
			}
			assert.Equal(t, []string{tokenReuse, "invalid_grant"}[i%2], outcome)
		}
		return successors
	}
	first, _, err := s.signIn("ada", strict)
	require.NoError(t, err)
	assert.Len(t, rotate(strict, first.Refresh), 1)

	first, _, err = s.signIn("ada", graceful)
	require.NoError(t, err)
	successors := rotate(graceful, first.Refresh)
	require.Len(t, successors, goroutines)
	assert.Len(t, slices.Compact(slices.Sorted(slices.Values(append(successors, first.Refresh)))), goroutines+1, "each is another token")
	s.Advance(gracePeriod)
	assert.Empty(t, rotate(graceful, first.Refresh), "the grace period began with the first rotation")
	assert.Len(t, rotate(graceful, successors[0]), goroutines)

	outcome, err := s.revoke(true, successors[1], graceful)
	require.NoError(t, err)
	require.Equal(t, ok, outcome)
	for _, successor := range successors {
		_, outcome, err := s.refresh(byGetTokens, successor, graceful)
		require.NoError(t, err)
		require.Equal(t, notAuthorized, outcome, "the family is revoked")
	}
}

// signedIn is a sign-in whose tokens a client has received.
type signedIn struct {
	name   string
	client appClient
	ended  atomic.Bool // the end of the family was acknowledged
}

// received is a refresh token that a client has received.
type received struct {
	*signedIn
	text    string
	rotated atomic.Int32 // the successful refreshes with the token
	access  string
}

// shared is what the goroutines know.
type shared struct {
	mu      sync.Mutex
	tokens  []*received
	signIns []*signedIn
}

func (s *shared) add(r *received, first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens = append(s.tokens, r)
	if first {
		s.signIns = append(s.signIns, r.signedIn)
	}
}

// token returns one of the newest tokens: most of the others have ended.
func (s *shared) token() *received {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.tokens) == 0 {
		return nil
	}
	newest := s.tokens[max(0, len(s.tokens)-16):]
	return newest[rand.IntN(len(newest))]
}

// of returns the sign-ins of a user so far.
func (s *shared) of(name string) (list []*signedIn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.signIns {
		if f.name == name {
			list = append(list, f)
		}
	}
	return list
}

// Many goroutines sign users in and refresh, revoke, sign out, disable and delete. In any order, no request is a
// failure of the server, a family never refreshes after the acknowledgement of its end, a token of a client without
// a grace period rotates once, and a disabled user gets no token.
func TestConcurrentOperations(t *testing.T) {
	t.Parallel()
	const each, maxPerUser = 8, 8
	s := start(t, "")
	s.mustCall(t, "SetUserPoolSessionConfiguration", map[string]any{"UserPoolId": s.pool, "UserSessionTracking": "ENABLED", "TokenSession": map[string]int{"MaxPerUser": maxPerUser}}, nil)
	names := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	for _, name := range append(names, "disabled") {
		s.createUser(t, name)
	}
	old, _, err := s.signIn("disabled", plain)
	require.NoError(t, err)
	outcome, err := s.admin("AdminDisableUser", "disabled")
	require.NoError(t, err)
	require.Equal(t, ok, outcome)

	var all shared
	end := func(families []*signedIn, outcome string) {
		for _, f := range families {
			if outcome == ok {
				f.ended.Store(true)
			}
		}
	}
	operations := []func(name string) error{
		func(name string) error {
			client := appClients[rand.IntN(len(appClients))]
			got, outcome, err := s.signIn(name, client)
			if outcome == ok && err == nil {
				all.add(&received{signedIn: &signedIn{name: name, client: client}, text: got.Refresh, access: got.Access}, true)
			}
			return err
		},
		func(string) error {
			old := all.token()
			if old == nil {
				return nil
			}
			ended := old.ended.Load()
			got, outcome, err := s.refresh([]way{byGetTokens, byEndpoint}[rand.IntN(2)], old.text, old.client)
			if outcome != ok || err != nil {
				return err
			}
			assert.False(t, ended, "a family refreshes after its end")
			if rotations := old.rotated.Add(1); old.client == strict {
				assert.EqualValues(t, 1, rotations, "a token rotates once")
			}
			if got.Refresh != "" {
				all.add(&received{signedIn: old.signedIn, text: got.Refresh, access: got.Access}, false)
			}
			return nil
		},
		func(string) error {
			old := all.token()
			if old == nil {
				return nil
			}
			outcome, err := s.revoke(rand.IntN(2) == 0, old.text, old.client)
			end([]*signedIn{old.signedIn}, outcome)
			return err
		},
		func(name string) error {
			before := all.of(name)
			outcome, err := s.admin([]string{"AdminUserGlobalSignOut", "AdminDisableUser"}[rand.IntN(2)], name)
			end(before, outcome)
			return err
		},
		func(name string) error {
			_, err := s.admin("AdminEnableUser", name)
			return err
		},
		func(name string) error {
			if rand.IntN(4) > 0 {
				return nil // deleted users make the other operations trivial
			}
			before := all.of(name)
			outcome, err := s.admin("AdminDeleteUser", name)
			end(before, outcome)
			if err != nil {
				return err
			}
			// Another goroutine may create or delete the user meanwhile.
			if _, err := s.call("AdminCreateUser", map[string]any{"UserPoolId": s.pool, "Username": name, "MessageAction": "SUPPRESS"}, nil); err != nil {
				return err
			}
			_, err = s.call("AdminSetUserPassword", map[string]any{"UserPoolId": s.pool, "Username": name, "Password": password, "Permanent": true}, nil)
			return err
		},
		func(string) error {
			_, outcome, err := s.signIn("disabled", graceful)
			assert.Equal(t, notAuthorized, outcome)
			if err == nil {
				_, outcome, err = s.refresh(byInitiateAuth, old.Refresh, plain)
				assert.Equal(t, notAuthorized, outcome)
			}
			return err
		},
	}
	weights := []int{0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 4, 5, 6} // mostly sign-ins and refreshes
	at(func(int) {
		for range each {
			assert.NoError(t, operations[weights[rand.IntN(len(weights))]](names[rand.IntN(len(names))]))
		}
	})

	texts := map[string]bool{}
	refreshes := int32(0)
	for _, r := range all.tokens {
		refreshes += r.rotated.Load()
		assert.False(t, texts[r.text], "each refresh token is returned once")
		texts[r.text] = true
	}
	for _, name := range names {
		var out struct{ Sessions []struct{ SessionID string } }
		outcome, err := s.call("AdminListUserSessions", map[string]any{"UserPoolId": s.pool, "Username": name}, &out)
		require.NoError(t, err)
		assert.LessOrEqual(t, len(out.Sessions), maxPerUser, name)
		if outcome == ok {
			outcome, err = s.admin("AdminUserGlobalSignOut", name)
			require.NoError(t, err)
			require.Equal(t, ok, outcome)
		}
	}
	for _, r := range all.tokens {
		_, outcome, err := s.refresh(byGetTokens, r.text, r.client)
		require.NoError(t, err)
		require.Contains(t, []string{notAuthorized, tokenReuse}, outcome)
		outcome, err = s.getUser(r.access)
		require.NoError(t, err)
		require.Contains(t, []string{notAuthorized, userNotFound}, outcome)
	}
	t.Logf("%d sign-ins, %d refreshes, %d refresh tokens", len(all.signIns), refreshes, len(all.tokens))
}
