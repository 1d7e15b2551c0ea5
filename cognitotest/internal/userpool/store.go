package userpool

import (
	"cmp"
	"maps"
	"slices"
	"sync"
)

// Store keeps the state of one server in memory. It is safe for concurrent use;
// each method is one atomic step.
type Store struct {
	Clock     *Clock
	AccountID string

	mu         sync.Mutex
	pools      map[string]*poolState
	domains    map[string]Domain // by host name
	codes      map[string]AuthorizationCode
	sessions   map[string]BrowserSession
	grants     map[string]Grant        // by origin_jti
	refresh    map[string]RefreshToken // by token id
	challenges map[string]Challenge    // by session string
	messages   []Message
}

// poolState is a pool with all that it owns, so that deleting the pool deletes
// everything in it.
type poolState struct {
	pool      Pool
	clients   map[string]Client
	servers   map[string]ResourceServer
	users     map[string]User // by username
	groups    map[string]Group
	members   map[string][]string // group name to usernames
	providers map[string]IdentityProvider
	documents map[string]Document
	brandings map[string]Branding // by id
}

// NewStore returns an empty store for one AWS account.
func NewStore(accountID string) *Store {
	return &Store{
		Clock:      &Clock{},
		AccountID:  accountID,
		pools:      map[string]*poolState{},
		domains:    map[string]Domain{},
		codes:      map[string]AuthorizationCode{},
		sessions:   map[string]BrowserSession{},
		grants:     map[string]Grant{},
		refresh:    map[string]RefreshToken{},
		challenges: map[string]Challenge{},
	}
}

// inPool runs f on a pool's state under the lock.
func inPool[T any](s *Store, poolID string, f func(*poolState) (T, error)) (T, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.pools[poolID]
	if !ok {
		var zero T
		return zero, poolNotFound(poolID)
	}
	return f(p)
}

// sorted returns the values of m in the order of their keys.
func sorted[K cmp.Ordered, V any](m map[K]V) []V {
	values := make([]V, 0, len(m))
	for _, k := range slices.Sorted(maps.Keys(m)) {
		values = append(values, m[k])
	}
	return values
}
