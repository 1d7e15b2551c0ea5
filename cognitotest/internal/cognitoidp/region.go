package cognitoidp

import (
	"cmp"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// place is where a request arrived.
type place struct {
	region   string // of the host name or of the signature, or "": the plain endpoint, unsigned
	fallback string // for a request that names no region in any way
}

// regionOf returns the region of a request. On the plain endpoint, whose name has no region, an
// unsigned action belongs to the region of its client, access token or session, which are unique
// among all regions. This rule is the emulator's own. The host of a region does not know the
// access tokens and sessions of other regions, nor their clients and pools. The texts are
// unspecified: they are the texts for a token and a session that never existed.
func (a *API) regionOf(action string, at place, request map[string]any) (string, error) {
	if operation, _ := apimodel.Lookup(action); !operation.Unsigned {
		return cmp.Or(at.region, at.fallback), nil
	}
	poolID, unknown := a.subject(request, at)
	home := userpool.Pool{ID: poolID}.Region()
	if at.region != "" && home != "" && home != at.region && unknown != nil {
		return "", unknown
	}
	return cmp.Or(at.region, home, at.fallback), nil
}

// subject returns the id of the user pool that an unsigned request is about, and the error of
// a region that does not know it; nil: the action itself says so. The id is "" if the request
// names nothing that exists.
func (a *API) subject(request map[string]any, at place) (poolID string, unknown error) {
	text := func(member string) string { value, _ := request[member].(string); return value }
	if id := text("UserPoolId"); id != "" {
		return id, nil
	}
	if id := text("ClientId"); id != "" {
		if at.region != "" {
			return "", nil // the action looks the client up in this region
		}
		client, _ := a.Store.FindClient("", id) // one that does not exist has no pool
		return client.PoolID, nil
	}
	if token := text("AccessToken"); token != "" {
		access, _ := a.Issuer.Access(token) // an invalid token has no pool
		return access.PoolID, apierror.NotAuthorized("Invalid Access Token")
	}
	return a.Store.SessionPool(text("Session")), apierror.NotAuthorized("Invalid session for the user.")
}
