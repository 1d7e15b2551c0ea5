package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

func TestLockoutDoubles(t *testing.T) {
	tests := []struct {
		doublings int
		want      time.Duration
	}{
		{0, time.Second}, {1, 2 * time.Second}, {2, 4 * time.Second}, {9, 512 * time.Second}, {10, 15 * time.Minute}, {1000, 15 * time.Minute},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, lockout(tt.doublings), tt.doublings)
	}
}

// The test covers the states of an account, including UNCONFIRMED with the right password, which a
// sign-in through the API rejects before the password.
func TestSignInRequiresAnAllowedState(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	temporary := User{Enabled: true, Status: StatusForceChangePassword, TemporaryUntil: now}
	tests := []struct {
		name string
		user User
		now  time.Time
		want error
	}{
		{"confirmed", User{Enabled: true, Status: StatusConfirmed}, now, nil},
		{"disabled", User{Status: StatusConfirmed}, now, apierror.NotAuthorized("User is disabled.")},
		{"unconfirmed", User{Enabled: true, Status: "UNCONFIRMED"}, now, apierror.UserNotConfirmed()},
		{"temporary password", temporary, now, nil},
		{"temporary password, later", temporary, now.Add(time.Second), apierror.NotAuthorized("Temporary password has expired and must be reset by an administrator.")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, maySignIn(tt.user, tt.now)) })
	}
}

func TestTemporaryPasswordValidity(t *testing.T) {
	fourteen := 14
	tests := []struct {
		name string
		pool PoolSettings
		want int
	}{
		{"no setting", PoolSettings{}, 7},
		{"setting of the password policy", PoolSettings{PasswordPolicy: PasswordPolicy{TemporaryPasswordValidityDays: 3}}, 3},
		{"UnusedAccountValidityDays", PoolSettings{UnusedAccountValidityDays: &fourteen}, 14},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, Pool{PoolSettings: tt.pool}.UnusedAccountDays()) })
	}
}

func TestLoginIdentifiesOneUser(t *testing.T) {
	insensitive := false
	tests := []struct {
		name  string
		pool  Pool
		user  string
		login string
		want  bool
	}{
		{"username", Pool{}, "ada", "ada", true},
		{"another case in a pool without a setting", Pool{}, "ada", "Ada", false},
		{"another case in a case-insensitive pool", Pool{CaseSensitive: &insensitive}, "ada", "Ada", true},
		{"email as username", Pool{UsernameAttributes: []string{"email"}}, "ada@shop.example", "ada@shop.example", true},
		{"unverified alias", Pool{AliasAttributes: []string{"email"}}, "ada", "ada@alias.example", false},
		{"attribute that is not an alias", Pool{}, "ada", "ada@alias.example", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := NewStore("123456789012")
			pool, err := s.CreatePool("us-east-1", tt.pool)
			require.NoError(t, err)
			attributes := []Attribute{{"email", "ada@alias.example"}}
			if len(tt.pool.UsernameAttributes) > 0 {
				attributes = nil
			}
			u, err := s.CreateUser(pool.ID, tt.user, attributes, "")
			require.NoError(t, err)
			found, err := s.User(pool.ID, tt.login)
			assert.Equal(t, tt.want, err == nil, "%v", err)
			assert.Equal(t, tt.want, found.Username == u.Username)
			bySub, err := s.User(pool.ID, u.Sub())
			assert.NoError(t, err)
			assert.Equal(t, u.Username, bySub.Username)
		})
	}
}

func TestVerifiedAliasIsALogin(t *testing.T) {
	s := NewStore("123456789012")
	pool, err := s.CreatePool("us-east-1", Pool{AliasAttributes: []string{"email"}})
	require.NoError(t, err)
	_, err = s.CreateUser(pool.ID, "ada", []Attribute{{"email", "ada@shop.example"}, {"email_verified", "true"}}, "")
	require.NoError(t, err)
	u, err := s.User(pool.ID, "ada@shop.example")
	require.NoError(t, err)
	assert.Equal(t, "ada", u.Username)
}
