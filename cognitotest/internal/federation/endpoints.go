package federation

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// endpoints are the URLs of a provider.
type endpoints struct {
	Authorize string `json:"authorization_endpoint"`
	Token     string `json:"token_endpoint"`
	UserInfo  string `json:"userinfo_endpoint"` // "" if the provider has no such endpoint
	Keys      string `json:"jwks_uri"`
	Issuer    string `json:"issuer"`
}

// discover returns a provider with its endpoints. The details of the provider have
// precedence; the discovery document of the issuer has the others (developer guide, "Using
// OIDC identity providers with a user pool"). Its endpoints must be https, or "the login will
// fail". discover does not request the document if the details have the needed endpoints: to
// start a sign-in, that is only the authorization endpoint.
func (c *Client) discover(ctx context.Context, i userpool.IdentityProvider, start bool) (provider, error) {
	p := provider{IdentityProvider: i, details: i.DescribedDetails()}
	p.endpoints = endpoints{
		Authorize: p.details["authorize_url"], Token: p.details["token_url"],
		UserInfo: p.details["attributes_url"], Keys: p.details["jwks_uri"], Issuer: p.details["oidc_issuer"],
	}
	configured := p.endpoints
	switch {
	case start && configured.Authorize != "":
		return p, nil
	case !start && configured.Token != "" && (!p.returnsIDToken() || configured.Keys != ""):
		return p, nil
	}
	var found endpoints
	address := strings.TrimSuffix(configured.Issuer, "/") + "/.well-known/openid-configuration"
	if err := c.call(ctx, p, http.MethodGet, address, nil, "", "Read timed out", "error getting openid-configuration", &found); err != nil {
		return provider{}, err
	}
	for _, address := range []string{found.Authorize, found.Token, found.Keys} {
		if !strings.HasPrefix(address, "https://") {
			return provider{}, failure("%s Error - an endpoint of its openid-configuration is not https", p.Name)
		}
	}
	p.endpoints = endpoints{
		Authorize: cmp.Or(configured.Authorize, found.Authorize), Token: cmp.Or(configured.Token, found.Token),
		UserInfo: cmp.Or(configured.UserInfo, found.UserInfo), Keys: cmp.Or(configured.Keys, found.Keys), Issuer: configured.Issuer,
	}
	return p, nil
}

// returnsIDToken reports whether the provider returns an ID token. Facebook and Login with
// Amazon support only OAuth 2.0.
func (p provider) returnsIDToken() bool {
	return p.Type == "OIDC" || p.Type == "Google" || p.Type == "SignInWithApple"
}
