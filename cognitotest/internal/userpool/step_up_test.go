package userpool

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// stepUpPool has every second factor, and codes as first factors.
func stepUpPool() Pool {
	return Pool{PoolSettings: PoolSettings{
		Tier: "ESSENTIALS", AllowedFirstAuthFactors: []string{"PASSWORD", "EMAIL_OTP", "SMS_OTP"},
		MFA:      MFA{Configuration: "OPTIONAL", SMS: true, Email: true, SoftwareToken: new(true)},
		Recovery: []RecoveryMechanism{{Name: "admin_only", Priority: 1}},
	}}
}

// The table has the ways from a state to the first target that the user can reach.
func TestStepUpAsksForWhatIsMissing(t *testing.T) {
	t.Parallel()
	withPassword := User{Status: StatusConfirmed, Password: srp.New("u", "secret")}
	addresses := []Attribute{{"email", "ada@shop.example"}, {"phone_number", "+15550101234"}}
	ada := withPassword
	ada.Attributes, ada.TOTP.Secret = addresses, "JBSWY3DPEHPK3PXP"
	noToken := ada
	noToken.TOTP.Secret = ""
	tokenOnly := ada
	tokenOnly.Attributes = nil
	passwordless := noToken
	passwordless.Password = srp.Password{}
	external := User{Status: StatusExternalProvider}
	off, recovery, lite := stepUpPool(), stepUpPool(), stepUpPool()
	off.MFA = MFA{Configuration: "OFF"}
	recovery.Recovery = []RecoveryMechanism{{Name: "verified_email", Priority: 1}, {Name: "verified_phone_number", Priority: 2}}
	lite.Tier = "LITE"
	codeByEmail := noToken
	codeByEmail.EmailFactor.Enabled = true
	pwd := []string{"pwd"}
	for _, tt := range []struct {
		name    string
		pool    Pool
		user    *User
		targets []int
		done    []string
		want    string // the ways; "error" if no level is possible
	}{
		{"no target", stepUpPool(), &ada, nil, nil, "[]"},
		{"level 4", stepUpPool(), &ada, []int{4}, nil, "[{pwd otp}]"},
		{"level 4 after the password", stepUpPool(), &ada, []int{4}, pwd, "[{ otp}]"},
		{"level 4 after a code by email", stepUpPool(), &ada, []int{4}, []string{"email_otp"}, "[{pwd otp}]"},
		{"level 4 reached", stepUpPool(), &ada, []int{4}, []string{"pwd", "otp"}, "[]"},
		{"level 4 without a token", stepUpPool(), &noToken, []int{4}, pwd, "error"},
		{"level 4 or 3 without a token", stepUpPool(), &noToken, []int{4, 3}, pwd, "[{ sms} { email_otp}]"},
		{"level 1 or 4 at level 1", stepUpPool(), &ada, []int{1, 4}, pwd, "[]"},
		{"level 3", stepUpPool(), &ada, []int{3}, nil, "[{pwd sms} {pwd email_otp}]"},
		{"level 3 after a code by email", stepUpPool(), &ada, []int{3}, []string{"email_otp"}, "[{pwd sms} {pwd }]"},
		{"level 3 with a higher level", stepUpPool(), &ada, []int{3}, []string{"pwd", "otp"}, "[]"},
		{"level 3 with only a token", stepUpPool(), &tokenOnly, []int{3}, nil, "error"},
		{"level 3 with codes to the recovery address", recovery, &noToken, []int{3}, pwd, "[{ sms}]"},
		{"level 3 with codes to the recovery address that are on", recovery, &codeByEmail, []int{3}, pwd, "[{ sms} { email_otp}]"},
		{"level 2", stepUpPool(), &ada, []int{2}, nil, "[{sms } {email_otp }]"},
		{"level 2 after the password", stepUpPool(), &ada, []int{2}, pwd, "[{sms } {email_otp }]"},
		{"level 2 of a user whose second factor is on", stepUpPool(), &codeByEmail, []int{2}, nil, "error"},
		{"level 1", stepUpPool(), &ada, []int{1}, nil, "[{pwd }]"},
		{"level 1 without a password", stepUpPool(), &passwordless, []int{1}, nil, "error"},
		{"level 4 of a provider's user", stepUpPool(), &external, []int{4, 3, 2, 1}, nil, "error"},
		{"second factor in a pool without MFA", off, &ada, []int{4, 3}, pwd, "error"},
		{"level 1 in a pool without MFA", off, &ada, []int{4, 1}, nil, "[{pwd }]"},
		{"unknown user, level 4", stepUpPool(), nil, []int{4}, nil, "error"},
		{"unknown user, level 4 or 1", stepUpPool(), nil, []int{4, 1}, nil, "[{pwd }]"},
	} {
		store := NewStore("123456789012")
		store.db.Do(func() { store.pools.Put("p", tt.pool) })
		got, err := store.StepUp("p", tt.user, tt.targets, Authentication{}.With(tt.done...))
		if tt.want == "error" {
			assert.ErrorIs(t, err, apierror.ErrLevelOutOfReach, tt.name)
			continue
		}
		assert.NoError(t, err, tt.name)
		assert.Equal(t, tt.want, fmt.Sprint(got), tt.name)
	}
	assert.True(t, stepUpPool().HasStepUp())
	assert.False(t, lite.HasStepUp())
}

// A provider can state methods without a level. The methods then count.
func TestStepUpCountsTheMethodsOfAProvider(t *testing.T) {
	t.Parallel()
	store := NewStore("123456789012")
	store.db.Do(func() { store.pools.Put("p", stepUpPool()) })
	ada := User{Status: StatusConfirmed, Password: srp.New("u", "secret")}
	ada.TOTP.Secret = "JBSWY3DPEHPK3PXP"
	got, err := store.StepUp("p", &ada, []int{4}, IdentityProvider{Type: "OIDC", ACRMapping: ACRNames{"Level4": "high"}}.Authentication("high", nil))
	assert.NoError(t, err)
	assert.Empty(t, got, "the level of the provider")
	got, err = store.StepUp("p", &ada, []int{4}, IdentityProvider{Type: "OIDC"}.Authentication("", []string{"pwd", "otp"}))
	assert.NoError(t, err)
	assert.Empty(t, got)
	got, err = store.StepUp("p", &ada, []int{4}, IdentityProvider{Type: "OIDC"}.Authentication("", []string{"otp"}))
	assert.NoError(t, err)
	assert.Equal(t, []Missing{{First: "pwd"}}, got)
}
