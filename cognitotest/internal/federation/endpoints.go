package federation

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// endpoints are the addresses of a provider.
type endpoints struct {
	Authorize string `json:"authorization_endpoint"`
	Token     string `json:"token_endpoint"`
	UserInfo  string `json:"userinfo_endpoint"` // "": none
	Keys      string `json:"jwks_uri"`
	Issuer    string `json:"issuer"`
}

// discover returns a provider with its endpoints: those that its details state, and for
// an OIDC provider the others from the document below its issuer (developer guide,
// "Using OIDC identity providers with a user pool"). Addresses that are found must be
// https there, or "the login will fail". Nobody is asked for what is not needed: on the
// way to a provider that is where it sends people alone.
func (c *Client) discover(ctx context.Context, i userpool.IdentityProvider, departing bool) (provider, error) {
	p := provider{IdentityProvider: i, details: i.DescribedDetails()}
	p.endpoints = endpoints{
		Authorize: p.details["authorize_url"], Token: p.details["token_url"],
		UserInfo: p.details["attributes_url"], Keys: p.details["jwks_uri"], Issuer: p.details["oidc_issuer"],
	}
	stated := p.endpoints
	switch {
	case departing && stated.Authorize != "":
		return p, nil
	case !departing && stated.Token != "" && (!p.speaksOpenID() || stated.Keys != ""):
		return p, nil
	}
	var found endpoints
	address := strings.TrimSuffix(stated.Issuer, "/") + "/.well-known/openid-configuration"
	if err := c.call(ctx, p, http.MethodGet, address, nil, "", "Read timed out", "error getting openid-configuration", &found); err != nil {
		return provider{}, err
	}
	for _, address := range []string{found.Authorize, found.Token, found.Keys} {
		if !strings.HasPrefix(address, "https://") {
			return provider{}, failure("%s Error - an endpoint of its openid-configuration is not https", p.Name)
		}
	}
	p.endpoints = endpoints{
		Authorize: cmp.Or(stated.Authorize, found.Authorize), Token: cmp.Or(stated.Token, found.Token),
		UserInfo: cmp.Or(stated.UserInfo, found.UserInfo), Keys: cmp.Or(stated.Keys, found.Keys), Issuer: stated.Issuer,
	}
	return p, nil
}

// speaksOpenID reports whether the provider answers with an ID token. Facebook and Login
// with Amazon speak OAuth 2.0 alone.
func (p provider) speaksOpenID() bool {
	return p.Type == "OIDC" || p.Type == "Google" || p.Type == "SignInWithApple"
}
