package token

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func TestClaimsThatAreNotJSONAreNotSigned(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	signed, err := sign(s.issuer.keysOf(s.pool.ID).access, map[string]any{"sub": make(chan int)})
	assert.Error(t, err)
	assert.Empty(t, signed)
}

func TestAccessTokenOfAnUnknownPoolIsRejected(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	access := s.signIn(s.addClient(nil), "openid").Access
	_, err := s.issuer.Access(access)
	require.NoError(t, err)
	_, claims := s.claims(access)
	for name, issuer := range map[string]any{
		"another region": "https://cognito-idp.eu-west-1.amazonaws.com/" + s.pool.ID,
		"unknown pool":   "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Elsewhere",
		"no pool":        "https://cognito-idp.us-east-1.amazonaws.com/",
		"empty":          "",
	} {
		claims["iss"] = issuer
		raw, err := sign(s.issuer.keysOf(s.pool.ID).access, claims)
		require.NoError(t, err)
		_, err = s.issuer.Access(raw)
		assert.ErrorIs(t, err, ErrInvalidAccessToken, name)
	}
}

func TestMachineGetsNoTokenIfTheTriggerFails(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.withTrigger("V3_0", "!")
	set, err := s.issuer.ClientCredentials(s.addClient(nil), []string{"orders/read"}, nil)
	assert.ErrorContains(t, err, "PreTokenGeneration failed with error no.")
	assert.Empty(t, set)
}

func TestMachineGetsNoTokenOfADeletedPool(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	c.PoolID = "us-east-1_Elsewhere"
	_, err := s.issuer.ClientCredentials(c, nil, nil)
	assert.ErrorIs(t, err, apierror.ErrResourceNotFound)
	_, err = s.issuer.SignIn(SignIn{Client: c, User: s.user, AuthTime: s.store.Clock.Now()})
	assert.ErrorIs(t, err, apierror.ErrResourceNotFound)
}

// The refresh token is revoked after the server has read it and before it rotates it, or records the refresh in the session.
func TestRefreshFailsIfTheTokenIsRevokedMeanwhile(t *testing.T) {
	t.Parallel()
	for name, rotation := range map[string]bool{"with rotation": true, "with a tracked session": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			if !rotation {
				s.trackSessions()
			}
			c := s.addClient(func(c *userpool.ClientSettings) { c.Rotation = &userpool.Rotation{Enabled: rotation} })
			refresh := s.signIn(c, "openid").Refresh
			read := s.read(c, refresh)
			require.NoError(t, read.Err)
			require.NoError(t, s.issuer.Revoke(c, refresh))
			set, err := s.issuer.Refresh(read, nil)
			assert.ErrorIs(t, err, apierror.ErrNotAuthorized)
			assert.Empty(t, set)
		})
	}
}

func TestRevokeLinkedRejectsOtherTokens(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	set := s.signIn(c, "openid")
	assert.ErrorIs(t, s.issuer.RevokeLinked(c, set.Access), ErrNotRefreshToken)
	assert.ErrorIs(t, s.issuer.RevokeLinked(s.addClient(nil), set.Refresh), apierror.ErrNotAuthorized)
	require.NoError(t, s.read(c, set.Refresh).Err)
	assert.NoError(t, s.issuer.RevokeLinked(c, "nonsense"))
	assert.NoError(t, s.issuer.RevokeLinked(c, set.Refresh))
	assert.ErrorIs(t, s.read(c, set.Refresh).Err, apierror.ErrNotAuthorized)
}
