package userpool

import (
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// Snapshot is a copy of a store's records at one moment. It is only in memory, and it does not have
// the emulator's own keys, such as the key of the CA.
type Snapshot struct {
	Time time.Time // by the store's clock

	store     transaction.Snapshot
	pools     map[string]transaction.Snapshot
	refreshes map[string][]FamilyEvent
}

// Snapshot returns a copy of the records.
func (s *Store) Snapshot() (copied *Snapshot) {
	s.db.Do(func() {
		copied = &Snapshot{Time: s.Clock.Now(), store: s.restorable().Snapshot(), pools: map[string]transaction.Snapshot{}, refreshes: s.refreshes.copy()}
		for id := range s.pools.All() { // also a pool that has no records yet
			copied.pools[id] = s.byPool.Of(id).tables().Snapshot()
		}
	})
	return copied
}

// Restore replaces the records by the records of a snapshot, in one transaction. The clock is then as
// far ahead of the machine's clock as it was. The snapshot may be of another store.
//
// A pool without keys in the snapshot keeps the keys that it has generated since, because apps have
// its JWKS in their caches.
func (s *Store) Restore(snapshot *Snapshot) {
	s.db.DoAlone(func() {
		s.restorable().Restore(snapshot.store)
		for id := range s.byPool.All() {
			if _, ok := snapshot.pools[id]; !ok {
				s.byPool.Delete(id)
			}
		}
		for id, tables := range snapshot.pools {
			p := s.byPool.Of(id)
			keys, generated := p.keys.Get("")
			p.tables().Restore(tables)
			if _, ok := p.keys.Get(""); generated && !ok {
				p.keys.Put("", keys)
			}
		}
		s.purged = s.Clock.Now() // by this clock, restored records may have expired
	}, func() {
		s.setClock()
		s.purged = time.Time{}
		s.refreshes.replace(snapshot.refreshes)
		s.restores.Add(1)
	})
}

// Empty reports whether the store has no records, besides the emulator's own keys.
func (s *Store) Empty() (empty bool) {
	s.db.Do(func() {
		empty = true // a pool has a record in a table of the store
		for _, t := range s.restorable() {
			empty = empty && t.Len() == 0
		}
	})
	return empty
}

// Restores returns how often [Store.Restore] has replaced the records. A cache of records is invalid
// if the number has changed.
func (s *Store) Restores() int64 { return s.restores.Load() }

// restorable returns the tables that a snapshot has.
func (s *Store) restorable() transaction.Tables {
	tables := s.tables()
	delete(tables, "secrets")
	return tables
}
