package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"

	"github.com/go-jose/go-jose/v4"

	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
	"github.com/cognitokit/terraform-aws-cognito/internal/jwt"
)

// userPoolIssuer matches the issuer of a user pool (developer guide, "Verifying JSON web
// tokens"). Regions in China (AWS partition aws-cn) have the suffix .cn.
var userPoolIssuer = regexp.MustCompile(`^https://(?:issuer-)?cognito-idp\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/[a-z0-9-]+_[A-Za-z0-9]+$`)

// verify checks the signature of a token with the keys of its issuer, and returns a sentence
// that names the issuer. The issuer must be required or, if required is "", a user pool of Cognito:
// anyone can sign a token with an issuer of their own.
func verify(ctx context.Context, token *jwt.Token, required string) (string, error) {
	var claims struct {
		Issuer string `json:"iss"`
	}
	_ = token.Decode(&claims) // after an error, the issuer is empty, which is rejected below
	switch {
	case required != "" && claims.Issuer != required:
		return "", fmt.Errorf("iss: the issuer of the token is %q. --issuer requires %s", claims.Issuer, required)
	case required == "" && !userPoolIssuer.MatchString(claims.Issuer):
		return "", fmt.Errorf("iss: %q is not a user pool of Cognito. Name an issuer that you trust with --issuer", claims.Issuer)
	}
	if token.CheckAlgorithm() != nil {
		return "", errors.New("alg: the token is not signed with RS256, the only algorithm of Cognito")
	}
	keys, err := fetchKeys(ctx, claims.Issuer+"/.well-known/jwks.json")
	if err != nil {
		return "", err
	}
	err = token.Verify(keys)
	if unknown, ok := errors.AsType[*jwt.UnknownKeyError](err); ok {
		return "", fmt.Errorf("kid: the issuer %s has no key %q. The token is not signed by this issuer", claims.Issuer, unknown.KeyID)
	}
	if wrong, ok := errors.AsType[*jwt.SignatureError](err); ok {
		return "", fmt.Errorf("the signature does not match the key %q of the issuer %s", wrong.KeyID, claims.Issuer)
	}
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("The signature is valid. The issuer is %s.", claims.Issuer), nil
}

// fetchKeys fetches a key set (RFC 7517 section 5).
func fetchKeys(ctx context.Context, address string) (*jose.JSONWebKeySet, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("%q is not a URL, so the keys cannot be fetched", address)
	}
	response, err := exchange.Client(nil).Do(request)
	if err != nil {
		if wrapped, ok := errors.AsType[*url.Error](err); ok {
			err = wrapped.Err // its text repeats the address
		}
		return nil, fmt.Errorf("the keys at %s cannot be fetched: %w", address, err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the keys at %s cannot be fetched: HTTP %d", address, response.StatusCode)
	}
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("the keys at %s cannot be fetched: %w", address, err)
	}
	keys := &jose.JSONWebKeySet{}
	if err := json.Unmarshal(text, keys); err != nil {
		return nil, fmt.Errorf("%s does not return a key set", address)
	}
	return keys, nil
}
