package login

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
)

// SignOut opens the logout endpoint with the browser's cookies. It follows redirects between
// hosted pages, and returns the first other response: on success, a redirect to logoutURI, which
// it does not follow.
func (b *Browser) SignOut(ctx context.Context, logoutURI string) (*Response, error) {
	target, err := url.Parse(b.client.EndSessionEndpoint)
	if err != nil || target.Host == "" {
		return nil, fmt.Errorf("the logout endpoint %q is not a URL", b.client.EndSessionEndpoint)
	}
	query := target.Query()
	query.Set("client_id", b.client.ClientID)
	query.Set("logout_uri", logoutURI)
	target.RawQuery = query.Encode()

	hosted := *target
	for range maxHops {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, target.String(), nil)
		if err != nil {
			return nil, fmt.Errorf("the logout request cannot be made: %w", cause(err))
		}
		resp, err := b.client.do(req, b.jar)
		if err != nil {
			return nil, err
		}
		next, err := redirectOf(resp, target)
		if err != nil {
			return nil, err
		}
		if next == nil || !sameOrigin(next, &hosted) {
			return resp, nil
		}
		target = next
	}
	return nil, &RedirectLoopError{}
}
