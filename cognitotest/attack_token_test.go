package cognitotest_test

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// jwt is a JSON Web Token in its three parts, so that a test can change each.
type jwt struct{ header, payload, signature string }

func splitJWT(t *testing.T, token string) jwt {
	t.Helper()
	parts := strings.Split(token, ".")
	require.Len(t, parts, 3)
	return jwt{parts[0], parts[1], parts[2]}
}

func (j jwt) String() string { return j.header + "." + j.payload + "." + j.signature }

// with returns base64url-encoded JSON with other members. A nil value removes a member.
func with(t *testing.T, encoded string, members map[string]any) string {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(encoded)
	require.NoError(t, err)
	var object map[string]any
	require.NoError(t, json.Unmarshal(raw, &object))
	for name, value := range members {
		if object[name] = value; value == nil {
			delete(object, name)
		}
	}
	raw, err = json.Marshal(object)
	require.NoError(t, err)
	return base64.RawURLEncoding.EncodeToString(raw)
}

// signedBy signs the token with RS256.
func (j jwt) signedBy(t *testing.T, key *rsa.PrivateKey) string {
	t.Helper()
	digest := sha256.Sum256([]byte(j.header + "." + j.payload))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, digest[:])
	require.NoError(t, err)
	j.signature = base64.RawURLEncoding.EncodeToString(signature)
	return j.String()
}

// macBy signs the token with HS256.
func (j jwt) macBy(key []byte) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(j.header + "." + j.payload))
	j.signature = base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
	return j.String()
}

// publishedKey returns a key of a pool by its id.
func publishedKey(t *testing.T, s *scenario, pool, id string) *rsa.PublicKey {
	t.Helper()
	_, body := fetch(t, s.server.Client(), http.MethodGet, "https://cognito-idp.us-east-1.amazonaws.com/"+pool+"/.well-known/jwks.json", nil)
	var set struct{ Keys []struct{ Kid, N string } }
	require.NoError(t, json.Unmarshal([]byte(body), &set))
	for _, key := range set.Keys {
		if key.Kid == id {
			modulus, err := base64.RawURLEncoding.DecodeString(key.N)
			require.NoError(t, err)
			return &rsa.PublicKey{N: new(big.Int).SetBytes(modulus), E: 65537}
		}
	}
	t.Fatalf("no key %s in %s", id, body)
	return nil
}

// tokenUses are the requests that accept an access token. Each returns the status of the response.
func tokenUses(s *scenario) map[string]func(t *testing.T, token string) int {
	info := func(t *testing.T, token string) int {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.text(t, "https://{domain}/oauth2/userInfo"), nil)
		require.NoError(t, err)
		request.Header.Set("Authorization", "Bearer "+token)
		response, err := s.noRedirects.Do(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		return response.StatusCode
	}
	action := func(name, member string) func(*testing.T, string) int {
		return func(t *testing.T, token string) int {
			t.Helper()
			body, err := json.Marshal(map[string]string{member: token, "ClientId": s.value(t, "spa")})
			require.NoError(t, err)
			response, _ := s.post(t, call{name, string(body)}, nil)
			return response.StatusCode
		}
	}
	return map[string]func(*testing.T, string) int{
		"userInfo": info, "GetUser": action("GetUser", "AccessToken"), "GetUserAuthFactors": action("GetUserAuthFactors", "AccessToken"),
	}
}

// RFC 6749 sections 10.3 and 10.4, RFC 9700 section 4.10.2, RFC 8725 sections 3.1 to 3.11, ASVS 9.1 and 9.2.
func TestAttackForgedAccessToken(t *testing.T) {
	t.Parallel()
	base := newScenario(t)
	s := base.row(t, rejection{}, true)
	tokens := s.tokens(t, "spa", "")
	genuine, id := splitJWT(t, tokens["access_token"]), splitJWT(t, tokens["id_token"])
	other := base.row(t, rejection{pool: `{"PoolName":"other"}`}, false)
	others := other.tokens(t, "spa", "")
	elsewhere := splitJWT(t, others["access_token"])
	attacker, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	public := publishedKey(t, s, s.value(t, "pool"), member(t, decodedPart(t, genuine.header), "kid"))
	der, err := x509.MarshalPKIXPublicKey(public)
	require.NoError(t, err)
	pkcs1 := x509.MarshalPKCS1PublicKey(public)
	asPEM := func(kind string, der []byte) []byte {
		return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	}
	header := func(members map[string]any) jwt {
		return jwt{with(t, genuine.header, members), genuine.payload, genuine.signature}
	}
	payload := func(members map[string]any) jwt {
		return jwt{genuine.header, with(t, genuine.payload, members), genuine.signature}
	}
	unsigned := func(algorithm string) string {
		j := header(map[string]any{"alg": algorithm})
		j.signature = ""
		return j.String()
	}
	hs256 := header(map[string]any{"alg": "HS256"})
	jwk := map[string]any{"kty": "RSA", "e": "AQAB", "n": base64.RawURLEncoding.EncodeToString(attacker.N.Bytes())}
	kid := func(value any) string { return header(map[string]any{"kid": value}).signedBy(t, attacker) }
	otherKid := member(t, decodedPart(t, elsewhere.header), "kid")
	attacks := map[string]string{
		"alg none":                         unsigned("none"),
		"alg None":                         unsigned("None"),
		"alg NONE":                         unsigned("NONE"),
		"an empty alg":                     unsigned(""),
		"alg none with the signature":      header(map[string]any{"alg": "none"}).String(),
		"no alg":                           header(map[string]any{"alg": nil}).String(),
		"no signature":                     jwt{genuine.header, genuine.payload, ""}.String(),
		"no third part":                    genuine.header + "." + genuine.payload,
		"a fourth part":                    genuine.String() + "." + genuine.signature,
		"HS256 with the public key as PEM": hs256.macBy(asPEM("PUBLIC KEY", der)),
		"HS256 with the public key as PKCS #1 PEM":    hs256.macBy(asPEM("RSA PUBLIC KEY", pkcs1)),
		"HS256 with the public key as DER":            hs256.macBy(der),
		"HS256 with the modulus":                      hs256.macBy(public.N.Bytes()),
		"HS256 with the modulus as in the JWK":        hs256.macBy([]byte(base64.RawURLEncoding.EncodeToString(public.N.Bytes()))),
		"HS256 with an empty key":                     hs256.macBy(nil),
		"the key of the attacker":                     genuine.signedBy(t, attacker),
		"the key of the attacker in the header":       header(map[string]any{"jwk": jwk}).signedBy(t, attacker),
		"a URL of keys in the header":                 header(map[string]any{"jku": "https://evil.example/jwks.json"}).signedBy(t, attacker),
		"a URL of a certificate in the header":        header(map[string]any{"x5u": "https://evil.example/cert.pem"}).signedBy(t, attacker),
		"a certificate in the header":                 header(map[string]any{"x5c": []string{base64.StdEncoding.EncodeToString(der)}}).signedBy(t, attacker),
		"an unknown critical header":                  header(map[string]any{"crit": []string{"exp"}}).signedBy(t, attacker),
		"kid of another pool":                         kid(otherKid),
		"kid of the ID token":                         kid(member(t, decodedPart(t, id.header), "kid")),
		"kid with a path":                             kid("../../../../dev/null"),
		"kid with SQL":                                kid("x' UNION SELECT 'key' -- "),
		"kid that is a number":                        kid(1),
		"an empty kid":                                kid(""),
		"no kid":                                      kid(nil),
		"a longer expiry":                             payload(map[string]any{"exp": s.server.Now().Add(24 * time.Hour).Unix()}).String(),
		"another user":                                payload(map[string]any{"sub": "00000000-0000-0000-0000-000000000000", "username": "admin"}).String(),
		"more scopes":                                 payload(map[string]any{"scope": "openid aws.cognito.signin.user.admin phone"}).String(),
		"the token of another pool for this issuer":   jwt{elsewhere.header, with(t, elsewhere.payload, map[string]any{"iss": "https://cognito-idp.us-east-1.amazonaws.com/" + s.value(t, "pool")}), elsewhere.signature}.String(),
		"the header of another pool":                  jwt{elsewhere.header, genuine.payload, genuine.signature}.String(),
		"the signature of another pool":               jwt{genuine.header, genuine.payload, elsewhere.signature}.String(),
		"an issuer of the attacker":                   jwt{genuine.header, with(t, genuine.payload, map[string]any{"iss": "https://evil.example/" + s.value(t, "pool")}), ""}.signedBy(t, attacker),
		"an ID token":                                 tokens["id_token"],
		"an ID token with the use of an access token": jwt{id.header, with(t, id.payload, map[string]any{"token_use": "access"}), id.signature}.String(),
		"a refresh token":                             tokens["refresh_token"],
		"JSON serialization":                          `{"protected":"` + genuine.header + `","payload":"` + genuine.payload + `","signature":"` + genuine.signature + `"}`,
		"padding":                                     genuine.header + "=." + genuine.payload + "." + genuine.signature,
		"a line break in the payload":                 genuine.header + "." + genuine.payload[:8] + "%0A" + genuine.payload[8:] + "." + genuine.signature,
		"nothing":                                     ".",
	}
	for use, send := range tokenUses(s) {
		t.Run(use, func(t *testing.T) {
			require.Equal(t, http.StatusOK, send(t, genuine.String()), "the token itself")
			for name, token := range attacks {
				assert.Contains(t, []int{http.StatusBadRequest, http.StatusUnauthorized}, send(t, token), name)
			}
			assert.Equal(t, http.StatusOK, send(t, genuine.String()), "the token itself, after the attacks")
		})
	}
	t.Run("the domain of another pool", func(t *testing.T) {
		assert.Equal(t, http.StatusUnauthorized, tokenUses(s)["userInfo"](t, others["access_token"]))
		assert.Equal(t, http.StatusOK, tokenUses(other)["userInfo"](t, others["access_token"]))
	})
	t.Run("a machine has no user", func(t *testing.T) {
		form := url.Values{"grant_type": {"client_credentials"}, "client_id": {s.value(t, "machine")}, "client_secret": {s.value(t, "secret of machine")}}
		response, body := fetch(t, s.server.Client(), http.MethodPost, s.text(t, "https://{domain}/oauth2/token"), form)
		require.Equal(t, http.StatusOK, response.StatusCode, body)
		var machine struct {
			Token string `json:"access_token"`
		}
		require.NoError(t, json.Unmarshal([]byte(body), &machine))
		for use, send := range tokenUses(s) {
			assert.Contains(t, []int{http.StatusBadRequest, http.StatusUnauthorized}, send(t, machine.Token), use)
		}
	})
	t.Run("refresh", func(t *testing.T) {
		for name, token := range map[string]string{
			"access token": genuine.String(), "ID token": id.String(), "refresh token of another pool": others["refresh_token"], "alg none": unsigned("none"),
			"refresh token without a tag": tokens["refresh_token"][:strings.LastIndex(tokens["refresh_token"], ".")+1],
			"dir in place of RSA-OAEP":    base64.RawURLEncoding.EncodeToString([]byte(`{"enc":"A256GCM","alg":"dir"}`)) + "." + strings.SplitN(tokens["refresh_token"], ".", 2)[1],
		} {
			form := url.Values{"grant_type": {"refresh_token"}, "client_id": {s.value(t, "spa")}, "refresh_token": {token}}
			response, body := fetch(t, s.server.Client(), http.MethodPost, s.text(t, "https://{domain}/oauth2/token"), form)
			assert.Equal(t, http.StatusBadRequest, response.StatusCode, name)
			assert.Equal(t, `{"error":"invalid_grant"}`, strings.TrimSpace(body), name)
		}
	})
}

func decodedPart(t *testing.T, encoded string) map[string]any {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(encoded)
	require.NoError(t, err)
	var object map[string]any
	require.NoError(t, json.Unmarshal(raw, &object))
	return object
}
