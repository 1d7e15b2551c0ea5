package cognitoidp_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rotating enables rotation for the client, with a grace period in seconds.
func rotating(grace int32) func(*idp.CreateUserPoolClientInput) {
	return func(in *idp.CreateUserPoolClientInput) {
		in.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH"}
		in.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: &grace}
	}
}

// refresh calls GetTokensFromRefreshToken. The request has the client secret itself, not a hash (API
// reference).
func (s *sdkServer) refresh(t *testing.T, token *string) (*types.AuthenticationResultType, error) {
	t.Helper()
	in := &idp.GetTokensFromRefreshTokenInput{ClientId: &s.client, RefreshToken: token}
	if s.secret != "" {
		in.ClientSecret = &s.secret
	}
	out, err := s.GetTokensFromRefreshToken(t.Context(), in)
	if err != nil {
		return nil, err
	}
	return out.AuthenticationResult, nil
}

// TestRefreshWithoutRotationIsReusable: neither action returns a new refresh token, and the old one stays
// valid. New tokens have the same origin_jti (moto tests run on AWS).
func TestRefreshWithoutRotationIsReusable(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	first := s.signIn(t, "ada")
	s.Advance(time.Minute)
	out, err := s.initiate(t, "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", *first.RefreshToken)
	require.NoError(t, err)
	byGet, err := s.refresh(t, first.RefreshToken)
	require.NoError(t, err)
	before := claims(t, *first.AccessToken)
	for _, got := range []*types.AuthenticationResultType{out.AuthenticationResult, byGet} {
		assert.Nil(t, got.RefreshToken)
		assert.Equal(t, int32(3600), got.ExpiresIn)
		assert.Equal(t, "Bearer", *got.TokenType)
		after := claims(t, *got.AccessToken)
		assert.Equal(t, before["origin_jti"], after["origin_jti"])
		assert.NotEqual(t, before["jti"], after["jti"])
		assert.Equal(t, before["auth_time"], after["auth_time"])
		assert.Equal(t, after["origin_jti"], claims(t, *got.IdToken)["origin_jti"])
	}
	_, err = s.initiate(t, "REFRESH_TOKEN", "REFRESH_TOKEN", *first.RefreshToken)
	assert.NoError(t, err, "REFRESH_TOKEN is another name of the flow")
}

func TestRotatedRefreshTokenIsValidInGracePeriod(t *testing.T) {
	s := startSDK(t, rotating(10))
	s.user(t, "ada", true)
	first := s.signIn(t, "ada")
	_, err := s.initiate(t, "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", *first.RefreshToken)
	wantAPIError(t, err, "InvalidParameterException", "REFRESH_TOKEN_AUTH flow not enabled for this client") // documented; the text is unspecified

	second, err := s.refresh(t, first.RefreshToken)
	require.NoError(t, err)
	require.NotNil(t, second.RefreshToken)
	assert.NotEqual(t, *first.RefreshToken, *second.RefreshToken)
	assert.Equal(t, claims(t, *first.AccessToken)["origin_jti"], claims(t, *second.AccessToken)["origin_jti"])

	s.Advance(9 * time.Second)
	again, err := s.refresh(t, first.RefreshToken)
	require.NoError(t, err, "within the grace period")
	require.NotNil(t, again.RefreshToken)

	s.Advance(time.Second)
	_, err = s.refresh(t, first.RefreshToken)
	wantReuse(t, err)
	for _, token := range []*string{second.RefreshToken, again.RefreshToken} { // unspecified: reuse revokes no token family
		_, err = s.refresh(t, token)
		assert.NoError(t, err)
	}
}

func TestRotationWithoutGracePeriodRejectsReuse(t *testing.T) {
	s := startSDK(t, rotating(0))
	s.user(t, "ada", true)
	first := s.signIn(t, "ada")
	_, err := s.refresh(t, first.RefreshToken)
	require.NoError(t, err)
	_, err = s.refresh(t, first.RefreshToken)
	wantReuse(t, err)
}

// wantReuse requires the exception of the API reference. Its message is unspecified.
func wantReuse(t *testing.T, err error) {
	t.Helper()
	var reuse *types.RefreshTokenReuseException
	assert.ErrorAs(t, err, &reuse, "got %v, want a RefreshTokenReuseException", err)
}

// TestRotationKeepsExpiry: a rotated refresh token expires when the first token of its family
// expires (developer guide).
func TestRotationKeepsExpiry(t *testing.T) {
	s := startSDK(t, rotating(0))
	s.user(t, "ada", true)
	token := s.signIn(t, "ada").RefreshToken
	for range 29 {
		s.Advance(24 * time.Hour)
		next, err := s.refresh(t, token)
		require.NoError(t, err)
		token = next.RefreshToken
	}
	s.Advance(24*time.Hour - 10*time.Second)
	next, err := s.refresh(t, token)
	require.NoError(t, err)
	s.Advance(20 * time.Second)
	_, err = s.refresh(t, next.RefreshToken)
	wantAPIError(t, err, "NotAuthorizedException", "Refresh Token has expired") // the text is unspecified
}

func TestRefreshRequiresClientSecret(t *testing.T) {
	s := startSDK(t, confidential)
	s.user(t, "ada", true)
	token := s.signIn(t, "ada").RefreshToken
	_, err := s.refresh(t, token)
	require.NoError(t, err)
	secret := s.secret
	for _, s.secret = range []string{"", "0123456789abcdefghijklmnopqrstuv"} {
		_, err = s.refresh(t, token)
		wantAPIError(t, err, "NotAuthorizedException", "Unable to verify the client secret for client "+s.client)
	}
	s.secret = secret
}

func TestRefreshTokenOfAnotherClientIsRejected(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	token := s.signIn(t, "ada").RefreshToken
	mine := s.client
	other, err := s.CreateUserPoolClient(t.Context(), &idp.CreateUserPoolClientInput{UserPoolId: &s.pool, ClientName: aws.String("other")})
	require.NoError(t, err)
	s.client = *other.UserPoolClient.ClientId
	_, err = s.refresh(t, token)
	wantAPIError(t, err, "NotAuthorizedException", "Invalid Refresh Token.")
	_, err = s.RevokeToken(t.Context(), &idp.RevokeTokenInput{ClientId: &s.client, Token: token})
	wantAPIError(t, err, "UnauthorizedException", "Invalid Refresh Token.") // unspecified: one of the errors that the model lists
	s.client = mine
	_, err = s.refresh(t, token)
	assert.NoError(t, err, "the client of the token can still use it")
}

// TestRevokeTokenRevokesOneFamily: RevokeToken revokes all tokens of one family. Other families stay valid
// (documented).
func TestRevokeTokenRevokesOneFamily(t *testing.T) {
	s := startSDK(t, rotating(60))
	s.user(t, "ada", true)
	first, other := s.signIn(t, "ada"), s.signIn(t, "ada")
	second, err := s.refresh(t, first.RefreshToken)
	require.NoError(t, err)
	revoke := func(token *string) error {
		_, err := s.RevokeToken(t.Context(), &idp.RevokeTokenInput{ClientId: &s.client, Token: token})
		return err
	}
	require.NoError(t, revoke(first.RefreshToken))
	require.NoError(t, revoke(first.RefreshToken), "a second revocation succeeds")
	for _, set := range []*types.AuthenticationResultType{first, second} {
		_, err = s.refresh(t, set.RefreshToken)
		wantAPIError(t, err, "NotAuthorizedException", "Refresh Token has been revoked") // observed
		wantAPIError(t, s.getUser(t, set.AccessToken), "NotAuthorizedException", "Access Token has been revoked")
	}
	_, err = s.refresh(t, other.RefreshToken)
	assert.NoError(t, err)
	assert.NoError(t, s.getUser(t, other.AccessToken))
	wantAPIError(t, revoke(other.AccessToken), "UnsupportedTokenTypeException", "Only refresh tokens can be revoked.")
	assert.NoError(t, revoke(aws.String("nonsense")), "RFC 7009 section 2.2")
}

func TestRevokeTokenErrors(t *testing.T) {
	off := startSDK(t, func(in *idp.CreateUserPoolClientInput) { in.EnableTokenRevocation = aws.Bool(false) })
	_, err := off.RevokeToken(t.Context(), &idp.RevokeTokenInput{ClientId: &off.client, Token: aws.String("x")})
	wantAPIError(t, err, "UnsupportedOperationException", "Token revocation is not enabled for this client.")
	secret := startSDK(t, confidential)
	_, err = secret.RevokeToken(t.Context(), &idp.RevokeTokenInput{ClientId: &secret.client, Token: aws.String("x")})
	wantAPIError(t, err, "UnauthorizedException", "Unable to verify the client.")
}

// TestGlobalSignOutRevokesAllTokens: GlobalSignOut and AdminUserGlobalSignOut revoke all tokens of the user
// (API reference).
func TestGlobalSignOutRevokesAllTokens(t *testing.T) {
	tests := []struct {
		name    string
		signOut func(*testing.T, *sdkServer, *string) error
	}{
		{"user", func(t *testing.T, s *sdkServer, access *string) error {
			_, err := s.GlobalSignOut(t.Context(), &idp.GlobalSignOutInput{AccessToken: access})
			return err
		}},
		{"administrator", func(t *testing.T, s *sdkServer, _ *string) error {
			_, err := s.AdminUserGlobalSignOut(t.Context(), &idp.AdminUserGlobalSignOutInput{UserPoolId: &s.pool, Username: aws.String("ada")})
			return err
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := startSDK(t, nil)
			s.user(t, "ada", true)
			s.user(t, "bob", true)
			first, second, bob := s.signIn(t, "ada"), s.signIn(t, "ada"), s.signIn(t, "bob")
			s.Advance(time.Minute)
			require.NoError(t, tt.signOut(t, s, first.AccessToken))
			for _, set := range []*types.AuthenticationResultType{first, second} {
				wantAPIError(t, s.getUser(t, set.AccessToken), "NotAuthorizedException", "Access Token has been revoked")
				_, err := s.refresh(t, set.RefreshToken)
				wantAPIError(t, err, "NotAuthorizedException", "Refresh Token has been revoked")
			}
			assert.NoError(t, s.getUser(t, bob.AccessToken))
			s.Advance(2 * time.Second)
			assert.NoError(t, s.getUser(t, s.signIn(t, "ada").AccessToken), "tokens of a new sign-in are valid")
		})
	}
}

func TestAccessTokenErrors(t *testing.T) {
	s := startSDK(t, nil)
	s.user(t, "ada", true)
	tokens := s.signIn(t, "ada")
	wantAPIError(t, s.getUser(t, tokens.IdToken), "NotAuthorizedException", "Invalid Access Token")
	wantAPIError(t, s.getUser(t, tokens.RefreshToken), "NotAuthorizedException", "Invalid Access Token")
	s.Advance(time.Hour)
	wantAPIError(t, s.getUser(t, tokens.AccessToken), "NotAuthorizedException", "Access Token has expired")
}
