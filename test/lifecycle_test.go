package test

import (
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/lifecycle"
)

// The tests of this file apply plain resources of the provider, without a module, in the steps of their lifecycle: minimal,
// with all arguments, changed, imported, replaced and removed. Package lifecycle contains the steps, and testdata/lifecycle
// the configurations.

func TestLifecycleUserPool(t *testing.T) {
	t.Parallel()
	lifecycle.UserPool(t)
}

func TestLifecycleUserPoolClient(t *testing.T) {
	t.Parallel()
	lifecycle.UserPoolClient(t)
}

func TestLifecycleUser(t *testing.T) {
	t.Parallel()
	lifecycle.User(t)
}

func TestLifecycleIdentityProvider(t *testing.T) {
	t.Parallel()
	lifecycle.IdentityProvider(t)
}

func TestLifecycleSignInPages(t *testing.T) {
	t.Parallel()
	lifecycle.SignInPages(t)
}

func TestLifecycleProvider6(t *testing.T) {
	t.Parallel()
	lifecycle.Provider6(t)
}

func TestCallsOfProvider6(t *testing.T) {
	t.Parallel()
	lifecycle.CallsOfProvider6(t)
}

func TestLifecycleArguments(t *testing.T) {
	t.Parallel()
	lifecycle.Arguments(t)
}
