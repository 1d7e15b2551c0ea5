package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNewPoolHasItsIDAndTimes(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{Name: "orders", PoolSettings: PoolSettings{MFA: MFA{Configuration: "ON"}, SMS: &SMSSender{CallerARN: testRole}}})
	assert.Regexp(t, `^us-east-1_[0-9A-Za-z]{9}$`, pool.ID)
	assert.Equal(t, "arn:aws:cognito-idp:us-east-1:123456789012:userpool/"+pool.ID, pool.ARN)
	assert.Equal(t, "arn:aws:cognito-idp:us-west-2:123456789012:userpool/"+pool.ID, s.ReplicaARN("us-west-2", pool.ID))
	assert.Equal(t, "us-east-1", pool.Region())
	assert.Equal(t, "orders", pool.Name)
	assert.Equal(t, []time.Time{stillTime, stillTime}, []time.Time{pool.Created, pool.Modified})
	assert.True(t, pool.MFA.SMS, "SMS is the factor that the request can configure")
	got, err := s.Pool(pool.ID)
	require.NoError(t, err)
	assert.Equal(t, pool, got)
	without, err := s.CreatePool("us-east-1", Pool{PoolSettings: PoolSettings{SMS: &SMSSender{CallerARN: testRole}}})
	require.NoError(t, err)
	assert.False(t, without.MFA.SMS)
	_, err = s.Pool("us-east-1_none")
	assert.EqualError(t, err, "ResourceNotFoundException: User pool us-east-1_none does not exist.")
	_, err = s.CreatePool("us-east-1", Pool{PoolSettings: PoolSettings{Registration: &ClientRegistration{AllowedScopes: []string{"orders/read"}}}})
	assert.EqualError(t, err, "InvalidParameterException: The scope orders/read of DcrConfiguration.AllowedScopes does not exist.")
	assert.Len(t, s.Pools("us-east-1"), 2)
}

func TestUpdatePool(t *testing.T) {
	t.Parallel()
	for name, update := range map[string]func(*Store, string, func(*Pool)) (Pool, error){
		"update": (*Store).UpdatePool, "tags": (*Store).TagPool,
	} {
		s, pool := newStillStore(t, Pool{Name: "orders", PoolSettings: PoolSettings{Tier: "ESSENTIALS"}})
		s.Clock.Advance(time.Minute)
		got, err := update(s, pool.ID, func(p *Pool) { p.Tags = map[string]string{"a": "1"} })
		require.NoError(t, err)
		want := pool
		want.Tags, want.Modified = map[string]string{"a": "1"}, stillTime.Add(time.Minute)
		assert.Equal(t, want, got, name)
		s.Clock.Advance(time.Minute)
		_, err = update(s, pool.ID, func(p *Pool) { p.Tags = map[string]string{"aws:a": "1"} })
		require.EqualError(t, err, "InvalidParameterException: Tag keys cannot start with aws:")
		got, err = s.Pool(pool.ID)
		require.NoError(t, err)
		assert.Equal(t, want, got, name)
		_, err = update(s, "us-east-1_none", func(*Pool) {})
		require.EqualError(t, err, "ResourceNotFoundException: User pool us-east-1_none does not exist.")
	}
}

// The feature plan of a pool must include what its clients, its domains and its registration use.
func TestUpdatePoolThatConflictsWithItsRecords(t *testing.T) {
	t.Parallel()
	lite := func(p *Pool) { p.Tier = "LITE" }
	disable := func(feature string) string {
		return "FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: " + feature
	}
	registration := func(scopes ...string) func(*Pool) {
		return func(p *Pool) { p.Registration = &ClientRegistration{AllowedScopes: scopes} }
	}
	tests := []struct {
		name   string
		before func(s *Store, pool string) error
		change func(*Pool)
		want   string
	}{
		{"no record", func(*Store, string) error { return nil }, lite, ""},
		{"client without rotation", func(s *Store, pool string) error {
			_, err := s.CreateClient(pool, ClientSettings{Name: "web"}, "", false)
			return err
		}, lite, ""},
		{"client with rotation", func(s *Store, pool string) error {
			_, err := s.CreateClient(pool, ClientSettings{Name: "web", Rotation: &Rotation{Enabled: true}}, "", false)
			return err
		}, lite, disable("Refresh Token Rotation")},
		{"classic pages", func(s *Store, pool string) error {
			_, err := s.CreateDomain(Domain{Name: "shop", PoolID: pool, ManagedLoginVersion: 1})
			return err
		}, lite, ""},
		{"managed login", func(s *Store, pool string) error {
			_, err := s.CreateDomain(Domain{Name: "shop", PoolID: pool, ManagedLoginVersion: 2})
			return err
		}, lite, disable("Managed Login Version 2")},
		{"scope of a resource server", func(s *Store, pool string) error {
			_, err := s.CreateResourceServer(pool, ResourceServer{Identifier: "orders", Scopes: []Scope{{Name: "read"}}})
			return err
		}, registration("orders/read"), ""},
		{"unknown scope", func(*Store, string) error { return nil }, registration("orders/read"), "InvalidParameterException: The scope orders/read of DcrConfiguration.AllowedScopes does not exist."},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{Tier: "ESSENTIALS"}})
		require.NoError(t, tt.before(s, pool.ID), tt.name)
		_, err := s.UpdatePool(pool.ID, tt.change)
		requireText(t, tt.want, err, tt.name)
	}
}

// A protected pool, and a pool with a domain, cannot be deleted. A deletion keeps the records of other pools.
func TestDeletePool(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{DeletionProtection: "ACTIVE"}})
	other, err := s.CreatePool("us-east-1", Pool{})
	require.NoError(t, err)
	for _, p := range []Pool{pool, other} {
		addStillUser(t, s, p, "jo")
		startFamily(s, TokenFamily{PoolID: p.ID, ClientID: "web", Username: "jo", ExpiresAt: stillTime.AddDate(0, 0, 1)})
		s.StartBrowserSession(p.ID, "jo", "")
		s.IssueCode(AuthorizationCode{PoolID: p.ID, Username: "jo"})
		s.StartChallenge(Challenge{PoolID: p.ID, Username: "jo"}, time.Minute)
		s.StartProviderSignIn(ProviderSignIn{PoolID: p.ID}, time.Minute)
	}
	require.EqualError(t, s.DeletePool(pool.ID), "InvalidParameterException: The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.")
	_, err = s.UpdatePool(pool.ID, func(p *Pool) { p.DeletionProtection = "INACTIVE" })
	require.NoError(t, err)
	_, err = s.CreateDomain(Domain{Name: "shop", PoolID: pool.ID})
	require.NoError(t, err)
	require.EqualError(t, s.DeletePool(pool.ID), "InvalidParameterException: User pool cannot be deleted. It has a domain configured that should be deleted first.")
	require.NoError(t, s.DeleteDomain(pool.ID, "shop"))
	require.NoError(t, s.DeletePool(pool.ID))
	require.EqualError(t, s.DeletePool(pool.ID), "ResourceNotFoundException: User pool "+pool.ID+" does not exist.")
	assert.Equal(t, map[string]int{"codes": 1, "challenges": 1, "sessions": 1, "provider sign-ins": 1, "provider sign-outs": 0, "families": 1, "refresh tokens": 1}, signInRecords(s))
	assert.Equal(t, 1, s.CountUsers(other.ID))
	assert.Zero(t, s.CountUsers(pool.ID))
	assert.Len(t, s.Pools("us-east-1"), 1)
}

func TestPoolsOfARegionInPages(t *testing.T) {
	t.Parallel()
	s, first := newStillStore(t, Pool{})
	ids := []string{first.ID}
	for range 4 {
		p, err := s.CreatePool("us-east-1", Pool{})
		require.NoError(t, err)
		ids = append(ids, p.ID)
	}
	_, err := s.CreatePool("eu-west-1", Pool{})
	require.NoError(t, err)
	var got []string
	for after, pages := "", 0; ; pages++ {
		page := s.PoolsAfter("us-east-1", after, 2)
		if len(page) == 0 {
			assert.Equal(t, 3, pages)
			break
		}
		assert.LessOrEqual(t, len(page), 2)
		for _, p := range page {
			got = append(got, p.ID)
		}
		after = got[len(got)-1]
	}
	assert.ElementsMatch(t, ids, got)
	assert.IsIncreasing(t, got)
}

func TestOverviewOfPools(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{Name: "orders"})
	client, err := s.CreateClient(pool.ID, ClientSettings{Name: "web"}, "", false)
	require.NoError(t, err)
	custom, err := s.CreateDomain(Domain{Name: "auth.example.com", PoolID: pool.ID, CertificateARN: "arn:aws:acm:us-east-1:123456789012:certificate/1"})
	require.NoError(t, err)
	prefix, err := s.CreateDomain(Domain{Name: "shop", PoolID: pool.ID})
	require.NoError(t, err)
	_, err = s.SetSessionConfiguration(pool.ID, SessionConfiguration{Tracking: true, MaxPerUser: 3})
	require.NoError(t, err)
	other, err := s.CreatePool("us-west-2", Pool{Name: "stock"})
	require.NoError(t, err)
	assert.Equal(t, []PoolOverview{
		{Pool: pool, Domains: []Domain{prefix, custom}, Clients: []Client{client}, Sessions: SessionConfiguration{Tracking: true, MaxPerUser: 3}},
		{Pool: other, Clients: []Client{}, Sessions: SessionConfiguration{MaxPerUser: 20}},
	}, s.PoolOverviews())
}
