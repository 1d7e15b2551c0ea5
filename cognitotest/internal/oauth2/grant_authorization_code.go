package oauth2

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"regexp"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// redeemCode is the authorization code grant (RFC 6749 section 4.1.3). Every attempt of the
// code's client uses up the code, including one with a wrong redirect_uri or verifier.
func (e *Endpoints) redeemCode(t tokenRequest) (token.Set, error) {
	client, body := t.client, t.body
	if body.Get("code") == "" || body.Get("redirect_uri") == "" {
		return token.Set{}, invalidRequest()
	}
	code, ok := e.Store.RedeemCode(body.Get("code"), client.ID)
	switch {
	case !ok:
		return token.Set{}, invalidGrant()
	case body.Get("redirect_uri") != code.RedirectURI:
		return token.Set{}, redirectMismatch()
	case !verifies(body.Get("code_verifier"), code.CodeChallenge):
		return token.Set{}, invalidGrant()
	}
	user, err := e.Store.User(client.PoolID, code.Username)
	if err != nil || !user.Enabled || !readsAll(client, code.Scopes) {
		return token.Set{}, invalidGrant()
	}
	set, err := e.Issuer.SignIn(token.SignIn{
		Client: client, User: user, Scopes: code.Scopes, AuthTime: code.AuthTime, Nonce: code.Nonce, Resource: code.Resource,
		Authentication: code.Authentication, Activity: t.activity, OriginSessionID: code.OriginSessionID,
	})
	return set, asGrantError(err)
}

// scopeAttributes are the attributes that a client must be able to read to get a scope. Whether
// profile requires all of its attributes is unspecified: here it requires none.
var scopeAttributes = map[string][]string{
	"email": {"email", "email_verified"},
	"phone": {"phone_number", "phone_number_verified"},
}

// readsAll reports whether a client can read the attributes that its scopes require. Otherwise
// the endpoint returns invalid_grant (developer guide, "Token endpoint"). A client without a list
// of attributes can read all of them.
func readsAll(client userpool.Client, scopes []string) bool {
	for _, s := range scopes {
		for _, name := range scopeAttributes[s] {
			if !client.MayRead(name) {
				return false
			}
		}
	}
	return true
}

// verifierPattern matches a code verifier: 43 to 128 unreserved characters (RFC 7636 section
// 4.1).
var verifierPattern = regexp.MustCompile(`^[A-Za-z0-9\-._~]{43,128}$`)

// verifies applies the check of RFC 7636 section 4.6 for S256. It rejects a verifier without a
// challenge, because an attacker could have removed the challenge (RFC 9700 section 2.1.1), and
// a malformed verifier even if it matches the challenge, because a short one can be guessed.
func verifies(verifier, challenge string) bool {
	if challenge == "" {
		return verifier == ""
	}
	if !verifierPattern.MatchString(verifier) {
		return false
	}
	sum := sha256.Sum256([]byte(verifier))
	got := base64.RawURLEncoding.EncodeToString(sum[:])
	return subtle.ConstantTimeCompare([]byte(got), []byte(challenge)) == 1
}
