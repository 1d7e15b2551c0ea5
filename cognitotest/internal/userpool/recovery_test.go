package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The medium follows the priorities of the pool, and is not the medium of the preferred second factor.
func TestRecoveryMedium(t *testing.T) {
	t.Parallel()
	const (
		unreachable = "InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number"
		state       = "NotAuthorizedException: User password cannot be reset in the current state."
	)
	both := []Attribute{{"email", "a@b"}, {"email_verified", "true"}, {"phone_number", "+1"}, {"phone_number_verified", "true"}}
	email, phone, unverified := both[:2], both[2:], []Attribute{{"email", "a@b"}, {"email_verified", "false"}, {"phone_number", "+1"}}
	phoneFirst := []RecoveryMechanism{{"verified_email", 2}, {"verified_phone_number", 1}}
	emailFirst := []RecoveryMechanism{{"verified_email", 1}, {"verified_phone_number", 2}}
	onlyEmail := []RecoveryMechanism{{"verified_email", 1}}
	prefersSMS, prefersEmail := func(u *User) { u.SMSFactor.Preferred = true }, func(u *User) { u.EmailFactor.Preferred = true }
	tests := []struct {
		name       string
		recovery   []RecoveryMechanism
		mfa        string
		attributes []Attribute
		change     func(*User)
		want       string
		wantError  string
	}{
		{"no setting", nil, "", both, nil, "SMS", ""},
		{"no setting, without a phone", nil, "", email, nil, "EMAIL", ""},
		{"phone first", phoneFirst, "", both, nil, "SMS", ""},
		{"phone first, without a phone", phoneFirst, "", email, nil, "EMAIL", ""},
		{"email first", emailFirst, "", both, nil, "EMAIL", ""},
		{"email first, without an email", emailFirst, "", phone, nil, "SMS", ""},
		{"only email", onlyEmail, "", phone, nil, "", unreachable},
		{"unverified", emailFirst, "", unverified, nil, "", unreachable},
		{"no address", nil, "", nil, nil, "", unreachable},
		{"administrators", []RecoveryMechanism{{"admin_only", 1}}, "", both, nil, "", "NotAuthorizedException: Contact administrator to reset password."},
		{"preferred factor SMS", phoneFirst, "OPTIONAL", both, prefersSMS, "EMAIL", ""},
		{"preferred factor SMS in a pool without MFA", phoneFirst, "OFF", both, prefersSMS, "SMS", ""},
		{"preferred factor email", emailFirst, "ON", both, prefersEmail, "SMS", ""},
		{"preferred factor email, without a phone", emailFirst, "ON", email, prefersEmail, "", unreachable},
		{"factor email that is not preferred", emailFirst, "ON", both, func(u *User) { u.EmailFactor.Enabled = true }, "EMAIL", ""},
		{"disabled", nil, "", both, func(u *User) { u.Enabled = false }, "", "NotAuthorizedException: User is disabled."},
		{"temporary password", nil, "", both, func(u *User) { u.Status = "FORCE_CHANGE_PASSWORD" }, "", state},
		{"provider", nil, "", both, func(u *User) { u.Status = "EXTERNAL_PROVIDER" }, "", state},
		{"reset required", nil, "", both, func(u *User) { u.Status = "RESET_REQUIRED" }, "SMS", ""},
		{"unconfirmed", nil, "", both, func(u *User) { u.Status = "UNCONFIRMED" }, "SMS", ""},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{Recovery: tt.recovery, MFA: MFA{Configuration: tt.mfa}, SMS: &SMSSender{CallerARN: testRole}}})
		u := stillUser(pool, "jo", tt.attributes...)
		if tt.change != nil {
			tt.change(&u)
		}
		got, err := s.RecoveryMedium(u)
		requireText(t, tt.wantError, err, tt.name)
		assert.Equal(t, tt.want, got, tt.name)
	}
	s, _ := newStillStore(t, Pool{})
	_, err := s.RecoveryMedium(User{PoolID: "us-east-1_none"})
	assert.EqualError(t, err, "ResourceNotFoundException: User pool us-east-1_none does not exist.")
}

// A new password is required until the user has entered a code.
func TestResetPassword(t *testing.T) {
	t.Parallel()
	const state = "NotAuthorizedException: User password cannot be reset in the current state."
	for _, tt := range []struct {
		name, status, requireReset, code, password, reset string
	}{
		{"confirmed", "CONFIRMED", "", "123456", "Passw0rd", ""},
		{"unconfirmed", "UNCONFIRMED", "", "123456", "Passw0rd", ""},
		{"wrong code", "CONFIRMED", "", "123457", "Passw0rd", "CodeMismatchException: Invalid verification code provided, please try again."},
		{"short password", "CONFIRMED", "", "123456", "short", "InvalidPasswordException: Password did not conform with policy: Password not long enough"},
		{"temporary password", "FORCE_CHANGE_PASSWORD", state, "123456", "Passw0rd", state},
		{"provider", "EXTERNAL_PROVIDER", state, "123456", "Passw0rd", state},
	} {
		s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{PasswordPolicy: PasswordPolicy{MinimumLength: 6}}})
		u := stillUser(pool, "jo")
		u.Status, u.TemporaryUntil = tt.status, stillTime.AddDate(0, 0, 1)
		_, err := s.AddUser(u, false)
		require.NoError(t, err)
		s.Clock.Advance(time.Minute)
		got, err := s.RequireReset(pool.ID, "jo")
		requireText(t, tt.requireReset, err, tt.name)
		if tt.requireReset == "" {
			assert.Equal(t, "RESET_REQUIRED", got.Status)
			assert.Equal(t, stillTime.Add(time.Minute), got.Modified)
		}
		require.NoError(t, s.KeepVerification(u, "reset", VerificationCode{Value: "123456"}))
		got, err = s.ResetPassword(pool.ID, "jo", tt.code, tt.password)
		requireText(t, tt.reset, err, tt.name)
		_, signIn := s.CheckPassword(Client{PoolID: pool.ID}, "jo", tt.password)
		if tt.reset == "" {
			assert.Equal(t, "CONFIRMED", got.Status, tt.name)
			assert.Zero(t, got.TemporaryUntil, tt.name)
			require.NoError(t, signIn, tt.name)
		} else {
			require.Error(t, signIn, tt.name)
		}
	}
}
