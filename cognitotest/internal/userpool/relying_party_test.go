package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The relying party ID is the setting, the custom domain or the host name of the prefix domain, in this order. A user can use the
// passkeys of this ID.
func TestPasskeysOfARelyingParty(t *testing.T) {
	t.Parallel()
	const (
		notEnabled    = "WebAuthnNotEnabledException: The user pool does not allow passkeys. Add WEB_AUTHN to AllowedFirstAuthFactors."
		notConfigured = "WebAuthnConfigurationMissingException: The user pool has no relying party ID. Set RelyingPartyId, or add a domain to the user pool."
	)
	with, without := []string{"PASSWORD", "WEB_AUTHN"}, []string{"PASSWORD"}
	tests := []struct {
		name                    string
		tier                    string
		factors                 []string
		setting, custom, prefix string
		wantID, wantError       string
		usable                  []string
	}{
		{"setting", "ESSENTIALS", with, "example.com", "auth.example.com", "shop", "example.com", "", []string{"of the setting"}},
		{"custom domain", "ESSENTIALS", with, "", "auth.example.com", "shop", "auth.example.com", "", []string{"of the custom domain"}},
		{"prefix domain", "PLUS", with, "", "", "shop", "shop.auth.us-east-1.amazoncognito.com", "", []string{"of the prefix domain", "of the prefix domain, too"}},
		{"no domain", "ESSENTIALS", with, "", "", "", "", notConfigured, nil},
		{"no passkeys", "ESSENTIALS", without, "example.com", "", "", "", notEnabled, nil},
		{"LITE", "LITE", nil, "example.com", "", "", "", notEnabled, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{Tier: tt.tier, AllowedFirstAuthFactors: tt.factors}})
			_, err := s.SetMFA(pool.ID, MFA{Configuration: "OFF", Passkeys: PasskeySettings{RelyingPartyID: tt.setting}}, func(*Pool) {})
			require.NoError(t, err)
			for name, certificate := range map[string]string{tt.custom: "arn:aws:acm:us-east-1:123456789012:certificate/1", tt.prefix: ""} {
				if name != "" {
					_, err = s.CreateDomain(Domain{Name: name, PoolID: pool.ID, CertificateARN: certificate, ManagedLoginVersion: 1})
					require.NoError(t, err)
				}
			}
			u := addStillUser(t, s, pool, "jo")
			passkeys, err := s.UsablePasskeys(u)
			require.NoError(t, err)
			require.Empty(t, passkeys)
			u.Passkeys = []Passkey{
				{ID: "of the setting", RelyingPartyID: "example.com"}, {ID: "of the prefix domain", RelyingPartyID: "shop.auth.us-east-1.amazoncognito.com"},
				{ID: "of the custom domain", RelyingPartyID: "auth.example.com"}, {ID: "of the prefix domain, too", RelyingPartyID: "shop.auth.us-east-1.amazoncognito.com"},
			}
			id, err := s.RelyingPartyID(pool.ID)
			requireText(t, tt.wantError, err)
			assert.Equal(t, tt.wantID, id)
			passkeys, err = s.UsablePasskeys(u)
			require.NoError(t, err)
			var usable []string
			for _, k := range passkeys {
				usable = append(usable, k.ID)
			}
			assert.Equal(t, tt.usable, usable)
			assert.Len(t, u.Passkeys, 4, "the user keeps them")
			u.Passkeys = u.Passkeys[:1]
			passkeys, err = s.UsablePasskeys(u)
			require.NoError(t, err)
			assert.Equal(t, tt.name == "setting", len(passkeys) == 1, "a user with one passkey")
		})
	}
}

func TestPasskeyVerifiesItsUser(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		required, allowed, wanted bool
		want                      bool
	}{
		{false, false, false, false},
		{true, false, false, true},
		{false, true, false, false},
		{false, false, true, false},
		{false, true, true, true},
		{true, true, true, true},
	} {
		pool := Pool{PoolSettings: PoolSettings{MFA: MFA{Passkeys: PasskeySettings{VerifyUser: tt.required}, PasskeysAreMFA: tt.allowed}}}
		assert.Equal(t, tt.want, pool.VerifiesUser(User{PasskeyMFA: tt.wanted}), "%+v", tt)
	}
}
