package federation

import (
	"context"
	"net/http"
	"strings"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// algorithms are the accepted signature algorithms: RSA, HMAC and elliptic curve ("OIDC user
// pool IdP authentication flow").
var algorithms = []jose.SignatureAlgorithm{
	jose.RS256, jose.RS384, jose.RS512, jose.PS256, jose.PS384, jose.PS512,
	jose.ES256, jose.ES384, jose.ES512, jose.HS256, jose.HS384, jose.HS512,
}

// verify checks an ID token as the service does ("OIDC user pool IdP authentication flow") and
// returns its claims. It checks the nonce, too ("Understanding the identity (ID) token": the
// service generates and validates it). The text about the issuer is observed
// (TimothyJones/github-cognito-openid-wrapper#100); the similar texts are unspecified.
func (c *Client) verify(ctx context.Context, p provider, raw, nonce string) (map[string]any, error) {
	token, err := jwt.ParseSigned(raw, algorithms)
	if err != nil {
		return nil, failure("Bad id_token")
	}
	key, err := c.key(ctx, p, token.Headers[0])
	if err != nil {
		return nil, err
	}
	claims, standard := map[string]any{}, jwt.Claims{}
	if err := token.Claims(key, &claims, &standard); err != nil {
		return nil, failure("Bad id_token signature")
	}
	switch {
	case !sameIssuer(p, standard.Issuer):
		return nil, failure("Bad id_token issuer %s", standard.Issuer)
	case !standard.Audience.Contains(p.details["client_id"]):
		return nil, failure("Bad id_token audience %s", strings.Join(standard.Audience, " "))
	case standard.Expiry == nil || standard.Expiry.Time().Before(c.Store.Clock.Now()):
		return nil, failure("Bad id_token expiration")
	case claims["nonce"] != nonce:
		return nil, failure("Bad id_token nonce")
	}
	return claims, nil
}

// sameIssuer compares the issuer exactly, including a slash at its end. The issuer in Google's
// tokens may lack the scheme (Google's documentation, "OpenID Connect").
func sameIssuer(p provider, issuer string) bool {
	return issuer == p.endpoints.Issuer || (p.Type == "Google" && "https://"+issuer == p.endpoints.Issuer)
}

// key returns the key that verifies a token. For HMAC it is the client secret (OpenID Connect
// Core 10.1). Otherwise it is the key with the token's key id in the provider's key set, which
// is requested for each token.
func (c *Client) key(ctx context.Context, p provider, header jose.Header) (any, error) {
	if secret := p.details["client_secret"]; secret != "" && strings.HasPrefix(header.Algorithm, "HS") {
		return []byte(secret), nil
	}
	var set jose.JSONWebKeySet
	if err := c.call(ctx, p, http.MethodGet, p.endpoints.Keys, nil, "", "Timeout in calling jwks uri", "error getting keys", &set); err != nil {
		return nil, err
	}
	keys := set.Key(header.KeyID)
	if header.KeyID == "" || len(keys) == 0 {
		return nil, failure("Bad id_token key %s", header.KeyID)
	}
	return keys[0].Key, nil
}
