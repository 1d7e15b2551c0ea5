package signin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The first sign-in runs other triggers than later sign-ins (developer guide, "Lambda triggers for
// federated users"). The pre authentication event has userNotFound if the client sets
// PreventUserExistenceErrors ("Pre authentication Lambda trigger").
func TestProviderSignInRunsTheTriggersForFederatedUsers(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true, "PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication")
	provider, err := f.store.CreateIdentityProvider(f.pool.ID, userpool.IdentityProvider{
		Name: "Corp", Type: "OIDC", AttributeMapping: map[string]string{"username": "sub", "email": "mail"},
		Details: map[string]string{"client_id": "pool", "authorize_scopes": "openid", "attributes_request_method": "GET", "oidc_issuer": "https://idp.example"},
	})
	require.NoError(t, err)
	assertion := userpool.Assertion{Provider: provider, Subject: "1", Claims: map[string]string{"mail": "mo@example.com"}}
	signIn := func() error {
		_, err := f.service.FromProvider(t.Context(), f.client, assertion)
		return err
	}
	require.NoError(t, signIn())
	assert.Equal(t, []string{"PreSignUp_ExternalProvider", "PostConfirmation_ConfirmSignUp"}, f.triggers())
	require.NoError(t, signIn())
	assert.Equal(t, []string{preAuthentication, postAuthentication}, f.triggers())
	assert.NotContains(t, f.last[preAuthentication], "userNotFound")
	f.hideUnknownUsers()
	require.NoError(t, signIn())
	assert.Equal(t, false, f.last[preAuthentication]["userNotFound"])
	_, err = f.store.DisableUser(f.pool.ID, "Corp_1")
	require.NoError(t, err)
	assert.EqualError(t, signIn(), "NotAuthorizedException: User is not enabled")
}
