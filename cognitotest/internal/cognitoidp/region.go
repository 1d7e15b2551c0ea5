package cognitoidp

import (
	"cmp"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// endpoint describes where a request arrived.
type endpoint struct {
	region   string // in the host name or in the signature; "" for an unsigned request to the plain endpoint
	fallback string // the region of a request whose region is not determined in another way
}

// regionOf returns the region of a request. If that is the secondary region of the pool of the request,
// replicated is the id of the pool. The plain endpoint has no region in its host name. There
// the client, access token or session of an unsigned action determines the region: they are unique
// among all regions. The service has no such endpoint, so this rule is the emulator's own.
//
// The endpoint of a region rejects access tokens and sessions of other regions, as it does not find
// their clients and pools. The error texts are unspecified: the emulator returns the texts for an
// invalid token and an unknown session.
func (a *API) regionOf(action string, at endpoint, request map[string]any) (region, replicated string, err error) {
	operation, _ := apimodel.Lookup(action)
	poolID, _ := request["UserPoolId"].(string)
	region, notFound := cmp.Or(at.region, at.fallback), error(nil)
	if operation.Unsigned {
		poolID, notFound = a.poolOf(request, at)
		region = cmp.Or(at.region, userpool.Pool{ID: poolID}.Region(), at.fallback)
	}
	switch poolRegion := (userpool.Pool{ID: poolID}).Region(); {
	case poolRegion == "" || poolRegion == region:
		return region, "", nil
	case a.servesReplica(poolID, region):
		return region, poolID, nil
	}
	return region, "", notFound
}

// poolOf returns the id of the user pool to which an unsigned request belongs, or "" if the request
// has no existing pool, client, access token or session. notFound is the error to return if the pool
// is in another region. It is nil if the action itself reports that.
func (a *API) poolOf(request map[string]any, at endpoint) (poolID string, notFound error) {
	text := func(member string) string { value, _ := request[member].(string); return value }
	if id := text("UserPoolId"); id != "" {
		return id, nil
	}
	if id := text("ClientId"); id != "" {
		if at.region != "" {
			return "", nil // the action searches for the client in this region
		}
		client, _ := a.Store.FindClient("", id) // an unknown client has no pool
		return client.PoolID, nil
	}
	if token := text("AccessToken"); token != "" {
		access, _ := a.Issuer.Access(token) // an invalid token has no pool
		return access.PoolID, apierror.NotAuthorized("Invalid Access Token")
	}
	return a.Store.SessionPool(text("Session")), apierror.NotAuthorized("Invalid session for the user.")
}
