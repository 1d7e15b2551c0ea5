package token

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// A global sign-out ends the tokens issued before it and in its second (aws-sdk-java#2449), and no later ones. The clients
// have no revocation, so the tokens have no family that could be revoked. Two seconds show that the limit is one second.
func TestGlobalSignOutEndsTheTokensOfItsSecond(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(func(c *userpool.ClientSettings) { c.EnableTokenRevocation = false })
	clock := s.store.Clock
	for range 2 {
		clock.Advance(time.Second - time.Duration(clock.Now().Nanosecond()))
		before := s.signIn(c, "openid").Access
		clock.Advance(time.Second)
		same := s.signIn(c, "openid").Access
		_, err := s.store.SignOutUser(s.pool.ID, "jo")
		require.NoError(t, err)
		s.user, err = s.store.User(s.pool.ID, "jo")
		require.NoError(t, err)
		clock.Advance(time.Second)
		later := s.signIn(c, "openid").Access
		for name, access := range map[string]string{"before": before, "in the same second": same} {
			_, err := s.issuer.Access(access)
			assert.ErrorIs(t, err, ErrRevokedAccessToken, name)
		}
		_, err = s.issuer.Access(later)
		assert.NoError(t, err, "after")
	}
}
