package userpool

import (
	"maps"
	"regexp"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// Replica is the secondary replica of a user pool in another region. It has the id, the settings
// and the users of the pool, and tags of its own.
type Replica struct {
	Region  string
	Active  bool
	Tags    map[string]string
	Created time.Time
	Deleted time.Time // zero until a request deletes the replica
}

// The states of a replica (API_UserPoolReplicaType).
const (
	ReplicaCreating = "CREATING"
	ReplicaInactive = "INACTIVE"
	ReplicaActive   = "ACTIVE"
	ReplicaDeleting = "DELETING"
)

// replicaChange is how long the creation and the deletion of a replica take. The duration is
// unspecified.
const replicaChange = time.Minute

// Status returns the state of the replica at a time, or "" after its deletion.
func (r Replica) Status(now time.Time) string {
	switch {
	case !r.Deleted.IsZero() && now.Sub(r.Deleted) >= replicaChange:
		return ""
	case !r.Deleted.IsZero():
		return ReplicaDeleting
	case now.Sub(r.Created) < replicaChange:
		return ReplicaCreating
	case r.Active:
		return ReplicaActive
	}
	return ReplicaInactive
}

// replica returns the secondary replica of the pool. A pool has at most one (developer guide,
// "Multi-Region replication").
func (p *poolState) replica(now time.Time) (r Replica, ok bool) {
	for _, r = range p.replicas.All() {
		if r.Status(now) != "" {
			return r, true
		}
	}
	return Replica{}, false
}

// replicaIn returns the replica in a region, or ResourceNotFoundException (the text is unspecified).
func (p *poolState) replicaIn(region string, now time.Time) (Replica, error) {
	if r, ok := p.replica(now); ok && r.Region == region {
		return r, nil
	}
	return Replica{}, apierror.ResourceNotFound("User pool %s does not have a replica in %s.", p.pool.ID, region)
}

// replicatedIn reports whether the pool has a replica in a region that is not being created or deleted.
func (p *poolState) replicatedIn(region string, now time.Time) bool {
	r, ok := p.replica(now)
	status := r.Status(now)
	return ok && r.Region == region && (status == ReplicaActive || status == ReplicaInactive)
}

// replicationFeature is the name of the feature in errors about the feature plan (unspecified).
const replicationFeature = "Multi-Region Replication"

var regionName = regexp.MustCompile(`^[a-z]{2}(?:-[a-z]+)+-\d$`)

// CreateReplica adds a secondary replica to a pool. The texts are unspecified.
//
// It does not require the updated issuer. A former version of the developer guide did; replicas of
// pools with the original issuer exist (awslabs/aws-jwt-verify#282).
func (s *Store) CreateReplica(poolID, region string, tags map[string]string) (Replica, error) {
	return inPool(s, poolID, func(p *poolState) (Replica, error) {
		now := s.Clock.Now()
		r := Replica{Region: region, Tags: tags, Created: now}
		existing, exists := p.replica(now)
		switch {
		case p.pool.Tier == tierLite:
			return Replica{}, apierror.FeatureUnavailable("The following feature is not available for the " + tierLite + " pricing tier configured: " + replicationFeature)
		case !p.pool.Key.multiRegion():
			return Replica{}, needsMultiRegionKey()
		case region == p.pool.Region():
			return Replica{}, apierror.InvalidParameter("%s is the primary Region of the user pool. Choose another Region for the replica.", region)
		case !regionName.MatchString(region):
			return Replica{}, apierror.InvalidParameter("%s is not the name of a Region.", region)
		case exists:
			return Replica{}, apierror.LimitExceeded("User pool %s already has a replica in %s. A user pool can have one secondary replica.", poolID, existing.Region)
		}
		if err := (Pool{PoolSettings: PoolSettings{Tags: tags}}).checkTags(); err != nil {
			return Replica{}, err
		}
		p.replicas.Clear()
		p.replicas.Put(region, r)
		return r, nil
	})
}

func needsMultiRegionKey() error {
	return apierror.InvalidParameter("Multi-Region replication requires a KeyConfiguration with a multi-Region customer managed key.")
}

// checkReplica rejects a change of the feature plan or of the key that a replica does not allow
// (unspecified).
func (p *poolState) checkReplica(now time.Time) error {
	_, exists := p.replica(now)
	switch {
	case exists && p.pool.Tier == tierLite:
		return needsAnotherTier(tierLite, replicationFeature)
	case exists && !p.pool.Key.multiRegion():
		return needsMultiRegionKey()
	}
	return nil
}

// Replica returns the secondary replica of a pool. ok is false if the pool has none.
func (s *Store) Replica(poolID string) (r Replica, ok bool, err error) {
	r, err = inPool(s, poolID, func(p *poolState) (Replica, error) {
		r, ok = p.replica(s.Clock.Now())
		return r, nil
	})
	return r, ok, err
}

// ReplicaStatus returns the state of a pool's replica in a region, or "" without one.
func (s *Store) ReplicaStatus(poolID, region string) string {
	r, ok, err := s.Replica(poolID)
	if err != nil || !ok || r.Region != region {
		return ""
	}
	return r.Status(s.Clock.Now())
}

// ActivateReplica sets the state of the replica in a region to ACTIVE or INACTIVE. A replica that is
// created or deleted has neither (unspecified).
func (s *Store) ActivateReplica(poolID, region string, active bool) (Replica, error) {
	return inPool(s, poolID, func(p *poolState) (Replica, error) {
		now := s.Clock.Now()
		if region == p.pool.Region() {
			return Replica{}, apierror.InvalidParameter("The status of the primary replica cannot be changed.")
		}
		r, err := p.replicaIn(region, now)
		if err != nil {
			return Replica{}, err
		}
		if status := r.Status(now); status != ReplicaActive && status != ReplicaInactive {
			return Replica{}, apierror.InvalidParameter("The status of the replica in %s is %s. Wait until the replica is INACTIVE.", region, status)
		}
		r.Active = active
		p.replicas.Put(region, r)
		return r, nil
	})
}

// DeleteReplica starts the deletion of an inactive replica (API_DeleteUserPoolReplica). A domain
// whose failover uses the replica prevents it (unspecified).
func (s *Store) DeleteReplica(poolID, region string) (Replica, error) {
	return inPool(s, poolID, func(p *poolState) (Replica, error) {
		now := s.Clock.Now()
		if region == p.pool.Region() {
			return Replica{}, apierror.InvalidParameter("The primary replica cannot be deleted.")
		}
		r, err := p.replicaIn(region, now)
		if err != nil {
			return Replica{}, err
		}
		if status := r.Status(now); status != ReplicaInactive {
			return Replica{}, apierror.InvalidParameter("The status of the replica in %s is %s. Only an INACTIVE replica can be deleted.", region, status)
		}
		for _, d := range s.domainsByPool.Records(poolID) {
			if d.Failover != nil && d.Failover.SecondaryRegion == region {
				return Replica{}, apierror.InvalidParameter("The failover of the domain %s uses the replica. Remove the Failover of its Routing first.", d.Name)
			}
		}
		r.Deleted = now
		p.replicas.Put(region, r)
		return r, nil
	})
}

// ChangeReplicaTags applies change to the tags of the replica in a region, and returns them.
func (s *Store) ChangeReplicaTags(poolID, region string, change func(map[string]string)) (map[string]string, error) {
	return inPool(s, poolID, func(p *poolState) (map[string]string, error) {
		r, err := p.replicaIn(region, s.Clock.Now())
		if err != nil {
			return nil, err
		}
		tags := map[string]string{}
		maps.Copy(tags, r.Tags)
		change(tags)
		if err := (Pool{PoolSettings: PoolSettings{Tags: tags}}).checkTags(); err != nil {
			return nil, err
		}
		r.Tags = tags
		p.replicas.Put(region, r)
		return tags, nil
	})
}
