package userpool

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passwordhash"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

func TestFirstFactorsOfAUser(t *testing.T) {
	t.Parallel()
	password := srp.Password{Salt: big.NewInt(1), Verifier: big.NewInt(2)}
	imported, err := passwordhash.Parse("BCRYPT", "$2b$04$N8MkFY4hSpS6cO897ES7SOTLL4ykglDqt.5v4X/BWkQ84AU4RETbq")
	require.NoError(t, err)
	all := []string{"PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"}
	off, optional, required := MFA{}, MFA{Configuration: "OPTIONAL", SMS: true}, MFA{Configuration: "ON", SMS: true}
	passkeyMFA := MFA{Configuration: "ON", SMS: true, PasskeysAreMFA: true}
	addresses := []Attribute{{"email", "jo@example.com"}, {"phone_number", "+15550100"}}
	on := FactorSetting{Enabled: true}
	for _, tt := range []struct {
		name    string
		pool    PoolSettings
		user    User
		passkey bool
		want    []string
	}{
		{"all", PoolSettings{AllowedFirstAuthFactors: all}, User{Password: password, Attributes: addresses}, true, []string{"PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"}},
		{"imported password", PoolSettings{}, User{ImportedPassword: imported}, false, []string{"PASSWORD"}},
		{"no password", PoolSettings{AllowedFirstAuthFactors: all}, User{Attributes: addresses}, false, []string{"EMAIL_OTP", "SMS_OTP"}},
		{"no addresses", PoolSettings{AllowedFirstAuthFactors: all}, User{}, true, []string{"WEB_AUTHN"}},
		{"one address", PoolSettings{AllowedFirstAuthFactors: all}, User{Attributes: addresses[1:]}, false, []string{"SMS_OTP"}},
		{"codes are not allowed", PoolSettings{AllowedFirstAuthFactors: []string{"PASSWORD", "SMS_OTP"}}, User{Attributes: addresses}, false, []string{"SMS_OTP"}},
		{"tier without codes", PoolSettings{Tier: "LITE", AllowedFirstAuthFactors: all}, User{Password: password, Attributes: addresses}, false, []string{"PASSWORD_SRP", "PASSWORD"}},
		{"temporary password", PoolSettings{AllowedFirstAuthFactors: all}, User{Status: "FORCE_CHANGE_PASSWORD", Password: password, Attributes: addresses}, true, []string{"PASSWORD_SRP", "PASSWORD"}},
		{"password to reset", PoolSettings{AllowedFirstAuthFactors: all}, User{Status: "RESET_REQUIRED", Attributes: addresses}, true, nil},

		{"MFA off, factor on", PoolSettings{AllowedFirstAuthFactors: all, MFA: off}, User{Attributes: addresses, SMSFactor: on}, true, []string{"EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"}},
		{"MFA optional, factor off", PoolSettings{AllowedFirstAuthFactors: all, MFA: optional}, User{Attributes: addresses}, true, []string{"EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"}},
		{"MFA optional, factor on", PoolSettings{AllowedFirstAuthFactors: all, MFA: optional}, User{Attributes: addresses, SMSFactor: on}, true, nil},
		{"MFA required", PoolSettings{AllowedFirstAuthFactors: all, MFA: required}, User{Password: password, Attributes: addresses}, true, []string{"PASSWORD_SRP", "PASSWORD"}},
		{"passkey as MFA", PoolSettings{MFA: passkeyMFA}, User{PasskeyMFA: true}, true, []string{"WEB_AUTHN"}},
		{"passkey of a user who does not use it as MFA", PoolSettings{MFA: passkeyMFA}, User{}, true, nil},
		{"passkey in a pool that does not accept it as MFA", PoolSettings{MFA: required}, User{PasskeyMFA: true}, true, nil},
	} {
		assert.Equal(t, tt.want, Pool{PoolSettings: tt.pool}.FirstFactors(tt.user, tt.passkey), tt.name)
	}
}

// A passkey is a first factor if it belongs to the relying party of the pool.
func TestPasskeyIsAFirstFactor(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{PoolSettings: PoolSettings{AllowedFirstAuthFactors: []string{"PASSWORD", "WEB_AUTHN"}}})
	addConfirmed(t, s, pool, "jo")
	_, err := s.CreateDomain(Domain{Name: "shop", PoolID: pool.ID})
	require.NoError(t, err)
	factors := func() []string {
		u, err := s.User(pool.ID, "jo")
		require.NoError(t, err)
		list, err := s.FirstFactors(u)
		require.NoError(t, err)
		return list
	}
	assert.Empty(t, factors())
	require.NoError(t, s.AddPasskey(pool.ID, "jo", Passkey{ID: "other", RelyingPartyID: "other.example"}))
	assert.Empty(t, factors(), "a passkey of another relying party")
	require.NoError(t, s.AddPasskey(pool.ID, "jo", Passkey{ID: "own", RelyingPartyID: "shop.auth.us-east-1.amazoncognito.com"}))
	assert.Equal(t, []string{"WEB_AUTHN"}, factors())
	_, err = s.FirstFactors(User{PoolID: "us-east-1_Unknown"})
	assert.EqualError(t, err, "ResourceNotFoundException: User pool us-east-1_Unknown does not exist.")
}

func TestFirstFactorsOfAnUnknownUser(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		pool PoolSettings
		want []string
	}{
		{PoolSettings{}, []string{"PASSWORD_SRP", "PASSWORD"}},
		{PoolSettings{AllowedFirstAuthFactors: []string{"PASSWORD", "WEB_AUTHN", "SMS_OTP", "EMAIL_OTP"}}, []string{"PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "SMS_OTP"}},
		{PoolSettings{Tier: "LITE", AllowedFirstAuthFactors: []string{"PASSWORD", "EMAIL_OTP"}}, []string{"PASSWORD_SRP", "PASSWORD"}},
	} {
		assert.Equal(t, tt.want, Pool{PoolSettings: tt.pool}.AnyFirstFactors(), "%+v", tt.pool)
	}
}

func TestCodesByEmailRequireATier(t *testing.T) {
	t.Parallel()
	for tier, want := range map[string]bool{"LITE": false, "ESSENTIALS": true, "PLUS": true} {
		assert.Equal(t, want, Pool{PoolSettings: PoolSettings{Tier: tier}}.HasCodesByEmail(), tier)
	}
}
