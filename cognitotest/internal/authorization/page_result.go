package authorization

import (
	"net/url"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// ParseReturn checks the client and the redirect URI of a page that returns a result to the app
// instead of a code. It ignores the other parameters. A client's default redirect URI does not
// replace the parameter (vppillai/chintan, measured). Its error is a *PageError.
func ParseReturn(store *userpool.Store, d userpool.Domain, q url.Values) (*Request, error) {
	if q.Get("redirect_uri") == "" {
		return nil, &PageError{Code: "Missing required parameter redirect_uri"}
	}
	return trusted(store, d.PoolID, q)
}

// Result returns the redirect URI with the result of a page (vppillai/chintan, measured).
func (r *Request) Result(result string) string {
	return r.location([]string{"result=" + url.QueryEscape(result)})
}
