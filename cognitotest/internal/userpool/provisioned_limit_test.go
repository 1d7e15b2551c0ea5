package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Managed login of a pool in the region fixes the rates of sign-ins and of federation.
func TestProvisionedLimits(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{Tier: "ESSENTIALS"}})
	provision := func(region, category string) error { return s.ProvisionLimit(region, category, 200) }
	require.NoError(t, provision("us-east-1", "UserAuthentication"))
	for region, want := range map[string]int{"us-east-1": 200, "us-west-2": 0} {
		assert.Equal(t, want, s.ProvisionedLimit(region, "UserAuthentication"))
		assert.Zero(t, s.ProvisionedLimit(region, "UserFederation"))
	}
	_, err := s.CreateDomain(Domain{Name: "shop", PoolID: pool.ID, ManagedLoginVersion: 1})
	require.NoError(t, err)
	require.NoError(t, provision("us-east-1", "UserFederation"), "classic pages")
	_, err = s.UpdateDomain(Domain{Name: "shop", PoolID: pool.ID, ManagedLoginVersion: 2})
	require.NoError(t, err)
	for _, category := range []string{"UserAuthentication", "UserFederation"} {
		require.EqualError(t, provision("us-east-1", category),
			"InvalidParameterException: A user pool in us-east-1 uses managed login. Request a quota increase for "+category+" in Service Quotas instead.")
		require.NoError(t, provision("us-west-2", category))
	}
	require.NoError(t, provision("us-east-1", "UserCreation"))
}
