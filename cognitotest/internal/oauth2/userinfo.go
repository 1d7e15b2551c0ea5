package oauth2

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
)

// userInfo returns the claims of a user for an access token with the openid scope (OpenID
// Connect Core 5.3). All values are strings, including verified flags, updated_at and address, as
// in the sample of the developer guide ("userInfo endpoint").
func (e *Endpoints) userInfo(w http.ResponseWriter, r *http.Request, poolID string) {
	scheme, raw, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	// A scheme is not case-sensitive (RFC 9110 section 11.1).
	if !ok || !strings.EqualFold(scheme, "Bearer") || r.Method != http.MethodGet {
		rejectBearer(w, http.StatusBadRequest, "invalid_request", "Bad OAuth2 request at UserInfo Endpoint")
		return
	}
	access, err := e.Issuer.Access(raw)
	valid := err == nil && access.PoolID == poolID
	user, userErr := e.Issuer.User(access)
	client, clientErr := e.Store.Client(access.PoolID, access.ClientID)
	if !valid || userErr != nil || clientErr != nil {
		rejectBearer(w, http.StatusUnauthorized, "invalid_token",
			"Access token is expired, disabled, or deleted, or the user has globally signed out.")
		return
	}
	if !slices.Contains(access.Scopes, "openid") {
		// The description is from a live pool (simov/grant#189). Status and code are from the
		// documentation's section about tokens.
		rejectBearer(w, http.StatusUnauthorized, "invalid_token", "Access token does not contain openid scope")
		return
	}
	body := map[string]string{"sub": user.Sub(), "username": user.Username}
	for _, a := range token.ReadableAttributes(client, user, access.Scopes) {
		body[a.Name] = a.Value
	}
	writeJSON(w, http.StatusOK, body)
}

// rejectBearer sends an error in the WWW-Authenticate header and in the body.
func rejectBearer(w http.ResponseWriter, status int, code, description string) {
	w.Header().Set("WWW-Authenticate", fmt.Sprintf("error=%q, error_description=%q", code, description))
	writeJSON(w, status, map[string]string{"error": code, "error_description": description})
}
