// Package passkeytest has passkeys without a browser, for the tests of the emulator. Their library is
// independent of the one that verifies them.
package passkeytest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"testing"

	"github.com/descope/virtualwebauthn"
	"github.com/stretchr/testify/require"
)

// Passkey is a passkey on a page. A test may change it to break a rule.
type Passkey struct {
	RelyingParty virtualwebauthn.RelyingParty // with the origin of the page
	Device       virtualwebauthn.Authenticator
	Key          virtualwebauthn.Credential
}

// New returns a passkey for a relying party ID on a page of an origin.
func New(t testing.TB, relyingPartyID, origin string) *Passkey {
	t.Helper()
	return &Passkey{
		RelyingParty: virtualwebauthn.RelyingParty{ID: relyingPartyID, Origin: origin},
		Device:       virtualwebauthn.NewAuthenticator(), Key: NewKey(t),
	}
}

// NewKey returns a key pair for ES256. The library omits leading zeros of the coordinates, which COSE
// requires (RFC 9053, section 7.1.1), so NewKey returns a key without them.
func NewKey(t testing.TB) virtualwebauthn.Credential {
	t.Helper()
	for {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		require.NoError(t, err)
		point, err := key.PublicKey.Bytes() // 4, x, y
		require.NoError(t, err)
		if point[1] == 0 || point[33] == 0 {
			continue
		}
		encoded, err := x509.MarshalPKCS8PrivateKey(key)
		require.NoError(t, err)
		return virtualwebauthn.NewCredentialWithImportedKey(virtualwebauthn.KeyTypeEC2, encoded)
	}
}

// ID returns the id of the credential in base64url.
func (p *Passkey) ID() string { return base64.RawURLEncoding.EncodeToString(p.Key.ID) }

// Register returns the RegistrationResponseJSON for creation options in JSON.
func (p *Passkey) Register(t testing.TB, options string) string {
	t.Helper()
	parsed, err := virtualwebauthn.ParseAttestationOptions(options)
	require.NoError(t, err)
	p.Device.Options.UserHandle = []byte(parsed.UserID)
	p.Key.Counter++
	return virtualwebauthn.CreateAttestationResponse(p.RelyingParty, p.Device, p.Key, *parsed)
}

// Sign returns the AuthenticationResponseJSON for request options in JSON.
func (p *Passkey) Sign(t testing.TB, options string) string {
	t.Helper()
	parsed, err := virtualwebauthn.ParseAssertionOptions(options)
	require.NoError(t, err)
	p.Key.Counter++
	return virtualwebauthn.CreateAssertionResponse(p.RelyingParty, p.Device, p.Key, *parsed)
}
