package login

import (
	"context"
	"fmt"
	"net/http"
)

// UserInfo requests the userInfo endpoint for the user of an access token (RFC 6750 section
// 2.1).
func (c *Client) UserInfo(ctx context.Context, accessToken string) (*Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.UserInfoEndpoint, nil)
	if err != nil {
		return nil, fmt.Errorf("the userInfo endpoint %q is not a URL: %w", c.UserInfoEndpoint, cause(err))
	}
	req.Header.Set("Authorization", "Bearer "+accessToken)
	return c.do(req, nil)
}
