package cognitotest

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/seed"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// SeededPool is a user pool of the seed file.
type SeededPool struct {
	Name string
	ID   string
	// New is false if the pool was in the state directory before.
	New bool
	// Domain is the host name of the pool's prefix domain, "" if it has none.
	Domain  string
	Clients []SeededClient
}

// SeededClient is an app client of a pool of the seed file.
type SeededClient struct {
	Name         string
	ID           string
	Secret       string // "" for a public client
	CallbackURLs []string
	Flows        []string // the OAuth flows: code, implicit, client_credentials
	Scopes       []string
}

// seed creates all pools of the seed file, or none. With a state directory it first creates
// them in a copy of the state, because a partly created pool would stay in the directory.
func (s *Server) seed(rt *router) (err error) {
	empty := s.store.Empty()
	if s.config.Seed != "" {
		if s.start.file, err = seed.Read(s.config.Seed); err != nil {
			return fmt.Errorf("cognitotest: %w", err)
		}
		if s.journal != nil {
			copied, err := userpool.Open(s.config.AccountID, readOnly{s.journal})
			if err != nil {
				return fmt.Errorf("cognitotest: %w", err)
			}
			if _, err := s.tryFile(copied); err != nil {
				return err
			}
		}
		if s.start.seeded, err = s.applyFile(rt); err != nil {
			return err
		}
	}
	if empty {
		s.start.state, s.start.pools = s.store.Snapshot(), s.start.seeded
	}
	return nil
}

// tryFile creates the pools of the seed file in a store that no client uses.
func (s *Server) tryFile(store *userpool.Store) ([]seed.Pool, error) {
	trial := newRouter(store, s.config, nil)
	trial.triggers.Close() // it starts no custom senders
	return s.applyFile(trial)
}

// applyFile creates the pools of the seed file.
func (s *Server) applyFile(rt *router) ([]seed.Pool, error) {
	api := *rt.api
	api.Rates = nil // the requests of the file do not count for the quotas
	pools, err := s.start.file.Apply(context.Background(), &api, rt.store.Pools(s.config.Region), s.config.Region)
	if err != nil {
		return nil, fmt.Errorf("cognitotest: %w", err)
	}
	return pools, nil
}

// readOnly is a journal that ignores changes, so that the changes of its store stay in memory.
type readOnly struct{ transaction.Journal }

func (readOnly) Commit([]transaction.Change) error { return nil }

// Seeded returns the current settings of the pools in the seed file, in the order of the file.
// It leaves out pools that were deleted since the start.
func (s *Server) Seeded() []SeededPool {
	s.start.mu.Lock()
	seeded := s.start.seeded
	s.start.mu.Unlock()
	var pools []SeededPool
	for _, p := range seeded {
		clients, err := s.store.Clients(p.ID)
		if err != nil {
			continue
		}
		pool := SeededPool{Name: p.Name, ID: p.ID, New: p.Created}
		if prefix, _ := s.store.PoolDomains(p.ID); prefix.Name != "" {
			pool.Domain = prefix.Host(s.config.Region)
		}
		for _, c := range clients {
			pool.Clients = append(pool.Clients, SeededClient{
				Name: c.Name, ID: c.ID, Secret: c.Secret(), CallbackURLs: c.CallbackURLs, Flows: c.AllowedOAuthFlows, Scopes: c.AllowedOAuthScopes,
			})
		}
		slices.SortStableFunc(pool.Clients, func(a, b SeededClient) int { return cmp.Compare(a.Name, b.Name) })
		pools = append(pools, pool)
	}
	return pools
}
