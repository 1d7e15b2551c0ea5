package userpool

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Pool is a user pool. A nil slice or pointer means "not set".
type Pool struct {
	ID       string
	Name     string
	ARN      string
	Created  time.Time
	Modified time.Time
	PoolSettings
	// What is fixed when the pool is created.
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
	// VerifyBeforeUpdate are the attributes whose new value counts only once verified.
	VerifyBeforeUpdate       []string
	AllowAdminCreateUserOnly bool
	// UnusedAccountValidityDays is the older setting for temporary passwords; nil if not sent.
	UnusedAccountValidityDays *int
	HasSMSConfiguration       bool
	PreTokenLambdaVersion     string // V1_0, V2_0, V3_0 or ""
	// Kept are settings that no rule of the stand-in reads, as they came, by
	// their member name in the API.
	Kept map[string][]byte
}

// MFA is a pool's multi-factor setting. Kept holds the parts that no rule reads,
// by their member name in SetUserPoolMfaConfig.
type MFA struct {
	Configuration string // OFF, OPTIONAL or ON
	SoftwareToken bool
	Kept          map[string][]byte
}

// Defaults of a new pool (a capture of a live pool, May 2025).
const (
	DefaultTier                      = "ESSENTIALS"
	DefaultDeletionProtection        = "INACTIVE"
	DefaultMFA                       = "OFF"
	defaultUnusedAccountValidityDays = 7
	tierLite                         = "LITE"
)

// UnusedAccountDays is how long a temporary password is good for, in days.
func (p Pool) UnusedAccountDays() int {
	if p.UnusedAccountValidityDays != nil {
		return *p.UnusedAccountValidityDays
	}
	return cmp.Or(p.PasswordPolicy.TemporaryPasswordValidityDays, defaultUnusedAccountValidityDays)
}

// Region is the part of the pool id before the underscore.
func (p Pool) Region() string {
	region, _, _ := strings.Cut(p.ID, "_")
	return region
}

// Issuer is the `iss` of the pool's tokens and the root of its discovery documents.
func (p Pool) Issuer() string {
	return "https://cognito-idp." + p.Region() + ".amazonaws.com/" + p.ID
}

// CreatePool stores a new pool in a region, with an id and an ARN.
func (s *Store) CreatePool(region string, p Pool) (Pool, error) {
	var err error
	if p.Schema, err = mergeSchema(p.Schema); err != nil {
		return Pool{}, err
	}
	if err := p.check(); err != nil {
		return Pool{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p.ID = region + "_" + randomString(poolAlphabet, poolSuffixLength)
	p.ARN = fmt.Sprintf("arn:aws:cognito-idp:%s:%s:userpool/%s", region, s.AccountID, p.ID)
	p.Created = s.Clock.Now()
	p.Modified = p.Created
	s.pools[p.ID] = &poolState{
		pool:      p,
		clients:   map[string]Client{},
		servers:   map[string]ResourceServer{},
		users:     map[string]User{},
		groups:    map[string]Group{},
		members:   map[string][]string{},
		providers: map[string]IdentityProvider{},
		documents: map[string]Document{},
	}
	return p, nil
}

// Pool returns a pool by id.
func (s *Store) Pool(id string) (Pool, error) {
	return inPool(s, id, func(p *poolState) (Pool, error) { return p.pool, nil })
}

// Pools returns every pool of a region, by id.
func (s *Store) Pools(region string) []Pool {
	s.mu.Lock()
	defer s.mu.Unlock()
	var pools []Pool
	for _, p := range sorted(s.pools) {
		if p.pool.Region() == region {
			pools = append(pools, p.pool)
		}
	}
	return pools
}

// UpdatePool applies change to a pool's settings and stores the result.
func (s *Store) UpdatePool(id string, change func(*Pool)) (Pool, error) {
	return inPool(s, id, func(p *poolState) (Pool, error) {
		next := p.pool
		change(&next)
		if err := next.check(); err != nil {
			return Pool{}, err
		}
		if err := (&poolState{pool: next, clients: p.clients}).checkRotations(); err != nil {
			return Pool{}, err
		}
		next.Modified = s.Clock.Now()
		p.pool = next
		return next, nil
	})
}

// checkRotations refuses a change of the pool that its clients' rotation forbids.
func (p *poolState) checkRotations() error {
	for _, c := range p.clients {
		if err := p.checkRotation(c); err != nil {
			return err
		}
	}
	return nil
}

// AddCustomAttributes extends a pool's schema. Attributes cannot be removed.
func (s *Store) AddCustomAttributes(id string, added []SchemaAttribute) error {
	_, err := inPool(s, id, func(p *poolState) (struct{}, error) {
		custom, err := customAttributes(p.pool.Schema, added)
		if err != nil {
			return struct{}{}, err
		}
		p.pool.Schema = slices.Concat(p.pool.Schema, custom)
		p.pool.Modified = s.Clock.Now()
		return struct{}{}, nil
	})
	return err
}

// DeletePool deletes a pool and all it holds, unless it is protected or has a domain.
func (s *Store) DeletePool(id string) error {
	_, err := inPool(s, id, func(p *poolState) (struct{}, error) {
		if p.pool.DeletionProtection == "ACTIVE" {
			return struct{}{}, InvalidParameter("The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.")
		}
		for _, d := range s.domains {
			if d.PoolID == id {
				return struct{}{}, InvalidParameter("User pool cannot be deleted. It has a domain configured that should be deleted first.")
			}
		}
		delete(s.pools, id)
		s.forget(func(poolID, _ string) bool { return poolID == id })
		return struct{}{}, nil
	})
	return err
}

// check applies the rules that two settings of a pool must meet together
// (texts as measured by cdk-preflight and reported in issues).
func (p Pool) check() error {
	if len(p.AliasAttributes) > 0 && len(p.UsernameAttributes) > 0 {
		return InvalidParameter("Only one of the aliasAttributes or usernameAttributes can be set in a User pool.")
	}
	for _, a := range p.VerifyBeforeUpdate {
		if !slices.Contains(p.AutoVerifiedAttributes, a) {
			return InvalidParameter("All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes")
		}
	}
	if slices.Contains(p.AutoVerifiedAttributes, "phone_number") && !p.HasSMSConfiguration {
		return InvalidParameter("SMS configuration is required when phone_number is selected for auto verification")
	}
	if p.UnusedAccountValidityDays != nil && p.PasswordPolicy.TemporaryPasswordValidityDays != 0 {
		return InvalidParameter("Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays")
	}
	return p.checkTier()
}

// checkTier refuses what the LITE tier does not have (texts measured by cdk-preflight).
func (p Pool) checkTier() error {
	if p.Tier != tierLite {
		return nil
	}
	if slices.ContainsFunc(p.AllowedFirstAuthFactors, func(f string) bool { return f != "PASSWORD" }) {
		return featureUnavailable("The following features need to be disabled for the LITE pricing tier configured: Passwordless Sign-In")
	}
	if v := p.PreTokenLambdaVersion; v != "" && v != "V1_0" {
		return featureUnavailable("The following features need to be disabled for the LITE pricing tier configured: Token Customization with Pre-Token Generation Lambda " + v)
	}
	return nil
}
