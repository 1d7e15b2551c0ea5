package userpool_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// A user that a provider's sign-in created has no first factor. A local user with the same
// address can get a code.
func TestFederatedUserHasNoFirstFactor(t *testing.T) {
	t.Parallel()
	pool := userpool.Pool{PoolSettings: userpool.PoolSettings{AllowedFirstAuthFactors: []string{"PASSWORD", "EMAIL_OTP"}}}
	user := userpool.User{Status: "CONFIRMED", Attributes: []userpool.Attribute{{Name: "email", Value: "jo@example.com"}}}
	assert.Equal(t, []string{"EMAIL_OTP"}, pool.FirstFactors(user, false))
	user.Status = userpool.StatusExternalProvider
	assert.Empty(t, pool.FirstFactors(user, true))
}
