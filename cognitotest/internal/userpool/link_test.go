package userpool_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func TestLinkedIdentityHasOneUser(t *testing.T) {
	t.Parallel()
	store, client, _ := newProviderPool(t, userpool.ClientSettings{Name: "web"}, nil)
	var users []userpool.ProviderUser
	for _, address := range []string{"jo@example.com", "mo@example.com"} {
		user, err := store.CreateUser(client.PoolID, address, nil, "Passw0rd!")
		require.NoError(t, err)
		users = append(users, userpool.ProviderUser{Provider: "Cognito", Value: user.Username})
	}
	source := userpool.ProviderUser{Provider: "Corp", Attribute: userpool.SubjectAttribute, Value: "1"}
	require.NoError(t, store.LinkUser(client.PoolID, users[0], source))
	for _, user := range users {
		assert.EqualError(t, store.LinkUser(client.PoolID, user, source),
			"InvalidParameterException: Merging is not currently supported, provide a SourceUser that has not been signed up in order to link")
	}
	source.Provider = "Unknown"
	assert.ErrorContains(t, store.LinkUser(client.PoolID, users[0], source), "ResourceNotFoundException")
	source.Provider = "Corp"
	for _, value := range []string{"2", "3", "4", "5"} {
		source.Value = value
		require.NoError(t, store.LinkUser(client.PoolID, users[0], source))
	}
	source.Value = "6"
	assert.EqualError(t, store.LinkUser(client.PoolID, users[0], source), "LimitExceededException: A user can have at most 5 linked identities.")
	assert.EqualError(t, store.LinkUser(client.PoolID, userpool.ProviderUser{Provider: "Cognito", Value: "li"}, source), "UserNotFoundException: User does not exist.")
}
