package token

import (
	"context"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

func decodedHeader(t testing.TB, compact string) string {
	t.Helper()
	header, _, _ := strings.Cut(compact, ".")
	raw, err := base64.RawURLEncoding.DecodeString(header)
	require.NoError(t, err)
	return string(raw)
}

func TestRefreshTokenHasTheHeaderOfLivePools(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	refresh := s.signIn(s.addClient(nil), "openid").Refresh
	assert.True(t, strings.HasPrefix(refresh, "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ."), "the prefix of live pools")
	assert.Equal(t, `{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}`, decodedHeader(t, refresh))
	assert.Len(t, strings.Split(refresh, "."), 5)
}

// An independent JOSE library can open the token with the pool's key, and with no other key.
func TestRefreshTokenIsAJWE(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	sealed, err := s.issuer.sealRefreshToken(s.pool.ID, "an-id")
	require.NoError(t, err)
	jwe, err := jose.ParseEncryptedCompact(sealed, []jose.KeyAlgorithm{jose.RSA_OAEP}, []jose.ContentEncryption{jose.A256GCM})
	require.NoError(t, err)

	content, err := jwe.Decrypt(s.issuer.keysOf(s.pool.ID).refresh)
	require.NoError(t, err)
	assert.Equal(t, `{"jti":"an-id"}`, string(content))

	keys := s.issuer.keysOf(s.pool.ID)
	for name, key := range map[string]any{"access": keys.access.key, "id": keys.id.key, "another pool's": s.issuer.keysOf("us-east-1_Elsewhere").refresh} {
		_, err := jwe.Decrypt(key)
		assert.Error(t, err, name)
	}
}

func TestTamperedRefreshTokenIsRejected(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	refresh := s.signIn(c, "openid").Refresh
	other := strings.Split(s.signIn(c, "openid").Refresh, ".")
	for i, part := range []string{"header", "key", "nonce", "text", "tag"} {
		t.Run(part, func(t *testing.T) {
			parts := strings.Split(refresh, ".")
			parts[i] = other[i]
			if part == "header" { // the same members in another order: the header is authenticated as bytes
				parts[i] = base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"RSA-OAEP","enc":"A256GCM","cty":"JWT"}`))
			}
			_, err := s.tryRefresh(c, strings.Join(parts, "."))
			assert.ErrorIs(t, err, apierror.NotAuthorized("Invalid Refresh Token."))
		})
	}
	_, err := s.tryRefresh(c, refresh)
	assert.NoError(t, err)
}

func TestRevokeRejectsOtherKindsOfTokens(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	set := s.signIn(c, "openid")
	tests := []struct {
		name, token string
		want        error
	}{
		{"access token", set.Access, ErrNotRefreshToken},
		{"ID token", set.ID, ErrNotRefreshToken},
		{"text", "nonsense", nil},
		{"refresh token", set.Refresh, nil},
		{"already revoked token", set.Refresh, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { assert.ErrorIs(t, s.issuer.Revoke(c, tt.token), tt.want) })
	}
	assert.ErrorIs(t, s.issuer.Revoke(s.addClient(nil), s.signIn(c, "openid").Refresh), apierror.ErrNotAuthorized, "another client")
}

// A change that ends a user's sessions also fails a sign-in in progress. Here the change happens
// while the pre token generation trigger runs.
func TestSignInFailsIfTheUserIsSignedOutMeanwhile(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		interrupt func(*fixture) error
		want      error
	}{
		{"disabled", func(s *fixture) error {
			_, err := s.store.DisableUser(s.pool.ID, "jo")
			return err
		}, apierror.NotAuthorized("User is disabled.")},
		{"global sign-out", func(s *fixture) error {
			_, err := s.store.SignOutUser(s.pool.ID, "jo")
			return err
		}, apierror.NotAuthorized("User has been signed out.")},
		{"deleted", func(s *fixture) error { return s.store.DeleteUser(s.pool.ID, "jo") }, apierror.UserNotFound("User does not exist.")},
		{"deleted and created again", func(s *fixture) error {
			if err := s.store.DeleteUser(s.pool.ID, "jo"); err != nil {
				return err
			}
			_, err := s.store.CreateUser(s.pool.ID, "jo", nil, "")
			return err
		}, apierror.UserNotFound("User does not exist.")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			c := s.addClient(nil)
			s.withTrigger("V2_0", "")
			respond := s.issuer.Triggers.Functions[triggerARN]
			s.issuer.Triggers.Functions[triggerARN] = func(ctx context.Context, event []byte) ([]byte, error) {
				if err := tt.interrupt(s); err != nil {
					return nil, err
				}
				return respond(ctx, event)
			}
			_, err := s.issuer.SignIn(SignIn{Client: c, User: s.user, Scopes: []string{"openid"}, AuthTime: s.store.Clock.Now()})
			assert.ErrorIs(t, err, tt.want)
		})
	}
}
