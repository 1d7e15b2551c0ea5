package userpool

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// Pool is a user pool. A nil slice or pointer means "not set".
type Pool struct {
	ID       string
	Name     string
	ARN      string
	Created  time.Time
	Modified time.Time
	PoolSettings
	// Fixed when the pool is created:
	AliasAttributes    []string
	UsernameAttributes []string
	CaseSensitive      *bool
	Schema             []SchemaAttribute
}

// PoolSettings are the settings that UpdateUserPool replaces as a whole.
type PoolSettings struct {
	PasswordPolicy          PasswordPolicy
	AllowedFirstAuthFactors []string
	DeletionProtection      string // ACTIVE or INACTIVE
	AutoVerifiedAttributes  []string
	MFA                     MFA
	Tier                    string // LITE, ESSENTIALS or PLUS
	Tags                    map[string]string
	// VerifyBeforeUpdate are the attributes whose new value takes effect after verification.
	VerifyBeforeUpdate       []string
	AllowAdminCreateUserOnly bool
	// UnusedAccountValidityDays is the older setting for temporary passwords; nil if not sent.
	UnusedAccountValidityDays *int
	Email                     EmailSender
	SMS                       *SMSSender // nil: the pool sends no text messages
	Triggers                  Triggers
	Recovery                  []RecoveryMechanism
	AdvancedSecurityMode      string              // OFF, AUDIT, ENFORCED or ""
	Devices                   *DeviceTracking     // nil: the pool tracks no devices
	IssuerType                string              // "" if no request set it, which means OriginalIssuer
	Registration              *ClientRegistration // nil if no request set it, which means that it is off
	CustomACR                 ACRNames            // the names of the levels that do not have their default name
	Key                       EncryptionKey
	// Kept has the settings that no rule of the emulator reads, as the client sent them, by their
	// member name in the API. It includes the pool's message templates.
	Kept map[string][]byte
}

// Defaults of a new pool (a capture of a live pool, May 2025).
const (
	DefaultTier                      = "ESSENTIALS"
	DefaultDeletionProtection        = "INACTIVE"
	DefaultMFA                       = "OFF"
	defaultUnusedAccountValidityDays = 7
	tierLite                         = "LITE"
	tierPlus                         = "PLUS"
)

// UnusedAccountDays returns the validity of a temporary password in days.
func (p Pool) UnusedAccountDays() int {
	if p.UnusedAccountValidityDays != nil {
		return *p.UnusedAccountValidityDays
	}
	return cmp.Or(p.PasswordPolicy.TemporaryPasswordValidityDays, defaultUnusedAccountValidityDays)
}

// Region returns the part of the pool id before the underscore.
func (p Pool) Region() string {
	region, _, _ := strings.Cut(p.ID, "_")
	return region
}

// CreatePool stores a new pool in a region, with an id and an ARN.
func (s *Store) CreatePool(region string, p Pool) (Pool, error) {
	var err error
	if p.Schema, err = mergeSchema(p.Schema); err != nil {
		return Pool{}, err
	}
	if err := p.validate(region, s.AccountID); err != nil {
		return Pool{}, err
	}
	if !p.MFA.off() && p.SMS == nil {
		return Pool{}, smsIsRequired() // the other factors are only set by SetUserPoolMfaConfig
	}
	p.MFA.SMS = !p.MFA.off()
	p.ID = region + "_" + randomString(poolAlphabet, poolSuffixLength)
	p.ARN = s.PoolARN(p.ID)
	p.Created = s.Clock.Now()
	p.Modified = p.Created
	return transaction.Run(s.db, func() (Pool, error) {
		if err := s.checkPools(region); err != nil {
			return Pool{}, err
		}
		if err := (&poolState{pool: p}).checkRegistration(); err != nil {
			return Pool{}, err
		}
		s.pools.Put(p.ID, p)
		return p, nil
	})
}

// PoolARN returns the ARN of a pool.
func (s *Store) PoolARN(id string) string { return s.ReplicaARN(Pool{ID: id}.Region(), id) }

// ReplicaARN returns the ARN of a pool's replica in a region.
func (s *Store) ReplicaARN(region, id string) string {
	return fmt.Sprintf("arn:aws:cognito-idp:%s:%s:userpool/%s", region, s.AccountID, id)
}

// Pool returns a pool by id.
func (s *Store) Pool(id string) (Pool, error) {
	return inPool(s, id, func(p *poolState) (Pool, error) { return p.pool, nil })
}

// Pools returns the pools of a region, by id, with the pools that have a replica in the region.
func (s *Store) Pools(region string) []Pool { return s.PoolsAfter(region, "", math.MaxInt) }

// PoolsAfter returns the first n of [Store.Pools] whose ids are greater than an id.
func (s *Store) PoolsAfter(region, id string, n int) (pools []Pool) {
	s.db.Do(func() {
		now := s.Clock.Now()
		for _, p := range s.pools.After(id) {
			if p.Region() != region && !s.byPool.Of(p.ID).replicatedIn(region, now) {
				continue
			}
			if pools = append(pools, p); len(pools) == n {
				break
			}
		}
	})
	return pools
}

// UpdatePool applies change to a pool's settings and stores the result.
func (s *Store) UpdatePool(id string, change func(*Pool)) (Pool, error) {
	return s.updatePool(id, func(p *poolState, next *Pool) error {
		if err := p.checkNoImport(); err != nil {
			return err
		}
		change(next)
		return next.MFA.checkUpdate(*next)
	})
}

// TagPool applies change to a pool's tags.
func (s *Store) TagPool(id string, change func(*Pool)) (Pool, error) {
	return s.updatePool(id, func(_ *poolState, next *Pool) error {
		change(next)
		return nil
	})
}

func (s *Store) updatePool(id string, change func(p *poolState, next *Pool) error) (Pool, error) {
	return inPool(s, id, func(p *poolState) (Pool, error) {
		next := p.pool
		if err := change(p, &next); err != nil {
			return Pool{}, err
		}
		if err := next.validate(next.Region(), s.AccountID); err != nil {
			return Pool{}, err
		}
		if err := s.checkClientsAndDomains(&poolState{pool: next, clients: p.clients, sessionConfigurations: p.sessionConfigurations, replicas: p.replicas}); err != nil {
			return Pool{}, err
		}
		if next.Registration != p.pool.Registration { // the request has a new one
			if err := (&poolState{pool: next, servers: p.servers}).checkRegistration(); err != nil {
				return Pool{}, err
			}
		}
		next.Modified = s.Clock.Now()
		s.pools.Put(id, next)
		return next, nil
	})
}

// checkClientsAndDomains rejects a change of a pool that conflicts with its clients or its domains:
// the tier must include rotation if a client uses it, and managed login if a domain uses it.
func (s *Store) checkClientsAndDomains(p *poolState) error {
	for _, c := range p.clients.All() {
		if err := p.checkRotation(c); err != nil {
			return err
		}
	}
	if err := p.checkSessionTracking(); err != nil {
		return err
	}
	if err := p.checkReplica(s.Clock.Now()); err != nil {
		return err
	}
	for _, d := range s.domainsByPool.Records(p.pool.ID) {
		if d.checkTier(p.pool) != nil {
			return needsAnotherTier(tierLite, "Managed Login Version 2") // the text is unspecified; it follows the text for other features
		}
	}
	return nil
}

// AddCustomAttributes extends a pool's schema. Attributes cannot be removed.
func (s *Store) AddCustomAttributes(id string, added []SchemaAttribute) error {
	_, err := inPool(s, id, func(p *poolState) (struct{}, error) {
		if err := p.checkNoImport(); err != nil {
			return struct{}{}, err
		}
		custom, err := customAttributes(p.pool.Schema, added, existingAttribute)
		if err != nil {
			return struct{}{}, err
		}
		next := p.pool
		next.Schema = slices.Concat(next.Schema, custom)
		next.Modified = s.Clock.Now()
		s.pools.Put(id, next)
		return struct{}{}, nil
	})
	return err
}

// DeletePool deletes a pool with all of its records, unless it is protected, or has a domain or a
// replica.
func (s *Store) DeletePool(id string) error {
	_, err := inPool(s, id, func(p *poolState) (struct{}, error) {
		if err := p.checkNoImport(); err != nil {
			return struct{}{}, err
		}
		if p.pool.DeletionProtection == "ACTIVE" {
			return struct{}{}, apierror.InvalidParameter("The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.")
		}
		for range s.domainsByPool.Records(id) {
			return struct{}{}, apierror.InvalidParameter("User pool cannot be deleted. It has a domain configured that should be deleted first.")
		}
		if r, ok := p.replica(s.Clock.Now()); ok { // unspecified
			return struct{}{}, apierror.InvalidParameter("User pool cannot be deleted. It has a replica in %s that should be deleted first.", r.Region)
		}
		s.pools.Delete(id)
		s.byPool.Delete(id)
		s.forget(firstKey(id), lastKey(id), func(poolID, _ string) bool { return poolID == id })
		for state := range s.signInsByPool.Records(id) {
			s.providerSignIns.Delete(state)
		}
		return struct{}{}, nil
	})
	return err
}
