package oauth2

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// grant is one grant type of the token endpoint.
type grant struct {
	flows  []string // of AllowedOAuthFlows; one of them permits the grant
	redeem func(*Endpoints, userpool.Client, url.Values) (token.Set, error)
}

// grants is the list of supported grant types (developer guide, "Token endpoint").
var grants = map[string]grant{
	"authorization_code": {flows: []string{"code"}, redeem: (*Endpoints).redeemCode},
	"refresh_token":      {flows: []string{"code"}, redeem: (*Endpoints).redeemRefreshToken},
	"client_credentials": {flows: []string{"client_credentials"}, redeem: (*Endpoints).redeemClientCredentials},
}

// token runs the phases of a token request: method and content type, client
// authentication, "the client allows this grant", the grant, the response.
func (e *Endpoints) token(w http.ResponseWriter, r *http.Request, poolID string) {
	set, err := e.answer(r, poolID)
	if err != nil {
		writeError(w, err)
		return
	}
	writeJSON(w, http.StatusOK, response(set))
}

func (e *Endpoints) answer(r *http.Request, poolID string) (token.Set, error) {
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
	client, err := e.authenticate(r, body, poolID)
	if err != nil {
		return token.Set{}, err
	}
	g, supported := grants[body.Get("grant_type")]
	if !supported {
		return token.Set{}, unsupportedGrantType()
	}
	allowed := func(flow string) bool { return slices.Contains(client.AllowedOAuthFlows, flow) }
	if !client.OAuthEnabled || !slices.ContainsFunc(g.flows, allowed) {
		return token.Set{}, unauthorizedClient()
	}
	return g.redeem(e, client, body)
}

// response is the body of a successful answer. It has no scope member, and
// id_token and refresh_token only where the grant gives them (developer guide,
// "Token endpoint").
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

// asGrantError turns the service's refusal of a token or a user, and the failure of a
// Lambda function (chosen), into invalid_grant and leaves faults as they are.
func asGrantError(err error) error {
	if _, ok := errors.AsType[*userpool.Exception](err); ok {
		return invalidGrant()
	}
	return err
}
