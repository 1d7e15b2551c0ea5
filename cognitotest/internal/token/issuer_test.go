package token

import (
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// origin_jti and auth_time are the same for a whole family, jti and event_id are new each
// time, and only the sign-in has the nonce.
func TestRefreshKeepsOriginJTIAndAuthTime(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	for name, rotation := range map[string]*userpool.Rotation{"rotation off": nil, "rotation on": {Enabled: true}} {
		t.Run(name, func(t *testing.T) {
			c := s.addClient(func(c *userpool.ClientSettings) { c.Rotation = rotation })
			set, err := s.issuer.SignIn(SignIn{Client: c, User: s.user, Scopes: []string{"openid"}, AuthTime: s.store.Clock.Now(), Nonce: "n"})
			require.NoError(t, err)
			_, first := s.claims(set.ID)
			seen := map[any]bool{first["jti"]: true}
			refresh := set.Refresh
			for range 3 {
				s.store.Clock.Advance(time.Minute)
				next := s.refresh(c, refresh)
				_, access := s.claims(next.Access)
				_, id := s.claims(next.ID)
				for _, claims := range []map[string]any{access, id} {
					assert.Equal(t, first["origin_jti"], claims["origin_jti"])
					assert.Equal(t, first["auth_time"], claims["auth_time"])
					assert.Equal(t, first["sub"], claims["sub"])
					assert.Greater(t, claims["iat"], first["iat"])
					assert.False(t, seen[claims["jti"]], "jti is new")
					seen[claims["jti"]] = true
				}
				assert.NotContains(t, id, "nonce")
				if rotation == nil {
					assert.Empty(t, next.Refresh)
					continue
				}
				require.NotEmpty(t, next.Refresh)
				refresh = next.Refresh
			}
		})
	}
}

func TestEachSignInHasItsOwnOrigin(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	_, one := s.claims(s.signIn(c, "openid").Access)
	_, other := s.claims(s.signIn(c, "openid").Access)
	assert.NotEqual(t, one["origin_jti"], other["origin_jti"])
	assert.NotEqual(t, one["jti"], other["jti"])
}

func TestImplicitHasNoRefreshToken(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	set, err := s.issuer.Implicit(SignIn{Client: s.addClient(nil), User: s.user, Scopes: []string{"openid"}, AuthTime: s.store.Clock.Now()})
	require.NoError(t, err)
	assert.NotEmpty(t, set.Access)
	assert.NotEmpty(t, set.ID)
	assert.Empty(t, set.Refresh)

	require.NoError(t, s.store.DeleteUser(s.pool.ID, "jo"))
	set, err = s.issuer.Implicit(SignIn{Client: s.addClient(nil), User: s.user, Scopes: []string{"openid"}, AuthTime: s.store.Clock.Now()})
	assert.ErrorIs(t, err, apierror.ErrUserNotFound)
	assert.Empty(t, set)
}

func TestAccessTokenVerification(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	set := s.signIn(c, "openid", "email")
	got, err := s.issuer.Access(set.Access)
	require.NoError(t, err)
	_, claims := s.claims(set.Access)
	assert.Equal(t, AccessToken{
		PoolID: s.pool.ID, ClientID: c.ID, Username: "jo", Scopes: []string{"openid", "email"}, OriginJTI: claims["origin_jti"].(string),
		AuthTime: time.Unix(int64(claims["auth_time"].(float64)), 0),
	}, got)

	forged, err := sign(s.issuer.keys.newSigningKey(), claims)
	require.NoError(t, err)
	claims["token_use"] = "id"
	otherUse, err := sign(s.issuer.keysOf(s.pool.ID).access, claims)
	require.NoError(t, err)
	claims["token_use"], claims["iss"] = "access", "https://attacker.example/"+s.pool.ID
	otherIssuer, err := sign(s.issuer.keysOf(s.pool.ID).access, claims)
	require.NoError(t, err)
	_, claims = s.claims(set.Access)
	rs384, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS384, Key: s.issuer.keysOf(s.pool.ID).access.key}, nil)
	require.NoError(t, err)
	otherAlgorithm, err := jwt.Signed(rs384).Claims(claims).Serialize()
	require.NoError(t, err)
	tests := []struct{ name, raw string }{
		{"signed with another key", forged},
		{"token_use id", otherUse},
		{"another issuer", otherIssuer},
		{"RS384 with the key of the pool", otherAlgorithm},
		{"ID token", set.ID},
		{"refresh token", set.Refresh},
		{"unsigned", "eyJhbGciOiJub25lIn0.e30."},
		{"text", "nonsense"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.issuer.Access(tt.raw)
			assert.ErrorIs(t, err, ErrInvalidAccessToken)
		})
	}
	require.NoError(t, s.issuer.Revoke(c, set.Refresh))
	_, err = s.issuer.Access(set.Access)
	require.ErrorIs(t, err, ErrRevokedAccessToken)
	s.store.Clock.Advance(time.Hour)
	_, err = s.issuer.Access(set.Access)
	require.ErrorIs(t, err, ErrExpiredAccessToken)
}

// RFC 7519 section 4.1.4: a token is invalid on and after its expiry.
func TestAccessTokenIsInvalidFromItsExpiry(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	start := time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)
	s.store.Clock.Base = func() time.Time { return start }
	access := s.signIn(s.addClient(nil), "openid").Access
	s.store.Clock.Advance(time.Hour - time.Nanosecond)
	_, err := s.issuer.Access(access)
	require.NoError(t, err)
	s.store.Clock.Advance(time.Nanosecond)
	_, err = s.issuer.Access(access)
	require.ErrorIs(t, err, ErrExpiredAccessToken)
}

// A new user with the same name does not make the token valid, even if the token has no
// origin_jti.
func TestAccessTokenOfADeletedUserIsRejected(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	access := s.signIn(s.addClient(func(c *userpool.ClientSettings) { c.EnableTokenRevocation = false }), "openid").Access
	_, err := s.issuer.Access(access)
	require.NoError(t, err)
	require.NoError(t, s.store.DeleteUser(s.pool.ID, "jo"))
	_, err = s.store.CreateUser(s.pool.ID, "jo", nil, "")
	require.NoError(t, err)
	_, err = s.issuer.Access(access)
	assert.ErrorIs(t, err, ErrRevokedAccessToken)
}

func TestReadRefreshReturnsTheUserOfTheToken(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	refresh := s.signIn(c, "openid").Refresh
	got := s.read(c, refresh)
	require.NoError(t, got.Err)
	assert.Equal(t, "jo", got.User.Username)
	for name, raw := range map[string]string{"text": "nonsense", "cut short": refresh[:len(refresh)-2]} {
		assert.ErrorIs(t, s.read(c, raw).Err, apierror.ErrNotAuthorized, name)
	}
	assert.ErrorIs(t, s.read(s.addClient(nil), refresh).Err, apierror.ErrNotAuthorized, "token of another client")
	_, err := s.issuer.ReadRefresh(RefreshRequest{PoolID: c.PoolID, ClientID: "unknown", RefreshToken: refresh})
	assert.ErrorIs(t, err, apierror.ErrResourceNotFound)
}

func TestKeysBelongToAPool(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	first := s.issuer.JWKS(s.pool.ID)
	assert.Equal(t, first, s.issuer.JWKS(s.pool.ID))
	assert.NotEqual(t, first, s.issuer.JWKS("us-east-1_Elsewhere"))
	parsed := s.issuer.keysOf(s.pool.ID)
	assert.Same(t, parsed, s.issuer.keysOf(s.pool.ID), "the keys are parsed once")
}
