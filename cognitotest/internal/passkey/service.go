package passkey

import (
	"crypto/rand"
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Service registers and verifies the passkeys of one store.
type Service struct{ Store *userpool.Store }

// challengeLength is the length of a challenge in bytes (Web Authentication, section 13.4.3,
// requires at least 16).
const challengeLength = 32

// NewChallenge returns a random challenge in base64url.
func NewChallenge() string {
	random := make([]byte, challengeLength)
	_, _ = rand.Read(random) // never fails
	return base64.RawURLEncoding.EncodeToString(random)
}

// allowedOrigin reports whether a page of an origin may use passkeys of a relying party ID: a page
// of its host or of a subdomain, by https, or by http on localhost. How the service compares them
// is unspecified. The origin of an Android app is not allowed, because the emulator does not read
// the association file of the domain.
func allowedOrigin(origin, relyingPartyID string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Scheme+"://"+u.Host != origin {
		return false
	}
	host := u.Hostname()
	local := host == "localhost" || strings.HasSuffix(host, ".localhost")
	if u.Scheme != "https" && (u.Scheme != "http" || !local) {
		return false
	}
	return host == relyingPartyID || strings.HasSuffix(host, "."+relyingPartyID)
}
