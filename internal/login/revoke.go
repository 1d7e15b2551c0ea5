package login

import (
	"context"
	"net/url"
)

// Revoke revokes a refresh token at the revocation endpoint (RFC 7009 section 2.1).
func (c *Client) Revoke(ctx context.Context, refreshToken string) (*Response, error) {
	return c.postForm(ctx, c.RevocationEndpoint, url.Values{"token": {refreshToken}})
}
