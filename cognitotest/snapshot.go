package cognitotest

import (
	"fmt"
	"sync"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/seed"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Snapshot is a copy of the state of a server at one moment. It is in memory.
type Snapshot struct{ state *userpool.Snapshot }

// Snapshot returns a copy of the state: pools, users, tokens, sessions, messages and the clock.
func (s *Server) Snapshot() *Snapshot { return &Snapshot{s.store.Snapshot()} }

// Restore replaces the state by a snapshot. Requests that run meanwhile see the state before or after
// it. The clock returns, too: it is then as far ahead of the machine's clock as it was. The CA stays
// the same. It panics if the server cannot write to its state directory; the state is then unchanged.
func (s *Server) Restore(snapshot *Snapshot) { s.store.Restore(snapshot.state) }

// start is the state that [Server.Reset] restores.
type start struct {
	file *seed.File // nil: no seed file

	resetting sync.Mutex // locked during a reset
	state     *userpool.Snapshot
	pools     []seed.Pool // the pools of the seed file in state

	mu     sync.Mutex
	seeded []seed.Pool // the pools of the seed file, by their current ids
}

// Reset deletes everything, with the faults and the listed requests, and creates the pools of the seed
// file again, if there is one. The clock returns to the clock of the machine. The pools keep the ids that they had at the start, unless the
// state directory had a state then: they get new ids in that case ([Server.Seeded]). After an error
// nothing has changed. It panics as [Server.Restore] does.
func (s *Server) Reset() error {
	s.start.resetting.Lock()
	defer s.start.resetting.Unlock()
	if s.start.state == nil {
		empty := userpool.NewStore(s.config.AccountID)
		if s.start.file != nil {
			var err error
			if s.start.pools, err = s.tryFile(empty); err != nil {
				return fmt.Errorf("the seed file: %w", err)
			}
		}
		s.start.state = empty.Snapshot()
	}
	s.store.Restore(s.start.state)
	s.start.mu.Lock()
	defer s.start.mu.Unlock()
	s.start.seeded = s.start.pools
	s.ClearFaults()
	s.ClearRequests()
	return nil
}
