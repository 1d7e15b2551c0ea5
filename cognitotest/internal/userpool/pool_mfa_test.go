package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSetMFA(t *testing.T) {
	t.Parallel()
	const (
		together = "InvalidParameterException: Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
		none     = "InvalidParameterException: Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration."
		verify   = "InvalidParameterException: SMS configuration is required when phone_number is selected for auto verification"
		ses      = "InvalidParameterException: Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT."
		recovery = "InvalidParameterException: Cannot set EmailMfaConfiguration when user pool AccountRecoverySetting is not set or contains only verified_email in RecoveryMechanisms."
		sender   = "InvalidParameterException: SMS configuration is required to configure SMS MFA."
		passkeys = "InvalidParameterException: Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor"
	)
	developer := EmailSender{Account: "DEVELOPER", SourceARN: "arn:aws:ses:us-east-1:123456789012:identity/example.com"}
	byEmail := []RecoveryMechanism{{Name: "verified_email", Priority: 1}}
	byBoth := []RecoveryMechanism{{Name: "verified_email", Priority: 1}, {Name: "verified_phone_number", Priority: 2}}
	withSMS := PoolSettings{SMS: &SMSSender{CallerARN: testRole}}
	withEmail := PoolSettings{Email: developer, Recovery: byBoth}
	phoneVerified := PoolSettings{SMS: &SMSSender{CallerARN: testRole}, AutoVerifiedAttributes: []string{"phone_number"}}
	withPasskeys := PoolSettings{SMS: &SMSSender{CallerARN: testRole}, AllowedFirstAuthFactors: []string{"PASSWORD", "WEB_AUTHN"}}
	tests := []struct {
		name     string
		settings PoolSettings
		mfa      MFA
		want     string
	}{
		{"off", PoolSettings{}, MFA{Configuration: "OFF"}, ""},
		{"no mode", PoolSettings{}, MFA{}, ""},
		{"off with a software token", PoolSettings{}, MFA{Configuration: "OFF", SoftwareToken: new(true)}, together},
		{"off with a software token that is not enabled", PoolSettings{}, MFA{Configuration: "OFF", SoftwareToken: new(false)}, together},
		{"off with SMS", withSMS, MFA{Configuration: "OFF", SMS: true}, together},
		{"off with email", withEmail, MFA{Configuration: "OFF", Email: true}, together},
		{"no mode, with SMS", withSMS, MFA{SMS: true}, together},
		{"software token", PoolSettings{}, MFA{Configuration: "ON", SoftwareToken: new(true)}, ""},
		{"software token that is not enabled", PoolSettings{}, MFA{Configuration: "ON", SoftwareToken: new(false)}, none},
		{"no factor", PoolSettings{}, MFA{Configuration: "OPTIONAL"}, none},
		{"SMS", withSMS, MFA{Configuration: "ON", SMS: true}, ""},
		{"SMS without a sender", PoolSettings{}, MFA{Configuration: "ON", SMS: true}, sender},
		{"SMS with verification", phoneVerified, MFA{Configuration: "ON", SMS: true}, ""},
		{"software token with verification of phone numbers", phoneVerified, MFA{Configuration: "ON", SoftwareToken: new(true)}, verify},
		{"off with verification of phone numbers", phoneVerified, MFA{Configuration: "OFF"}, verify},
		{"email", withEmail, MFA{Configuration: "OPTIONAL", Email: true}, ""},
		{"email without SES", PoolSettings{Recovery: byBoth}, MFA{Configuration: "OPTIONAL", Email: true}, ses},
		{"email with recovery by email only", PoolSettings{Email: developer, Recovery: byEmail}, MFA{Configuration: "OPTIONAL", Email: true}, recovery},
		{"email without recovery", PoolSettings{Email: developer}, MFA{Configuration: "OPTIONAL", Email: true}, recovery},
		{"required with passkeys", withPasskeys, MFA{Configuration: "ON", SMS: true, PasskeysAreMFA: true}, ""},
		{"required with passkeys that do not satisfy MFA", withPasskeys, MFA{Configuration: "ON", SMS: true}, passkeys},
		{"optional with passkeys that do not satisfy MFA", withPasskeys, MFA{Configuration: "OPTIONAL", SMS: true}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, pool := newStillStore(t, Pool{PoolSettings: tt.settings})
			got, err := s.SetMFA(pool.ID, tt.mfa, func(p *Pool) { p.Tags = map[string]string{"changed": ""} })
			requireText(t, tt.want, err)
			if tt.want != "" {
				tt.mfa = MFA{}
			} else {
				assert.Equal(t, map[string]string{"changed": ""}, got.Tags)
				assert.Equal(t, tt.mfa.Configuration, got.MFA.Configuration)
			}
			stored, err := s.Pool(pool.ID)
			require.NoError(t, err)
			assert.Equal(t, tt.want == "", len(stored.Tags) > 0)
			assert.Equal(t, tt.mfa.SoftwareToken, stored.MFA.SoftwareToken)
			assert.Equal(t, tt.mfa.SMS, stored.MFA.SMS)
			assert.Equal(t, tt.mfa.Email, stored.MFA.Email)
			assert.Equal(t, tt.mfa.PasskeysAreMFA, stored.MFA.PasskeysAreMFA)
		})
	}
}

// OFF removes the second factors, and keeps the settings of passkeys.
func TestMFAInAnotherMode(t *testing.T) {
	t.Parallel()
	m := MFA{
		Configuration: "ON", SoftwareToken: new(true), SMS: true, Email: true, PasskeysAreMFA: true, Passkeys: PasskeySettings{RelyingPartyID: "example.com"},
		Kept: map[string][]byte{"WebAuthnConfiguration": []byte("1"), "SmsMfaConfiguration": []byte("2")},
	}
	for _, mode := range []string{"OFF", ""} {
		assert.Equal(t, MFA{
			Configuration: mode, PasskeysAreMFA: true, Passkeys: PasskeySettings{RelyingPartyID: "example.com"}, Kept: map[string][]byte{"WebAuthnConfiguration": []byte("1")},
		}, m.In(mode))
	}
	assert.Equal(t, map[string][]byte{}, MFA{Kept: map[string][]byte{"SmsMfaConfiguration": []byte("2")}}.In("OFF").Kept)
	want := m
	want.Configuration = "OPTIONAL"
	assert.Equal(t, want, m.In("OPTIONAL"))
	for mode, want := range map[string]bool{"": false, "OFF": false, "OPTIONAL": true, "ON": true} {
		assert.Equal(t, want, Pool{PoolSettings: PoolSettings{MFA: MFA{Configuration: mode}}}.HasMFA(), mode)
	}
}

// An update of the pool cannot remove the sender of a second factor.
func TestUpdateWithoutTheSenderOfAFactor(t *testing.T) {
	t.Parallel()
	const (
		sms = "InvalidParameterException: SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
		ses = "InvalidParameterException: Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT."
	)
	tests := []struct {
		name   string
		mfa    MFA
		change func(*Pool)
		want   string
	}{
		{"nothing", MFA{Configuration: "ON", SMS: true, Email: true}, func(*Pool) {}, ""},
		{"sender of SMS", MFA{Configuration: "ON", SMS: true}, func(p *Pool) { p.SMS = nil }, sms},
		{"sender of SMS that is not a factor", MFA{Configuration: "ON", SoftwareToken: new(true)}, func(p *Pool) { p.SMS = nil }, ""},
		{"SES", MFA{Configuration: "ON", Email: true}, func(p *Pool) { p.Email = EmailSender{} }, ses},
		{"SES that is not a factor", MFA{Configuration: "ON", SMS: true}, func(p *Pool) { p.Email = EmailSender{} }, ""},
		{"all factors", MFA{Configuration: "ON", SMS: true}, func(p *Pool) { p.MFA.SMS = false }, sms},
		{"all factors and the mode", MFA{Configuration: "ON", SMS: true}, func(p *Pool) { p.MFA = MFA{Configuration: "OFF"} }, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{
				SMS: &SMSSender{CallerARN: testRole}, Email: EmailSender{Account: "DEVELOPER", SourceARN: "arn:aws:ses:us-east-1:123456789012:identity/example.com"},
				Recovery: []RecoveryMechanism{{Name: "verified_email", Priority: 1}, {Name: "verified_phone_number", Priority: 2}},
			}})
			_, err := s.SetMFA(pool.ID, tt.mfa, func(*Pool) {})
			require.NoError(t, err)
			_, err = s.UpdatePool(pool.ID, tt.change)
			requireText(t, tt.want, err)
		})
	}
}
