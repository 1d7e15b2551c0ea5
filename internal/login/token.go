package login

import (
	"context"
	"net/url"
	"strings"
)

// Exchange redeems an authorization code at the token endpoint (RFC 6749 section 4.1.3). An empty codeVerifier is not
// sent.
func (c *Client) Exchange(ctx context.Context, code, codeVerifier string) (*Response, error) {
	form := url.Values{
		"grant_type":   {"authorization_code"},
		"code":         {code},
		"redirect_uri": {c.RedirectURI},
	}
	if codeVerifier != "" {
		form.Set("code_verifier", codeVerifier)
	}
	return c.Token(ctx, form)
}

// Refresh redeems a refresh token at the token endpoint (RFC 6749 section 6).
func (c *Client) Refresh(ctx context.Context, refreshToken string) (*Response, error) {
	return c.Token(ctx, url.Values{
		"grant_type":    {"refresh_token"},
		"refresh_token": {refreshToken},
	})
}

// ClientCredentials requests a token for the client itself (RFC 6749 section 4.4.2). Without
// scopes, the parameter is absent, and Cognito grants all scopes of the client.
func (c *Client) ClientCredentials(ctx context.Context, scopes ...string) (*Response, error) {
	form := url.Values{"grant_type": {"client_credentials"}}
	if len(scopes) > 0 {
		form.Set("scope", strings.Join(scopes, " "))
	}
	return c.Token(ctx, form)
}

// Token sends any form to the token endpoint, with the client's authentication. It is for
// requests that no well-behaved application sends, such as an unknown grant type.
func (c *Client) Token(ctx context.Context, form url.Values) (*Response, error) {
	return c.postForm(ctx, c.TokenEndpoint, form)
}
