package userpool

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// Store keeps the state of one server. It is safe for concurrent use; each method is one
// atomic step, which a journal, if there is one, has on disk before the method returns.
type Store struct {
	Clock     *Clock
	AccountID string

	lock     sync.Mutex // a step holds it
	changes  changes    // of the step
	journal  Journal    // nil: in memory only
	purged   time.Time  // when purge ran last
	contents map[string]*poolState

	pools      table[Pool]
	domains    table[Domain] // by host name
	codes      table[AuthorizationCode]
	sessions   table[BrowserSession]
	grants     table[Grant]          // by origin_jti
	refresh    table[RefreshToken]   // by token id
	challenges table[Challenge]      // by session string
	departures table[ProviderSignIn] // by state
	clock      table[time.Duration]  // how far the clock is ahead, under ""
	messages   table[Message]        // by number, in the order in which they were kept
	secrets    table[[]byte]         // the server's own keys, by name
}

// tables are the store's tables by the kind of their records.
func (s *Store) tables() map[string]records {
	return map[string]records{
		"pools":      &s.pools,
		"domains":    &s.domains,
		"codes":      &s.codes,
		"sessions":   &s.sessions,
		"grants":     &s.grants,
		"refresh":    &s.refresh,
		"challenges": &s.challenges,
		"departures": &s.departures,
		"clock":      &s.clock,
		"messages":   &s.messages,
		"secrets":    &s.secrets,
	}
}

// poolState is a pool with all that it owns, so that deleting the pool deletes
// everything in it.
type poolState struct {
	pool      Pool // as the step found it; written through Store.pools
	clients   table[Client]
	servers   table[ResourceServer]
	users     table[User] // by username
	groups    table[Group]
	members   table[[]string] // group name to usernames
	providers table[IdentityProvider]
	documents table[Document]
	brandings table[Branding]    // by id
	terms     table[Terms]       // by id
	devices   table[Device]      // by device key
	keys      table[Keys]        // under ""
	unknown   table[UnknownUser] // by login
}

// tables are the pool's tables by the kind of their records. No kind of the store has
// the same name.
func (p *poolState) tables() map[string]records {
	return map[string]records{
		"clients":   &p.clients,
		"servers":   &p.servers,
		"users":     &p.users,
		"groups":    &p.groups,
		"members":   &p.members,
		"providers": &p.providers,
		"documents": &p.documents,
		"brandings": &p.brandings,
		"terms":     &p.terms,
		"devices":   &p.devices,
		"keys":      &p.keys,
		"unknown":   &p.unknown,
	}
}

// NewStore returns an empty store in memory, for one AWS account.
func NewStore(accountID string) *Store {
	s := &Store{AccountID: accountID, contents: map[string]*poolState{}}
	s.Clock = &Clock{keep: s.keepAdvance}
	for kind, t := range s.tables() {
		t.open(&s.changes, kind, "")
	}
	return s
}

// Open returns a store with the records of a journal, which follows it from then on.
func Open(accountID string, j Journal) (*Store, error) {
	s := NewStore(accountID)
	if err := j.Load(s.load); err != nil {
		return nil, err
	}
	s.Clock.move(s.clock.at(""))
	s.journal = j
	return s, nil
}

func (s *Store) load(c Change) error {
	owner, key, _ := strings.Cut(c.Key, "/")
	tables := s.tables()
	if owner != "" {
		tables = s.contentsOf(owner).tables()
	}
	t, ok := tables[c.Kind]
	if !ok {
		return fmt.Errorf("userpool: unknown kind of record %q", c.Kind)
	}
	return t.load(key, c.Value)
}

// contentsOf returns the tables of a pool, which are empty if it is new.
func (s *Store) contentsOf(poolID string) *poolState {
	p, ok := s.contents[poolID]
	if !ok {
		p = &poolState{}
		for kind, t := range p.tables() {
			t.open(&s.changes, kind, poolID)
		}
		s.contents[poolID] = p
	}
	return p
}

// find returns a pool's state within a step.
func (s *Store) find(poolID string) (*poolState, bool) {
	pool, ok := s.pools.get(poolID)
	if !ok {
		return nil, false
	}
	p := s.contentsOf(poolID)
	p.pool = pool
	return p, true
}

// deletePool removes a pool with all that it owns.
func (s *Store) deletePool(p *poolState) {
	id := p.pool.ID
	for _, t := range p.tables() {
		t.clear()
	}
	s.pools.delete(id)
	delete(s.contents, id)
	s.changes.undoable(func() { s.contents[id] = p })
}

// inPool runs f as one step on a pool's state.
func inPool[T any](s *Store, poolID string, f func(*poolState) (T, error)) (T, error) {
	return step(s, func() (T, error) {
		p, ok := s.find(poolID)
		if !ok {
			var zero T
			return zero, poolNotFound(poolID)
		}
		return f(p)
	})
}
