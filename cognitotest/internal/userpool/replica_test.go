package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// replicaKey is a customer managed multi-Region key.
var replicaKey = EncryptionKey{Type: "CUSTOMER_MANAGED_KEY", KMSARN: "arn:aws:kms:us-east-1:123456789012:key/mrk-1"}

// newReplicaStore returns a store with a pool in us-east-1 that has a replica in us-west-2, which is being created.
func newReplicaStore(t *testing.T) (*Store, Pool) {
	t.Helper()
	s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{Tier: "ESSENTIALS", Key: replicaKey}})
	r, err := s.CreateReplica(pool.ID, "us-west-2", map[string]string{"a": "1"})
	require.NoError(t, err)
	require.Equal(t, Replica{Region: "us-west-2", Tags: map[string]string{"a": "1"}, Created: stillTime}, r)
	return s, pool
}

func TestCreateReplica(t *testing.T) {
	t.Parallel()
	const needsKey = "InvalidParameterException: Multi-Region replication requires a KeyConfiguration with a multi-Region customer managed key."
	single := replicaKey
	single.KMSARN = "arn:aws:kms:us-east-1:123456789012:key/1"
	tests := []struct {
		name   string
		tier   string
		key    EncryptionKey
		region string
		tags   map[string]string
		want   string
	}{
		{"region", "ESSENTIALS", replicaKey, "eu-west-1", nil, ""},
		{"region with a longer name", "PLUS", replicaKey, "us-gov-west-1", nil, ""},
		{"LITE", "LITE", replicaKey, "eu-west-1", nil, "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Multi-Region Replication"},
		{"key of one region", "ESSENTIALS", single, "eu-west-1", nil, needsKey},
		{"key of the service", "ESSENTIALS", EncryptionKey{}, "eu-west-1", nil, needsKey},
		{"the pool's region", "ESSENTIALS", replicaKey, "us-east-1", nil, "InvalidParameterException: us-east-1 is the primary Region of the user pool. Choose another Region for the replica."},
		{"not a region", "ESSENTIALS", replicaKey, "west", nil, "InvalidParameterException: west is not the name of a Region."},
		{"part of a region", "ESSENTIALS", replicaKey, "eu-west-1a", nil, "InvalidParameterException: eu-west-1a is not the name of a Region."},
		{"reserved tag", "ESSENTIALS", replicaKey, "eu-west-1", map[string]string{"aws:a": ""}, "InvalidParameterException: Tag keys cannot start with aws:"},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{Tier: tt.tier, Key: tt.key}})
		_, err := s.CreateReplica(pool.ID, tt.region, tt.tags)
		requireText(t, tt.want, err, tt.name)
		_, ok, err := s.Replica(pool.ID)
		require.NoError(t, err)
		assert.Equal(t, tt.want == "", ok, tt.name)
	}
	s, pool := newReplicaStore(t)
	_, err := s.CreateReplica(pool.ID, "eu-west-1", nil)
	assert.EqualError(t, err, "LimitExceededException: User pool "+pool.ID+" already has a replica in us-west-2. A user pool can have one secondary replica.")
}

// A creation and a deletion take a minute. Each step waits, acts, and then expects the status.
func TestLifeOfAReplica(t *testing.T) {
	t.Parallel()
	s, pool := newReplicaStore(t)
	activate := func(active bool) func() error {
		return func() error {
			r, err := s.ActivateReplica(pool.ID, "us-west-2", active)
			assert.Equal(t, err == nil && active, r.Active)
			return err
		}
	}
	remove := func() error {
		_, err := s.DeleteReplica(pool.ID, "us-west-2")
		return err
	}
	const missing = " does not have a replica in us-west-2."
	steps := []struct {
		wait time.Duration
		act  func() error
		want string // the error
		then string // the status
	}{
		{0, nil, "", "CREATING"},
		{time.Minute - 1, activate(true), "InvalidParameterException: The status of the replica in us-west-2 is CREATING. Wait until the replica is INACTIVE.", "CREATING"},
		{0, remove, "InvalidParameterException: The status of the replica in us-west-2 is CREATING. Only an INACTIVE replica can be deleted.", "CREATING"},
		{1, nil, "", "INACTIVE"},
		{0, activate(true), "", "ACTIVE"},
		{0, remove, "InvalidParameterException: The status of the replica in us-west-2 is ACTIVE. Only an INACTIVE replica can be deleted.", "ACTIVE"},
		{0, activate(false), "", "INACTIVE"},
		{0, activate(false), "", "INACTIVE"},
		{0, remove, "", "DELETING"},
		{time.Minute - 1, activate(true), "InvalidParameterException: The status of the replica in us-west-2 is DELETING. Wait until the replica is INACTIVE.", "DELETING"},
		{0, remove, "InvalidParameterException: The status of the replica in us-west-2 is DELETING. Only an INACTIVE replica can be deleted.", "DELETING"},
		{1, activate(true), "ResourceNotFoundException: User pool " + pool.ID + missing, ""},
		{0, remove, "ResourceNotFoundException: User pool " + pool.ID + missing, ""},
		{0, func() error { _, err := s.CreateReplica(pool.ID, "us-west-2", nil); return err }, "", "CREATING"},
	}
	for i, step := range steps {
		s.Clock.Advance(step.wait)
		if step.act != nil {
			requireText(t, step.want, step.act(), i)
		}
		require.Equal(t, step.then, s.ReplicaStatus(pool.ID, "us-west-2"), i)
		require.Empty(t, s.ReplicaStatus(pool.ID, "eu-west-1"), i)
		var pools int
		if step.then == "ACTIVE" || step.then == "INACTIVE" {
			pools = 1
		}
		require.Len(t, s.Pools("us-west-2"), pools, i)
		require.Len(t, s.Pools("us-east-1"), 1, i)
		require.Empty(t, s.Pools("eu-west-1"), i)
	}
	assert.Empty(t, s.ReplicaStatus("us-east-1_none", "us-west-2"))
}

func TestReplicaOfAnotherRegion(t *testing.T) {
	t.Parallel()
	s, pool := newReplicaStore(t)
	s.Clock.Advance(time.Minute)
	missing := "ResourceNotFoundException: User pool " + pool.ID + " does not have a replica in eu-west-1."
	_, err := s.ActivateReplica(pool.ID, "eu-west-1", true)
	require.EqualError(t, err, missing)
	_, err = s.DeleteReplica(pool.ID, "eu-west-1")
	require.EqualError(t, err, missing)
	_, err = s.ChangeReplicaTags(pool.ID, "eu-west-1", func(map[string]string) {})
	require.EqualError(t, err, missing)
	_, err = s.ActivateReplica(pool.ID, "us-east-1", true)
	require.EqualError(t, err, "InvalidParameterException: The status of the primary replica cannot be changed.")
	_, err = s.DeleteReplica(pool.ID, "us-east-1")
	require.EqualError(t, err, "InvalidParameterException: The primary replica cannot be deleted.")
	_, _, err = s.Replica("us-east-1_none")
	require.EqualError(t, err, "ResourceNotFoundException: User pool us-east-1_none does not exist.")
	assert.Equal(t, "INACTIVE", s.ReplicaStatus(pool.ID, "us-west-2"))
	client, err := s.CreateClient(pool.ID, ClientSettings{Name: "web"}, "", false)
	require.NoError(t, err)
	for region, want := range map[string]string{"us-east-1": "", "us-west-2": "", "eu-west-1": "ResourceNotFoundException: User pool client " + client.ID + " does not exist."} {
		_, err = s.FindClient(region, client.ID)
		requireText(t, want, err, region)
	}
}

func TestTagsOfAReplica(t *testing.T) {
	t.Parallel()
	s, pool := newReplicaStore(t)
	got, err := s.ChangeReplicaTags(pool.ID, "us-west-2", func(tags map[string]string) { tags["b"] = "2" })
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"a": "1", "b": "2"}, got)
	got, err = s.ChangeReplicaTags(pool.ID, "us-west-2", func(tags map[string]string) { tags["aws:c"] = "3" })
	require.EqualError(t, err, "InvalidParameterException: Tag keys cannot start with aws:")
	assert.Empty(t, got)
	got, err = s.ChangeReplicaTags(pool.ID, "us-west-2", func(tags map[string]string) { delete(tags, "a") })
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"b": "2"}, got)
	r, ok, err := s.Replica(pool.ID)
	require.NoError(t, err)
	assert.True(t, ok)
	assert.Equal(t, Replica{Region: "us-west-2", Tags: map[string]string{"b": "2"}, Created: stillTime}, r)
	updated, err := s.Pool(pool.ID)
	require.NoError(t, err)
	assert.Empty(t, updated.Tags, "the pool has tags of its own")
}

// A replica prevents the changes of its pool that it does not allow.
func TestReplicaPreventsChangesOfItsPool(t *testing.T) {
	t.Parallel()
	s, pool := newReplicaStore(t)
	update := func(change func(*Pool)) error {
		_, err := s.UpdatePool(pool.ID, change)
		return err
	}
	lite, key := func(p *Pool) { p.Tier = "LITE" }, func(p *Pool) { p.Key = EncryptionKey{} }
	require.EqualError(t, update(lite), "FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Multi-Region Replication")
	require.EqualError(t, update(key), "InvalidParameterException: Multi-Region replication requires a KeyConfiguration with a multi-Region customer managed key.")
	require.NoError(t, update(func(p *Pool) { p.Tier = "PLUS" }))
	require.EqualError(t, s.DeletePool(pool.ID), "InvalidParameterException: User pool cannot be deleted. It has a replica in us-west-2 that should be deleted first.")

	s.Clock.Advance(time.Minute)
	for region, want := range map[string]string{
		"eu-west-1": "InvalidParameterException: User pool " + pool.ID + " does not have a replica in eu-west-1, the SecondaryRegion of the Failover.", "us-west-2": "",
	} {
		_, err := s.CreateDomain(Domain{
			Name: "auth.example.com", PoolID: pool.ID, CertificateARN: "arn:aws:acm:us-east-1:123456789012:certificate/1", Failover: &Failover{SecondaryRegion: region},
		})
		requireText(t, want, err, region)
	}
	_, err := s.DeleteReplica(pool.ID, "us-west-2")
	require.EqualError(t, err, "InvalidParameterException: The failover of the domain auth.example.com uses the replica. Remove the Failover of its Routing first.")
	_, err = s.UpdateDomain(Domain{Name: "auth.example.com", PoolID: pool.ID, Failover: &Failover{}})
	require.NoError(t, err)
	r, err := s.DeleteReplica(pool.ID, "us-west-2")
	require.NoError(t, err)
	assert.Equal(t, Replica{Region: "us-west-2", Tags: map[string]string{"a": "1"}, Created: stillTime, Deleted: stillTime.Add(time.Minute)}, r)
	s.Clock.Advance(time.Minute)
	require.NoError(t, update(key))
	require.NoError(t, update(lite))
	require.NoError(t, s.DeleteDomain(pool.ID, "auth.example.com"))
	require.NoError(t, s.DeletePool(pool.ID))
}
