package userpool

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const totpSecret = "JBSWY3DPEHPK3PXP"

// The factors that a sign-in requires depend on the pool, and on what the user has and has turned on.
func TestSecondFactorOfASignIn(t *testing.T) {
	t.Parallel()
	const none = "InvalidParameterException: The user has no second factor and cannot set one up."
	on, preferred := FactorSetting{Enabled: true}, FactorSetting{Enabled: true, Preferred: true}
	email, phone := Attribute{"email", "a@b"}, Attribute{"phone_number", "+1"}
	all := MFA{SMS: true, Email: true, SoftwareToken: new(true)}
	sms := MFA{SMS: true}
	token := func(u *User) { u.TOTP.Secret = totpSecret }
	byPhone := []RecoveryMechanism{{"verified_email", 2}, {"verified_phone_number", 1}}
	byAdmin := []RecoveryMechanism{{"admin_only", 1}}
	tests := []struct {
		name       string
		mode       string
		mfa        MFA
		recovery   []RecoveryMechanism
		attributes []Attribute
		change     func(*User)
		want       Step
		wantError  string
	}{
		{"off", "OFF", all, nil, []Attribute{email, phone}, func(u *User) { token(u); u.SMSFactor = preferred }, Step{}, ""},
		{"optional, nothing turned on", "OPTIONAL", all, nil, []Attribute{email, phone}, token, Step{}, ""},
		{"optional, SMS", "OPTIONAL", all, nil, []Attribute{email, phone}, func(u *User) { u.SMSFactor = on }, Step{Name: "SMS_MFA"}, ""},
		{"optional, SMS without a phone", "OPTIONAL", all, nil, []Attribute{email}, func(u *User) { u.SMSFactor = on }, Step{}, ""},
		{"optional, SMS that the pool does not have", "OPTIONAL", MFA{SoftwareToken: new(true)}, nil, []Attribute{phone}, func(u *User) { u.SMSFactor = on }, Step{}, ""},
		{"optional, software token", "OPTIONAL", all, nil, nil, func(u *User) { token(u); u.TOTP.FactorSetting = on }, Step{Name: "SOFTWARE_TOKEN_MFA"}, ""},
		{"optional, software token that the pool has turned off", "OPTIONAL", sms, nil, nil, func(u *User) { token(u); u.TOTP.FactorSetting = on }, Step{Name: "SOFTWARE_TOKEN_MFA"}, ""},
		{"optional, software token that is not verified", "OPTIONAL", all, nil, nil, func(u *User) { u.TOTP.Pending = totpSecret; u.TOTP.FactorSetting = on }, Step{}, ""},
		{"optional, email", "OPTIONAL", all, nil, []Attribute{email}, func(u *User) { u.EmailFactor = on }, Step{Name: "EMAIL_OTP"}, ""},
		{
			"optional, several", "OPTIONAL", all, nil, []Attribute{email, phone}, func(u *User) { token(u); u.SMSFactor, u.TOTP.FactorSetting, u.EmailFactor = on, on, on },
			Step{"SELECT_MFA_TYPE", []string{"SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"}}, "",
		},
		{
			"optional, preferred", "OPTIONAL", all, nil, []Attribute{email, phone}, func(u *User) { u.SMSFactor, u.EmailFactor = on, preferred },
			Step{Name: "EMAIL_OTP"}, "",
		},
		{"optional, preferred without an address", "OPTIONAL", all, nil, []Attribute{phone}, func(u *User) { u.SMSFactor, u.EmailFactor = on, preferred }, Step{Name: "SMS_MFA"}, ""},
		{"required, phone", "ON", sms, nil, []Attribute{phone}, nil, Step{Name: "SMS_MFA"}, ""},
		{"required, phone with which the user recovers the account", "ON", all, byPhone, []Attribute{phone}, nil, Step{"MFA_SETUP", []string{"SOFTWARE_TOKEN_MFA"}}, ""},
		{"required, the same phone, turned on", "ON", all, byPhone, []Attribute{phone}, func(u *User) { u.SMSFactor = on }, Step{Name: "SMS_MFA"}, ""},
		{"required, email with which the user recovers the account", "ON", all, nil, []Attribute{email}, nil, Step{"MFA_SETUP", []string{"SOFTWARE_TOKEN_MFA"}}, ""},
		{"required, email", "ON", all, byPhone, []Attribute{email}, nil, Step{Name: "EMAIL_OTP"}, ""},
		{"required, both addresses", "ON", all, byAdmin, []Attribute{email, phone}, nil, Step{"SELECT_MFA_TYPE", []string{"SMS_MFA", "EMAIL_OTP"}}, ""},
		{"required, software token", "ON", all, nil, nil, token, Step{Name: "SOFTWARE_TOKEN_MFA"}, ""},
		{"required, nothing", "ON", all, nil, nil, nil, Step{"MFA_SETUP", []string{"SMS_MFA", "SOFTWARE_TOKEN_MFA"}}, ""},
		{"required, nothing, recovery by phone", "ON", all, byPhone, nil, nil, Step{"MFA_SETUP", []string{"SOFTWARE_TOKEN_MFA", "EMAIL_OTP"}}, ""},
		{"required, nothing, recovery by administrators", "ON", all, byAdmin, nil, nil, Step{"MFA_SETUP", []string{"SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"}}, ""},
		{"required, nothing to set up", "ON", sms, byPhone, nil, nil, Step{}, none},
		{"required, an address that is not usable", "ON", sms, nil, []Attribute{email}, nil, Step{}, none},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{})
		tt.mfa.Configuration = tt.mode
		pool.MFA, pool.Recovery = tt.mfa, tt.recovery
		s.db.Do(func() { s.pools.Put(pool.ID, pool) })
		u := stillUser(pool, "jo", tt.attributes...)
		if tt.change != nil {
			tt.change(&u)
		}
		got, err := s.Next(u)
		requireText(t, tt.wantError, err, tt.name)
		assert.Equal(t, tt.want, got, tt.name)
		setUp := ""
		if tt.wantError != "" {
			setUp = tt.wantError
		} else if got.Name != "MFA_SETUP" {
			setUp = "NotAuthorizedException: Invalid session for the user."
		}
		requireText(t, setUp, s.CheckSetUp(u), tt.name)
	}
}

func TestSetSecondFactors(t *testing.T) {
	t.Parallel()
	off, on, preferred := FactorSetting{}, FactorSetting{Enabled: true}, FactorSetting{Enabled: true, Preferred: true}
	tests := []struct {
		name             string
		choices          map[string]FactorSetting
		sms, token, mail FactorSetting
		on               []string
		preferred        string
		want             string
	}{
		{"none", nil, preferred, on, off, []string{"SMS_MFA", "SOFTWARE_TOKEN_MFA"}, "SMS_MFA", ""},
		{"turn one on", map[string]FactorSetting{"EMAIL_OTP": on}, preferred, on, on, []string{"SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"}, "SMS_MFA", ""},
		{"prefer another", map[string]FactorSetting{"SOFTWARE_TOKEN_MFA": preferred}, on, preferred, off, []string{"SMS_MFA", "SOFTWARE_TOKEN_MFA"}, "SOFTWARE_TOKEN_MFA", ""},
		{"prefer a new one", map[string]FactorSetting{"EMAIL_OTP": preferred}, on, on, preferred, []string{"SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"}, "EMAIL_OTP", ""},
		{"turn the preferred one off", map[string]FactorSetting{"SMS_MFA": off}, off, on, off, []string{"SOFTWARE_TOKEN_MFA"}, "", ""},
		{"prefer none", map[string]FactorSetting{"SMS_MFA": on}, on, on, off, []string{"SMS_MFA", "SOFTWARE_TOKEN_MFA"}, "", ""},
		{"prefer two", map[string]FactorSetting{"SMS_MFA": preferred, "EMAIL_OTP": preferred}, preferred, on, off, nil, "", "InvalidParameterException: Only one MFA setting can be preferred."},
		{"prefer one that is off", map[string]FactorSetting{"EMAIL_OTP": {Preferred: true}}, preferred, on, off, nil, "", "InvalidParameterException: A preferred MFA setting must be enabled."},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{})
		u := stillUser(pool, "jo", Attribute{"email", "a@b"}, Attribute{"phone_number", "+1"})
		u.SMSFactor, u.TOTP = preferred, TOTP{Secret: totpSecret, FactorSetting: on}
		_, err := s.AddUser(u, false)
		require.NoError(t, err)
		got, err := s.SetSecondFactors(pool.ID, "jo", tt.choices, func(string) error { return errors.New("unready") })
		requireText(t, tt.want, err, tt.name)
		if tt.want == "" {
			names, first := got.SecondFactors()
			assert.Equal(t, tt.on, names, tt.name)
			assert.Equal(t, tt.preferred, first, tt.name)
		}
		got, err = s.User(pool.ID, "jo")
		require.NoError(t, err)
		assert.Equal(t, []FactorSetting{tt.sms, tt.token, tt.mail}, []FactorSetting{got.SMSFactor, got.TOTP.FactorSetting, got.EmailFactor}, tt.name)
		assert.Equal(t, totpSecret, got.TOTP.Secret)
	}
	s, pool := newStillStore(t, Pool{})
	addStillUser(t, s, pool, "mo", Attribute{"email", ""})
	for factor, want := range map[string]string{"SMS_MFA": "no SMS_MFA", "SOFTWARE_TOKEN_MFA": "no SOFTWARE_TOKEN_MFA", "EMAIL_OTP": "no EMAIL_OTP"} {
		for setting, want := range map[FactorSetting]string{on: want, preferred: want, off: ""} {
			_, err := s.SetSecondFactors(pool.ID, "mo", map[string]FactorSetting{factor: setting}, func(factor string) error { return errors.New("no " + factor) })
			requireText(t, want, err)
		}
	}
}

// A passkey satisfies MFA if the pool allows it and the user has another second factor.
func TestSetPasskeyMFA(t *testing.T) {
	t.Parallel()
	const another = "InvalidParameterException: A user whose passkey satisfies MFA needs another MFA method. Enable SMS, a software token or email, too."
	const pools = "InvalidParameterException: Passkeys do not satisfy MFA in the user pool. Set FactorConfiguration to MULTI_FACTOR_WITH_USER_VERIFICATION."
	on, off := FactorSetting{Enabled: true}, FactorSetting{}
	passkey := []string{"PASSWORD", "WEB_AUTHN"}
	tests := []struct {
		name    string
		factors []string
		allowed bool
		change  func(*User)
		choices map[string]FactorSetting
		was     bool
		want    bool
		error   string
	}{
		{"with another factor", passkey, true, nil, map[string]FactorSetting{"WEB_AUTHN": on}, false, true, ""},
		{"turned off", passkey, true, nil, map[string]FactorSetting{"WEB_AUTHN": off}, true, false, ""},
		{"turned off in a pool that does not allow it", []string{"PASSWORD"}, false, nil, map[string]FactorSetting{"WEB_AUTHN": off}, true, false, ""},
		{"unchanged", passkey, true, nil, map[string]FactorSetting{"SMS_MFA": on}, true, true, ""},
		{"not allowed", passkey, false, nil, map[string]FactorSetting{"WEB_AUTHN": on}, false, false, pools},
		{"user without a passkey", passkey, true, func(u *User) { u.Passkeys = nil }, map[string]FactorSetting{"WEB_AUTHN": on}, false, false, "no WEB_AUTHN"},
		{"turned off without a passkey", passkey, true, func(u *User) { u.Passkeys = nil }, map[string]FactorSetting{"WEB_AUTHN": off}, true, false, ""},
		{"without another factor", passkey, true, func(u *User) { u.SMSFactor = off }, map[string]FactorSetting{"WEB_AUTHN": on}, false, false, another},
		{"with another factor in the same request", passkey, true, func(u *User) { u.SMSFactor = off }, map[string]FactorSetting{"WEB_AUTHN": on, "SMS_MFA": on}, false, true, ""},
		{"the other factor is turned off", passkey, true, nil, map[string]FactorSetting{"SMS_MFA": off}, true, true, another},
		{"both are turned off", passkey, true, nil, map[string]FactorSetting{"SMS_MFA": off, "WEB_AUTHN": off}, true, false, ""},
		{"pool without passkeys", []string{"PASSWORD"}, true, nil, map[string]FactorSetting{"WEB_AUTHN": on}, false, false, pools},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{AllowedFirstAuthFactors: tt.factors, MFA: MFA{PasskeysAreMFA: tt.allowed}}})
		u := stillUser(pool, "jo", Attribute{"phone_number", "+1"})
		u.SMSFactor, u.PasskeyMFA, u.Passkeys = on, tt.was, []Passkey{{ID: "a"}}
		if tt.change != nil {
			tt.change(&u)
		}
		_, err := s.AddUser(u, false)
		require.NoError(t, err)
		_, err = s.SetSecondFactors(pool.ID, "jo", tt.choices, func(factor string) error { return errors.New("no " + factor) })
		requireText(t, tt.error, err, tt.name)
		u, err = s.User(pool.ID, "jo")
		require.NoError(t, err)
		assert.Equal(t, tt.want, u.PasskeyMFA, tt.name)
	}
}

// Wrong second factors lock the account as wrong passwords do. They are counted apart.
func TestWrongSecondFactorsLockTheAccount(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	u := stillUser(pool, "jo", Attribute{"email", "a@b"})
	u.Failures = 4
	_, err := s.AddUser(u, false)
	require.NoError(t, err)
	check := func(code string) error {
		u, err = s.CheckSignInCode(Challenge{PoolID: pool.ID, Username: "jo", Code: "12345678", Address: "a@b"}, "email", code)
		return err
	}
	const mismatch = "CodeMismatchException: Invalid code or auth state for the user."
	for range 5 {
		require.EqualError(t, check("1"), mismatch)
	}
	require.EqualError(t, check("12345678"), attemptsExceeded)
	s.Clock.Advance(time.Second)
	require.EqualError(t, check("1"), mismatch)
	s.Clock.Advance(2*time.Second - 1)
	require.EqualError(t, check("12345678"), attemptsExceeded)
	s.Clock.Advance(1)
	require.NoError(t, check("12345678"))
	assert.Zero(t, u.CodeFailures)
	assert.Zero(t, u.LockedUntil)
	assert.Equal(t, 4, u.Failures)
	_, err = s.DisableUser(pool.ID, "jo")
	require.NoError(t, err)
	require.EqualError(t, check("12345678"), userDisabled)
	_, err = s.CheckTOTP(pool.ID, "li", "123456")
	require.EqualError(t, err, "UserNotFoundException: User does not exist.")
}
