package token

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// jwsHeader is the header of access and ID tokens. Its members have this order in every
// capture, so every token begins with eyJraWQiOi. Proxies and log scrubbers recognize this
// prefix. JOSE libraries do not guarantee the order.
type jwsHeader struct {
	KeyID     string `json:"kid"`
	Algorithm string `json:"alg"`
}

// sign returns a compact RS256 JWS (RFC 7515 section 7.1).
func sign(k signingKey, claims map[string]any) (string, error) {
	header, err := json.Marshal(jwsHeader{k.id, string(jose.RS256)})
	if err != nil {
		return "", err
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	encode := base64.RawURLEncoding.EncodeToString
	input := encode(header) + "." + encode(payload)
	digest := sha256.Sum256([]byte(input))
	signature, err := rsa.SignPKCS1v15(nil, k.key, crypto.SHA256, digest[:])
	if err != nil {
		return "", err
	}
	return input + "." + encode(signature), nil
}

// looksSigned reports whether a token has the three parts of a compact JWS.
func looksSigned(token string) bool { return strings.Count(token, ".") == 2 }

// AccessToken has the claims of an access token that the service's own endpoints use.
type AccessToken struct {
	PoolID    string
	ClientID  string
	Username  string
	Scopes    []string
	OriginJTI string
	DeviceKey string // of the device; "" if the pool does not track devices
	AuthTime  time.Time
	// ACR and AMR are the claims about the authentication of the user, if the token has them.
	ACR string
	AMR []string
}

// The errors for an access token.
var (
	ErrInvalidAccessToken = errors.New("token: not an access token of this pool")
	ErrExpiredAccessToken = errors.New("token: access token has expired")
	ErrRevokedAccessToken = errors.New("token: access token has been revoked")
	// ErrNotRefreshToken reports an access or ID token in place of a refresh token.
	ErrNotRefreshToken = errors.New("token: not a refresh token")
)

// Access verifies an access token of any pool: its signature, use and expiry, and that its
// family is not revoked and its user is neither deleted, disabled nor signed out.
func (i *Issuer) Access(raw string) (AccessToken, error) {
	parsed, err := jwt.ParseSigned(raw, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		return AccessToken{}, ErrInvalidAccessToken
	}
	var unverified jwt.Claims
	if err := parsed.UnsafeClaimsWithoutVerification(&unverified); err != nil {
		return AccessToken{}, ErrInvalidAccessToken
	}
	poolID := unverified.Issuer[strings.LastIndex(unverified.Issuer, "/")+1:]
	pool, err := i.Store.Pool(poolID)
	if err != nil {
		return AccessToken{}, ErrInvalidAccessToken
	}
	var claims struct {
		Use       string           `json:"token_use"`
		Subject   string           `json:"sub"`
		ClientID  string           `json:"client_id"`
		Username  string           `json:"username"`
		Scope     string           `json:"scope"`
		OriginJTI string           `json:"origin_jti"`
		DeviceKey string           `json:"device_key"`
		AuthTime  *jwt.NumericDate `json:"auth_time"`
		ACR       string           `json:"acr"`
		AMR       []string         `json:"amr"`
		IssuedAt  *jwt.NumericDate `json:"iat"`
		Expiry    *jwt.NumericDate `json:"exp"`
	}
	key := i.keysOf(poolID).access.key
	if err := parsed.Claims(&key.PublicKey, &claims); err != nil || claims.Use != "access" || !pool.Issued(unverified.Issuer) {
		return AccessToken{}, ErrInvalidAccessToken
	}
	if !i.Store.Clock.Now().Before(claims.Expiry.Time()) {
		return AccessToken{}, ErrExpiredAccessToken
	}
	t := AccessToken{
		PoolID: poolID, ClientID: claims.ClientID, Username: claims.Username,
		Scopes: strings.Fields(claims.Scope), OriginJTI: claims.OriginJTI, DeviceKey: claims.DeviceKey,
		AuthTime: claims.AuthTime.Time(), ACR: claims.ACR, AMR: claims.AMR,
	}
	return t, i.checkNotRevoked(t, claims.Subject, claims.IssuedAt.Time())
}

// checkNotRevoked rejects the tokens of a revoked family, tokens issued before the user's last
// global sign-out or in the same second (aws-sdk-java#2449), and tokens of a deleted user,
// even if another user has the name now ("The userInfo endpoint": deleted). issuedAt is a whole
// second.
func (i *Issuer) checkNotRevoked(t AccessToken, subject string, issuedAt time.Time) error {
	if t.Username == "" {
		return nil // a machine's token has no family
	}
	user, err := i.Store.User(t.PoolID, t.Username)
	if err != nil || user.Sub() != subject {
		return ErrRevokedAccessToken
	}
	signedOut := !user.SignedOutAt.IsZero() && !issuedAt.After(user.SignedOutAt)
	if signedOut || !user.Enabled || (t.OriginJTI != "" && i.Store.FamilyRevoked(t.OriginJTI)) {
		return ErrRevokedAccessToken
	}
	return nil
}

// User returns the user of a verified access token.
func (i *Issuer) User(t AccessToken) (userpool.User, error) {
	return i.Store.User(t.PoolID, t.Username)
}
