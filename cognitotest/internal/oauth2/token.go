package oauth2

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/activity"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// tokenRequest is a token request of an authenticated client.
type tokenRequest struct {
	client   userpool.Client
	body     url.Values
	refresh  userpool.Refresh // set by the refresh token grant
	activity userpool.Activity
}

// grant is one grant type of the token endpoint.
type grant struct {
	flow   string // the member of AllowedOAuthFlows that permits the grant
	redeem func(*Endpoints, tokenRequest) (token.Set, error)
}

const (
	authorizationCodeGrant = "authorization_code"
	refreshTokenGrant      = "refresh_token"
	clientCredentialsGrant = "client_credentials"
)

// grants are the supported grant types (developer guide, "Token endpoint").
var grants = map[string]grant{
	authorizationCodeGrant: {flow: "code", redeem: (*Endpoints).redeemCode},
	refreshTokenGrant:      {flow: "code", redeem: (*Endpoints).redeemRefreshToken},
	clientCredentialsGrant: {flow: "client_credentials", redeem: (*Endpoints).redeemClientCredentials},
}

// token runs the phases of a token request: method and content type, client authentication,
// permission of the client to use the grant, the grant, the response.
func (e *Endpoints) token(w http.ResponseWriter, r *http.Request, poolID string) {
	set, err := e.redeem(r, poolID)
	if err != nil {
		writeError(w, err)
		return
	}
	writeJSON(w, http.StatusOK, response(set))
}

func (e *Endpoints) redeem(r *http.Request, poolID string) (token.Set, error) {
	body, err := form(r)
	if err == nil {
		body, err = withQuery(r, body)
	}
	if err != nil {
		return token.Set{}, err
	}
	if !body.Has("grant_type") {
		return token.Set{}, invalidRequest()
	}
	t := tokenRequest{body: body, activity: activity.Of(r)}
	t.client, err = authenticate(r, body, func(clientID string) (userpool.Client, error) {
		if body.Get("grant_type") == refreshTokenGrant {
			return e.readRefresh(&t, poolID, clientID)
		}
		return e.Store.Client(poolID, clientID)
	})
	if err != nil {
		return token.Set{}, err
	}
	g, supported := grants[body.Get("grant_type")]
	if !supported {
		return token.Set{}, unsupportedGrantType()
	}
	if !t.client.OAuthEnabled || !slices.Contains(t.client.AllowedOAuthFlows, g.flow) {
		return token.Set{}, unauthorizedClient()
	}
	return g.redeem(e, t)
}

// response returns the body of a successful response. It has no scope member. It has id_token
// and refresh_token only if the grant returns them (developer guide, "Token endpoint").
func response(set token.Set) map[string]any {
	body := map[string]any{
		"access_token": set.Access,
		"token_type":   "Bearer",
		"expires_in":   int(set.ExpiresIn.Seconds()),
	}
	if set.ID != "" {
		body["id_token"] = set.ID
	}
	if set.Refresh != "" {
		body["refresh_token"] = set.Refresh
	}
	return body
}

// asGrantError returns invalid_grant for an API error about a token or a user, and for an error of
// a Lambda trigger (unspecified). It returns any other error unchanged.
func asGrantError(err error) error {
	if _, ok := errors.AsType[*apierror.Exception](err); ok {
		return invalidGrant()
	}
	return err
}
