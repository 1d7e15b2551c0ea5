package durable

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// oldState returns a new state directory with the database of an earlier version.
func oldState(t *testing.T, name string) (dir string) {
	t.Helper()
	compressed, err := os.Open(filepath.Join("testdata", name))
	require.NoError(t, err)
	defer func() { _ = compressed.Close() }()
	reader, err := gzip.NewReader(compressed)
	require.NoError(t, err)
	data, err := io.ReadAll(reader)
	require.NoError(t, err)
	dir = t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, fileName), data, 0o600))
	return dir
}

// The file was written in November 2026, before the Go names of two kinds of records changed
// (Grant is TokenFamily now). Its families expire in 2126.
func TestStateOfNovember2026Opens(t *testing.T) {
	t.Parallel()
	const (
		poolID   = "us-east-1_sOC8ud6Ql"
		clientID = "bm0gq4sk94s7nm16lt4ot3b528"
		device   = "us-east-1_90fb981b-81de-4697-8bf8-e945c1e6d1e5"
		family   = "bd3b4893-f01c-4ef5-b711-3b36498a4eb9"
		replaced = "63ef4f16-7912-4e65-aae9-1bac9e938589"
		token    = "242e5041-d19e-4066-9ed7-5ef95fdf01ef"
		revoked  = "9513fc89-9557-4cf5-b24b-a4850fa75c3c"
		state    = "KDboFOcolCuM0aYigfjh4DXC9JKPoYIEVxLOhNvjPcPImCO8CuQY2Er78O9pdZuH"
		session  = "OMMrddQDw1FkAUSQqVZ8KUq7eXzafYv3NhBcuJidTG5WnGt_rdM1ItTmQimG0j2LedlzyX6qJkYO4EBmMOmk2luxbJE0JDzXXZU7E7hmzYovHddw0buctiSTOytE6QWL"
	)
	dir := oldState(t, "state-2026-11.db.gz")
	j, err := Open(dir, account)
	require.NoError(t, err)
	s, err := userpool.Open(account, j)
	require.NoError(t, err)
	assert.WithinDuration(t, time.Now().Add(time.Hour), s.Clock.Now(), time.Minute, "the clock was advanced by an hour")

	read := func(tokenID string) userpool.Refresh {
		t.Helper()
		r, err := s.ReadRefresh(userpool.RefreshRequest{PoolID: poolID, ClientID: clientID, TokenID: tokenID})
		require.NoError(t, err)
		return r
	}
	got := read(token)
	require.NoError(t, got.Err)
	assert.Equal(t, userpool.TokenFamily{
		OriginJTI: family, PoolID: poolID, ClientID: clientID, Username: "jo", Scopes: []string{"openid"}, AuthTime: got.Family.AuthTime,
		Resource: "https://api.example.com", DeviceKey: device, API: true, ExpiresAt: got.Family.ExpiresAt,
	}, got.Family)
	assert.Equal(t, []int{2026, 2126}, []int{got.Family.AuthTime.Year(), got.Family.ExpiresAt.Year()})
	assert.Equal(t, userpool.RefreshToken{ID: token, OriginJTI: family}, got.Token)
	assert.Equal(t, &userpool.Rotation{Enabled: true, Grace: time.Minute}, got.Client.Rotation)
	if assert.Len(t, got.Groups, 1) {
		assert.Equal(t, "staff", got.Groups[0].Name)
	}
	email, _ := got.User.Attribute("email")
	assert.Equal(t, "jo@example.com", email)
	require.ErrorIs(t, read(replaced).Err, apierror.ErrRefreshTokenReuse)
	require.ErrorIs(t, read(revoked).Err, apierror.NotAuthorized("Refresh Token has been revoked"))

	_, err = s.CheckPassword(got.Client, "jo", password)
	require.NoError(t, err)
	domain, ok := s.DomainByHost("orders.auth.us-east-1.amazoncognito.com")
	assert.Equal(t, poolID, domain.PoolID)
	assert.True(t, ok)
	document, ok, err := s.RawSetting(poolID, "note")
	require.NoError(t, err)
	assert.JSONEq(t, `{"kept":true}`, string(document.Body))
	assert.True(t, ok)
	keys, ok := s.Keys(poolID)
	assert.Equal(t, userpool.Keys{Refresh: []byte("der")}, keys)
	assert.True(t, ok)
	known, err := s.Device(poolID, "jo", device)
	require.NoError(t, err)
	assert.Equal(t, "laptop", known.Name)
	assert.Equal(t, []byte("secret"), s.Secret("ca", func() []byte { return nil }))
	if messages := s.Messages(); assert.Len(t, messages, 1) {
		assert.Equal(t, "hello", messages[0].Body)
	}
	signIn, ok := s.TakeProviderSignIn(poolID, state, "")
	assert.Equal(t, "https://example.com/idp", signIn.RedirectURI)
	assert.True(t, ok)
	challenge, err := s.TakeChallenge(session, clientID, "SMS_MFA")
	require.NoError(t, err)
	assert.Equal(t, "123456", challenge.Code)
	next, err := s.RotateRefreshToken(token, clientID, time.Minute)
	require.NoError(t, err)
	require.NoError(t, read(next.ID).Err)
	require.NoError(t, j.Close())

	// The file now has records of both formats: the rotation has written packed ones.
	s, err = userpool.Open(account, mustOpen(t, dir))
	require.NoError(t, err)
	assert.Equal(t, next, read(next.ID).Token)
	require.ErrorIs(t, read(replaced).Err, apierror.ErrRefreshTokenReuse)
}
