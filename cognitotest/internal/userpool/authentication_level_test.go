package userpool

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The levels and the values of amr are from the developer guide, "Authentication levels with ACR and AMR claims".
func TestAuthenticationLevels(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		completed []string
		level     int
		amr       string
	}{
		{[]string{"pwd"}, 1, "[pwd]"},
		{[]string{"sms"}, 2, "[sms]"},
		{[]string{"email_otp"}, 2, "[email_otp]"},
		{[]string{"swk"}, 3, "[swk]"},
		{[]string{"hwk"}, 3, "[hwk]"},
		{[]string{"pwd", "sms"}, 3, "[pwd sms mfa]"},
		{[]string{"pwd", "email_otp"}, 3, "[pwd email_otp mfa]"},
		{[]string{"pwd", "otp"}, 4, "[pwd otp mfa]"},
		{[]string{"pwd", "sms", "otp"}, 4, "[pwd sms otp mfa]"},
		{[]string{"email_otp", "pwd"}, 3, "[email_otp pwd mfa]"},
		{[]string{"pwd", "pwd"}, 1, "[pwd]"},
		{[]string{"email_otp", "email_otp"}, 2, "[email_otp]"},
		{[]string{"pwd", "swk"}, 3, "[pwd swk mfa]"},
		{[]string{"sms", "otp"}, 2, "[sms otp mfa]"},
		{[]string{"otp"}, 0, "[otp]"},
		{[]string{""}, 0, "[]"},
		{nil, 0, "[]"},
	} {
		at := Authentication{}
		for _, method := range tt.completed {
			at = at.With(method)
		}
		assert.Equal(t, tt.level, at.Level, "%v", tt.completed)
		assert.Equal(t, tt.amr, fmt.Sprint(at.AMR), "%v", tt.completed)
		assert.Equal(t, at, Authentication{}.With(tt.completed...), "%v at once", tt.completed)
	}
	asserted := Authentication{Level: 4, AMR: []string{"fed"}}
	assert.Equal(t, Authentication{Level: 1, AMR: []string{"fed", "pwd", "mfa"}}, asserted.With("pwd"))
	assert.Equal(t, []string{"fed"}, asserted.AMR, "With does not change its receiver")
}

func TestMultiFactorAuthentication(t *testing.T) {
	t.Parallel()
	assert.False(t, Authentication{}.MultiFactor())
	assert.False(t, Authentication{}.With("pwd").MultiFactor())
	assert.True(t, Authentication{}.With("pwd", "otp").MultiFactor())
	assert.True(t, Authentication{AMR: []string{"mfa"}}.MultiFactor(), "at a provider")
}

func TestMethodsOfChallenges(t *testing.T) {
	t.Parallel()
	for challenge, want := range map[string]string{
		"PASSWORD": "[pwd]", "PASSWORD_SRP": "[pwd]", "SOFTWARE_TOKEN_MFA": "[otp]", "SMS_MFA": "[sms]", "SMS_OTP": "[sms]", "EMAIL_OTP": "[email_otp]",
		"WEB_AUTHN": "[swk hwk]", "CUSTOM_CHALLENGE": "[]", "DEVICE_SRP_AUTH": "[]", "NEW_PASSWORD_REQUIRED": "[]", "MFA_SETUP": "[]",
	} {
		assert.Equal(t, want, fmt.Sprint(MethodsOf(challenge)), challenge)
	}
}

// A provider's acr without a mapping is level 1, and unknown values of amr are dropped (developer guide, "Step-up
// authentication for federated users").
func TestAuthenticationAtAProvider(t *testing.T) {
	t.Parallel()
	mapping := ACRNames{"Level2": "urn:corp:2", "Level4": "urn:corp:4"}
	for _, tt := range []struct {
		name, kind string
		acr        string
		amr        []string
		level      int
		want       string
	}{
		{"mapped", "OIDC", "urn:corp:4", []string{"pwd", "otp", "mfa"}, 4, "[pwd otp mfa]"},
		{"mapped to a lower level", "OIDC", "urn:corp:2", []string{"sms"}, 2, "[sms]"},
		{"not mapped", "OIDC", "urn:corp:3", []string{"hwk"}, 1, "[hwk]"},
		{"name of the pool", "OIDC", "urn:cognito:loa:4", []string{"pwd"}, 1, "[pwd]"},
		{"unknown methods", "OIDC", "urn:corp:4", []string{"face", "pwd", "kba", "swk"}, 4, "[pwd swk]"},
		{"only unknown methods", "OIDC", "urn:corp:4", []string{"face"}, 4, "[fed]"},
		{"repeated method", "OIDC", "urn:corp:4", []string{"pwd", "pwd"}, 4, "[pwd]"},
		{"mfa is not computed", "OIDC", "urn:corp:4", []string{"pwd", "otp"}, 4, "[pwd otp]"},
		{"nothing", "OIDC", "", nil, 1, "[fed]"},
		{"social provider", "Google", "urn:corp:4", []string{"pwd"}, 1, "[fed]"},
	} {
		got := IdentityProvider{Type: tt.kind, ACRMapping: mapping}.Authentication(tt.acr, tt.amr)
		assert.Equal(t, tt.level, got.Level, tt.name)
		assert.Equal(t, tt.want, fmt.Sprint(got.AMR), tt.name)
	}
	assert.Equal(t, 1, IdentityProvider{Type: "OIDC"}.Authentication("", nil).Level, "an unmapped level is not the empty acr")
}
