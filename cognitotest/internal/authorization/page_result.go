package authorization

import (
	"net/url"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// ParseReturn checks the client and the redirect URI of a page that returns a result to the app
// instead of a code. It ignores the other parameters. Its error is a *PageError.
func ParseReturn(store *userpool.Store, d userpool.Domain, q url.Values) (*Request, error) {
	return trusted(store, d.PoolID, q)
}

// Result returns the redirect URI with the result of a page (a probe of a live pool, 4 September
// 2026).
func (r *Request) Result(result string) string {
	return r.location([]string{"result=" + url.QueryEscape(result)})
}
