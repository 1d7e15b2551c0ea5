package oauth2

import (
	"errors"
	"fmt"
	"net/http"
)

// protocolError is an error response of RFC 6749 section 5.2. The token endpoint returns every
// one of them with the status 400, including invalid_client.
type protocolError struct {
	Code        string
	Description string
	status      int // 0: 400
}

func (e *protocolError) Error() string { return "oauth2: " + e.Code }

func invalidRequest() *protocolError       { return &protocolError{Code: "invalid_request"} }
func invalidClient() *protocolError        { return &protocolError{Code: "invalid_client"} }
func invalidGrant() *protocolError         { return &protocolError{Code: "invalid_grant"} }
func invalidScope() *protocolError         { return &protocolError{Code: "invalid_scope"} }
func unauthorizedClient() *protocolError   { return &protocolError{Code: "unauthorized_client"} }
func unsupportedGrantType() *protocolError { return &protocolError{Code: "unsupported_grant_type"} }
func unsupportedTokenType() *protocolError { return &protocolError{Code: "unsupported_token_type"} }

// invalidClientMetadata and invalidRedirectURI are errors of the registration endpoint (RFC 7591
// section 3.2.2). The descriptions are the emulator's own.
func invalidClientMetadata(format string, args ...any) *protocolError {
	return &protocolError{Code: "invalid_client_metadata", Description: fmt.Sprintf(format, args...)}
}

func invalidRedirectURI(format string, args ...any) *protocolError {
	return &protocolError{Code: "invalid_redirect_uri", Description: fmt.Sprintf(format, args...)}
}

// redirectMismatch is the token endpoint's error for a redirect_uri that differs from the one in
// the authorization request. The current documentation has the description; older captures do not.
func redirectMismatch() *protocolError {
	return &protocolError{Code: "unauthorized_client", Description: "invalid_redirect"}
}

// errNotAForm is the error of a request that is not a POST of a form. Its response has no body.
var errNotAForm = errors.New("oauth2: the request is not a POST of a form")

// writeError sends an error response. An error of another kind is an internal error of the
// emulator.
func writeError(w http.ResponseWriter, err error) {
	if errors.Is(err, errNotAForm) {
		// Live pools return an empty 405 for another content type
		// (amazon-archives/amazon-cognito-auth-js#52, sergiodxa/remix-auth-oauth2#128,
		// vouch/vouch-proxy#117).
		rejectMethod(w)
		return
	}
	var p *protocolError
	if !errors.As(err, &p) {
		http.Error(w, "cognitotest: "+err.Error(), http.StatusInternalServerError)
		return
	}
	body := map[string]string{"error": p.Code}
	if p.Description != "" {
		body["error_description"] = p.Description
	}
	status := p.status
	if status == 0 {
		status = http.StatusBadRequest
	}
	writeJSON(w, status, body)
}

// rejectMethod sends an empty 405. RFC 9110 section 15.5.6 requires Allow.
func rejectMethod(w http.ResponseWriter) {
	w.Header().Set("Allow", "POST, OPTIONS")
	w.WriteHeader(http.StatusMethodNotAllowed)
}
