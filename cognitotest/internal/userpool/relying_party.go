package userpool

import (
	"cmp"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// PasskeySettings is a pool's WebAuthnConfiguration without FactorConfiguration.
type PasskeySettings struct {
	RelyingPartyID string // "": the host name of the pool's domain
	VerifyUser     bool   // UserVerification is required
}

// HasPasskeys reports whether users of the pool can sign in with passkeys.
func (p Pool) HasPasskeys() bool {
	return slices.Contains(p.AllowedFirstAuthFactors, FactorPasskey) && p.Tier != tierLite
}

// VerifiesUser reports whether a passkey must verify its user, for example with a PIN. A user can
// require it with the setting that makes the passkey satisfy MFA (WebAuthnMfaSettingsType).
func (p Pool) VerifiesUser(u User) bool {
	return p.MFA.Passkeys.VerifyUser || p.MFA.PasskeysAreMFA && u.PasskeyMFA
}

// RelyingPartyID returns the domain to which the passkeys of a pool belong: the domain in the
// settings, the custom domain or the prefix domain (developer guide, "Authentication flows").
//
// Errors: WebAuthnNotEnabledException, and WebAuthnConfigurationMissingException if there is no
// such domain.
func (s *Store) RelyingPartyID(poolID string) (string, error) {
	return inPool(s, poolID, func(p *poolState) (string, error) {
		if !p.pool.HasPasskeys() {
			return "", apierror.PasskeysNotEnabled()
		}
		id := s.relyingPartyID(p.pool)
		if id == "" {
			return "", apierror.PasskeysNotConfigured()
		}
		return id, nil
	})
}

// relyingPartyID runs in a transaction.
func (s *Store) relyingPartyID(p Pool) string {
	prefix, custom := s.poolDomains(p.ID)
	var host string
	if prefix.Name != "" {
		host = prefix.Host(p.Region())
	}
	return cmp.Or(p.MFA.Passkeys.RelyingPartyID, custom.Name, host)
}

// UsablePasskeys returns the passkeys with which a user can sign in. Passkeys of another relying
// party ID are not among them: after a change of the ID users must register again (developer guide,
// "Authentication flows").
func (s *Store) UsablePasskeys(u User) ([]Passkey, error) {
	return inPool(s, u.PoolID, func(p *poolState) ([]Passkey, error) { return s.usablePasskeys(p.pool, u), nil })
}

func (s *Store) usablePasskeys(p Pool, u User) []Passkey {
	if !p.HasPasskeys() || len(u.Passkeys) == 0 {
		return nil
	}
	id := s.relyingPartyID(p)
	return slices.DeleteFunc(slices.Clone(u.Passkeys), func(k Passkey) bool { return k.RelyingPartyID != id })
}
