package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestResourceServers(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	orders := ResourceServer{Identifier: "orders", Name: "Orders", Scopes: []Scope{{Name: "read"}, {Name: "write"}}}
	stock := ResourceServer{Identifier: "https://stock.example", Name: "Stock", Scopes: []Scope{{Name: "read", Description: "Read"}}}
	for _, r := range []ResourceServer{orders, stock} {
		got, err := s.CreateResourceServer(pool.ID, r)
		require.NoError(t, err)
		assert.Equal(t, r, got)
	}
	_, err := s.CreateResourceServer(pool.ID, ResourceServer{Identifier: "orders", Name: "Others"})
	require.EqualError(t, err, "InvalidParameterException: orders already exists in user pool "+pool.ID+".")
	list, err := s.ResourceServers(pool.ID)
	require.NoError(t, err)
	assert.Equal(t, []ResourceServer{stock, orders}, list)

	const unknown = "ResourceNotFoundException: Resource server others does not exist."
	_, err = s.ResourceServer(pool.ID, "others")
	require.EqualError(t, err, unknown)
	_, err = s.UpdateResourceServer(pool.ID, ResourceServer{Identifier: "others"})
	require.EqualError(t, err, unknown)
	require.EqualError(t, s.DeleteResourceServer(pool.ID, "others"), unknown)

	requireScopes := func(want map[string]bool) {
		for scope, declared := range want {
			require.Equal(t, declared, s.ScopeExists(pool.ID, scope), scope)
		}
	}
	requireScopes(map[string]bool{
		"orders/read": true, "orders/write": true, "https://stock.example/read": true, "https://stock.example/write": false, "others/read": false, "orders": false, "read": false,
		"openid": true, "email": true, "phone": true, "profile": true, "aws.cognito.signin.user.admin": true, "aws.cognito/dcr/register": true, "": false, "address": false,
	})
	assert.False(t, s.ScopeExists("us-east-1_none", "openid"), "a pool that does not exist")
	assert.True(t, IsSystemScope("openid"))
	assert.False(t, IsSystemScope("orders/read"))

	orders.Name, orders.Scopes = "All orders", []Scope{{Name: "cancel"}}
	got, err := s.UpdateResourceServer(pool.ID, orders)
	require.NoError(t, err)
	assert.Equal(t, orders, got)
	got, err = s.ResourceServer(pool.ID, "orders")
	require.NoError(t, err)
	assert.Equal(t, orders, got)
	requireScopes(map[string]bool{"orders/read": false, "orders/cancel": true})
	require.NoError(t, s.DeleteResourceServer(pool.ID, "orders"))
	_, err = s.ResourceServer(pool.ID, "orders")
	require.EqualError(t, err, "ResourceNotFoundException: Resource server orders does not exist.")
	requireScopes(map[string]bool{"orders/cancel": false, "https://stock.example/read": true})
}
