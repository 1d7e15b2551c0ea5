package signin_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
)

// TestSignInEndsAtTheRequestedLevel requires that triggers which return issueTokens do not replace a factor of the requested level.
func TestSignInEndsAtTheRequestedLevel(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false, "DefineAuthChallenge")
	f.responses["DefineAuthChallenge_Authentication"] = map[string]any{"issueTokens": true}
	request := f.request("jo")
	f.requireSignedIn(f.service.Begin(t.Context(), request, signin.Custom{}))
	request.Targets = []int{1} // a password, which jo has not entered
	outcome, err := f.service.Begin(t.Context(), request, signin.Custom{})
	require.ErrorIs(t, err, apierror.ErrLevelOutOfReach)
	require.Nil(t, outcome.Result)
}
