package signin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// newProviderSignIn returns a function that signs in at the provider Corp, with all triggers of such a sign-in.
func newProviderSignIn(t *testing.T) (f *fixture, signIn func(claims map[string]string) (userpool.User, error)) {
	t.Helper()
	f = newFixture(t, true, "InboundFederation", "PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication")
	provider := newProvider(f, "OIDC", oidcDetails, map[string]string{"email": "mail", "custom:team": "team"})
	return f, func(claims map[string]string) (userpool.User, error) {
		return f.service.FromProvider(t.Context(), f.client, userpool.Assertion{Provider: provider, Subject: "1", Claims: claims})
	}
}

var someClaims = map[string]string{"mail": "mo@example.com"}

// Each call of a trigger fails once, at the first sign-in and at a later one. No other trigger runs after the call.
func TestFailingTriggerEndsASignInAtAProvider(t *testing.T) {
	t.Parallel()
	for _, later := range []bool{false, true} {
		for call := 1; call <= 3; call++ {
			f, signIn := newProviderSignIn(t)
			if later {
				_, err := signIn(someClaims)
				require.NoError(t, err)
			}
			f.calls, f.failsAt = 0, call
			user, err := signIn(someClaims)
			require.ErrorContains(t, err, "UserLambdaValidationException: ")
			require.ErrorContains(t, err, " failed with error no.")
			assert.Equal(t, call, f.calls)
			assert.Equal(t, call == 3, user.Username == "Corp_1", "the profile is stored before the last trigger")
			_, err = f.store.User(f.pool.ID, "Corp_1")
			assert.Equal(t, later || call == 3, err == nil)
		}
	}
}

// An administrator deletes the pool during each call of a trigger but the last, after which nothing is read.
func TestPoolThatIsDeletedDuringASignInAtAProvider(t *testing.T) {
	t.Parallel()
	for _, later := range []bool{false, true} {
		for call := 1; call <= 2; call++ {
			f, signIn := newProviderSignIn(t)
			if later {
				_, err := signIn(someClaims)
				require.NoError(t, err)
			}
			f.calls, f.deletesAt = 0, call
			user, err := signIn(someClaims)
			require.EqualError(t, err, "ResourceNotFoundException: User pool "+f.pool.ID+" does not exist.")
			assert.Empty(t, user.Username)
			assert.Equal(t, call, f.calls)
		}
		f, signIn := newProviderSignIn(t)
		require.NoError(t, f.store.DeletePool(f.pool.ID))
		_, err := signIn(someClaims)
		require.EqualError(t, err, "ResourceNotFoundException: User pool "+f.pool.ID+" does not exist.")
		assert.Zero(t, f.calls)
	}
}

// The pre authentication trigger deletes the user.
func TestUserThatIsDeletedDuringASignInAtAProvider(t *testing.T) {
	t.Parallel()
	f, signIn := newProviderSignIn(t)
	_, err := signIn(someClaims)
	require.NoError(t, err)
	f.triggers()
	f.meanwhile = func(source string) {
		if source == preAuthentication {
			_ = f.store.DeleteUser(f.pool.ID, "Corp_1")
		}
	}
	user, err := signIn(someClaims)
	require.EqualError(t, err, unknown)
	assert.Empty(t, user.Username)
	assert.Equal(t, []string{"InboundFederation_ExternalProvider", preAuthentication}, f.triggers())
}

// The pre sign-up trigger links the user of the provider to jo, as triggers of real pools do. The text is observed.
func TestUserThatIsLinkedDuringTheFirstSignIn(t *testing.T) {
	t.Parallel()
	f, signIn := newProviderSignIn(t)
	f.meanwhile = func(source string) {
		if source == "PreSignUp_ExternalProvider" {
			_ = f.store.LinkUser(f.pool.ID, userpool.ProviderUser{Provider: "Cognito", Value: "jo"}, userpool.ProviderUser{Provider: "Corp", Attribute: "Cognito_Subject", Value: "1"})
		}
	}
	user, err := signIn(someClaims)
	require.ErrorContains(t, err, "Already found an entry for username Corp_1")
	assert.Empty(t, user.Username)
	f.triggers()
	user, err = signIn(someClaims)
	require.NoError(t, err)
	assert.Equal(t, "jo", user.Username)
	assert.Equal(t, []string{"InboundFederation_ExternalProvider", preAuthentication, postAuthentication}, f.triggers())
	assert.Equal(t, "jo", f.users[preAuthentication])
}

// A profile that the pool does not allow ends the sign-in before the next trigger.
func TestInvalidClaimEndsASignInAtAProvider(t *testing.T) {
	t.Parallel()
	f, signIn := newProviderSignIn(t)
	unknownAttribute := map[string]string{"mail": "mo@example.com", "team": "blue"}
	user, err := signIn(unknownAttribute)
	require.ErrorContains(t, err, "InvalidParameterException: ")
	assert.Empty(t, user.Username)
	assert.Equal(t, []string{"InboundFederation_ExternalProvider"}, f.triggers())
	_, err = signIn(someClaims)
	require.NoError(t, err)
	f.triggers()
	_, err = signIn(unknownAttribute)
	require.ErrorContains(t, err, "InvalidParameterException: ")
	assert.Equal(t, []string{"InboundFederation_ExternalProvider", preAuthentication}, f.triggers())
}

// The history has the first sign-in and later ones. A sign-in that a trigger rejects is not in it.
func TestHistoryOfASignInAtAProvider(t *testing.T) {
	t.Parallel()
	f, signIn := newProviderSignIn(t)
	f.change(func(p *userpool.Pool) { p.Tier, p.AdvancedSecurityMode = "PLUS", "AUDIT" })
	responses := func() (list []string) {
		events, err := f.store.AuthEvents(f.pool.ID, "Corp_1")
		require.NoError(t, err)
		for _, e := range events {
			list = append(list, e.Response)
		}
		return list
	}
	for _, want := range [][]string{{"Pass"}, {"Pass", "Pass"}} {
		_, err := signIn(someClaims)
		require.NoError(t, err)
		assert.Equal(t, want, responses())
	}
	f.fails = postAuthentication
	_, err := signIn(someClaims)
	require.Error(t, err)
	assert.Equal(t, []string{"Pass", "Pass"}, responses())
}
