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
)

// userPoolIssuer is the issuer of a user pool: developer guide, "Verifying JSON web
// tokens". The second form is that of the regions in China (AWS partition aws-cn).
var userPoolIssuer = regexp.MustCompile(`^https://cognito-idp\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/[a-z0-9-]+_[A-Za-z0-9]+$`)

// verify checks the signature with the keys of the issuer, and says whose they are. The
// issuer is the wanted one, or that which the token names if it is a user pool: anyone can
// sign a token of an issuer of their own.
func (t *parsedToken) verify(ctx context.Context, wanted string) (string, error) {
	var claims struct {
		Issuer string `json:"iss"`
	}
	_ = json.Unmarshal(t.claims, &claims) // no issuer is refused below
	switch {
	case wanted != "" && claims.Issuer != wanted:
		return "", fmt.Errorf("the token is of the issuer %q and not of %s", claims.Issuer, wanted)
	case wanted == "" && !userPoolIssuer.MatchString(claims.Issuer):
		return "", fmt.Errorf("the issuer %q is no user pool of Cognito: name the one that you trust with --issuer", claims.Issuer)
	}
	// Cognito signs with RS256 and nothing else: the same page.
	signed, err := jose.ParseSignedCompact(t.compact, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		return "", errors.New("the token is not signed with RS256, as Cognito signs")
	}
	keys, err := fetchKeys(ctx, claims.Issuer+"/.well-known/jwks.json")
	if err != nil {
		return "", err
	}
	id := signed.Signatures[0].Header.KeyID
	found := keys.Key(id)
	if len(found) == 0 {
		return "", fmt.Errorf("the issuer %s has no key %q: the token is not signed by it", claims.Issuer, id)
	}
	if _, err := signed.Verify(found[0]); err != nil {
		return "", fmt.Errorf("the signature is not that of the key %q of the issuer %s", id, claims.Issuer)
	}
	return fmt.Sprintf("The signature is that of %s.", claims.Issuer), nil
}

func fetchKeys(ctx context.Context, address string) (*jose.JSONWebKeySet, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("the keys' address %q is no URL", address)
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
		return nil, fmt.Errorf("%s answers with something else than keys", address)
	}
	return keys, nil
}
