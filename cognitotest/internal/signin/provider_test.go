package signin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

var oidcDetails = map[string]string{"client_id": "pool", "authorize_scopes": "openid", "attributes_request_method": "GET", "oidc_issuer": "https://idp.example"}

// newProvider creates the identity provider Corp.
func newProvider(f *fixture, providerType string, details, mapping map[string]string) userpool.IdentityProvider {
	f.t.Helper()
	provider, err := f.store.CreateIdentityProvider(f.pool.ID, userpool.IdentityProvider{Name: "Corp", Type: providerType, AttributeMapping: mapping, Details: details})
	require.NoError(f.t, err)
	return provider
}

// The first sign-in runs other triggers than later sign-ins (developer guide, "Lambda triggers for
// federated users"). The pre authentication event has userNotFound if the client sets
// PreventUserExistenceErrors ("Pre authentication Lambda trigger").
func TestProviderSignInRunsTheTriggersForFederatedUsers(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true, "PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication")
	provider := newProvider(f, "OIDC", oidcDetails, map[string]string{"username": "sub", "email": "mail"})
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
	_, err := f.store.DisableUser(f.pool.ID, "Corp_1")
	require.NoError(t, err)
	assert.EqualError(t, signIn(), "NotAuthorizedException: User is not enabled")
}

// inboundSignIn is a sign-in at the provider Corp with the inbound federation trigger.
type inboundSignIn struct {
	*fixture
	assertion userpool.Assertion
}

func newInboundSignIn(t *testing.T, providerType string, details map[string]string) *inboundSignIn {
	t.Helper()
	f := newFixture(t, true, "InboundFederation", "PreSignUp", "PreAuthentication")
	provider := newProvider(f, providerType, details, map[string]string{"email": "mail", "name": "cn"})
	return &inboundSignIn{f, userpool.Assertion{Provider: provider, Subject: "1", Claims: map[string]string{"mail": "mo@example.com", "cn": "Mo"}}}
}

func newOIDCSignIn(t *testing.T) *inboundSignIn {
	t.Helper()
	f := newInboundSignIn(t, "OIDC", oidcDetails)
	f.assertion.SubjectClaim, f.assertion.Claims["sub"] = "sub", "1"
	f.assertion.Received = map[string]map[string]string{"tokenResponse": {"access_token": "AT"}, "idToken": {"sub": "1"}, "userInfo": {"mail": "mo@example.com"}}
	return f
}

// signIn returns the mapped attributes of the user.
func (f *inboundSignIn) signIn(t *testing.T, response map[string]any) (email, name string, err error) {
	t.Helper()
	f.responses["InboundFederation_ExternalProvider"] = map[string]any{"userAttributesToMap": response}
	user, err := f.service.FromProvider(t.Context(), f.client, f.assertion)
	email, _ = user.Attribute("email")
	name, _ = user.Attribute("name")
	return email, name, err
}

func TestInboundFederationRunsBeforeTheProfileIsWritten(t *testing.T) {
	t.Parallel()
	f := newOIDCSignIn(t)
	email, name, err := f.signIn(t, map[string]any{})
	require.NoError(t, err)
	assert.Equal(t, "mo@example.com Mo", email+" "+name, "an empty response changes nothing")
	assert.Equal(t, []string{"InboundFederation_ExternalProvider", "PreSignUp_ExternalProvider"}, f.triggers())
	assert.Equal(t, map[string]any{
		"providerName": "Corp", "providerType": "OIDC",
		"attributes": map[string]any{"tokenResponse": map[string]any{"access_token": "AT"}, "idToken": map[string]any{"sub": "1"}, "userInfo": map[string]any{"mail": "mo@example.com"}},
	}, f.last["InboundFederation_ExternalProvider"])

	email, name, err = f.signIn(t, map[string]any{"sub": "1", "mail": "MO@example.org", "name": "not mapped"})
	require.NoError(t, err)
	assert.Equal(t, "MO@example.org Mo", email+" "+name, "an absent claim changes nothing")
	assert.Equal(t, []string{"InboundFederation_ExternalProvider", "PreAuthentication_Authentication"}, f.triggers())

	email, name, err = f.signIn(t, map[string]any{"sub": "1", "cn": ""})
	require.NoError(t, err)
	assert.Equal(t, "MO@example.org ", email+" "+name, "an empty claim removes the attribute")
}

// At the first sign-in the profile has only the claims that the function lists.
func TestInboundFederationDropsClaims(t *testing.T) {
	t.Parallel()
	email, name, err := newOIDCSignIn(t).signIn(t, map[string]any{"sub": "1", "cn": "Maurice"})
	require.NoError(t, err)
	assert.Equal(t, " Maurice", email+" "+name)
}

func TestInboundFederationKeepsTheSubject(t *testing.T) {
	t.Parallel()
	for name, response := range map[string]map[string]any{"no subject": {"mail": "mo@example.com"}, "another subject": {"sub": "2"}} {
		t.Run(name, func(t *testing.T) {
			f := newOIDCSignIn(t)
			_, _, err := f.signIn(t, response)
			require.EqualError(t, err, "InvalidLambdaResponseException: userAttributesToMap must have the sub of the provider, which is mapped to the username.")
			_, err = f.store.User(f.pool.ID, "Corp_1")
			require.ErrorIs(t, err, apierror.ErrUserNotFound)
		})
	}
}

func TestInboundFederationRejectsASignIn(t *testing.T) {
	t.Parallel()
	f := newOIDCSignIn(t)
	f.fails = "InboundFederation_ExternalProvider"
	_, _, err := f.signIn(t, nil)
	require.EqualError(t, err, "UserLambdaValidationException: InboundFederation failed with error no.")
	assert.Equal(t, []string{"InboundFederation_ExternalProvider"}, f.triggers())
}

// The subject of a SAML assertion is its NameID, which is not an attribute.
func TestInboundFederationReceivesSAMLAttributes(t *testing.T) {
	t.Parallel()
	f := newInboundSignIn(t, "SAML", map[string]string{"MetadataURL": "https://idp.example/metadata"})
	email, name, err := f.signIn(t, map[string]any{"mail": "mo@example.org"})
	require.NoError(t, err)
	assert.Equal(t, "mo@example.org ", email+" "+name)
	assert.Equal(t, map[string]any{
		"providerName": "Corp", "providerType": "SAML", "attributes": map[string]any{"samlResponse": map[string]any{"mail": "mo@example.com", "cn": "Mo"}},
	}, f.last["InboundFederation_ExternalProvider"])
}
