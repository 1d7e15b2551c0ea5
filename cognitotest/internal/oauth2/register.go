package oauth2

import (
	"errors"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// register is the client registration endpoint (RFC 7591 section 3). The developer guide ("Dynamic
// client registration") has its path, its scope and its two kinds of registration. The metadata, the
// responses and the errors follow the RFC; what the RFC leaves open is unspecified.
//
// There is no endpoint for a registered client (RFC 7592), so a response has no registration access
// token. UpdateUserPoolClient and DeleteUserPoolClient change it.
func (e *Endpoints) register(w http.ResponseWriter, r *http.Request, poolID string) {
	if r.Method != http.MethodPost {
		rejectMethod(w)
		return
	}
	pool, err := e.Store.Pool(poolID)
	if err != nil || !pool.RegistersClients() {
		rejectUnknownPath(w)
		return
	}
	authenticated := r.Header.Get("Authorization") != ""
	if rejected := e.mayRegister(r, pool); rejected != nil {
		rejectBearer(w, rejected.status, rejected.Code, rejected.Description)
		return
	}
	m, err := readRegistration(r)
	if err != nil {
		writeError(w, err)
		return
	}
	client, err := e.Store.RegisterClient(poolID, userpool.Registration{
		Authenticated: authenticated, Flow: m.flow(), Confidential: m.AuthMethod != noAuthentication,
		Name: m.Name, RedirectURIs: m.RedirectURIs, Scopes: m.scopes(),
	})
	switch {
	case errors.Is(err, userpool.ErrRegistrationOff): // since the first phase
		rejectUnknownPath(w)
	case err != nil:
		writeError(w, asRegistrationError(err))
	default:
		writeJSON(w, http.StatusCreated, m.response(client))
	}
}

// mayRegister checks the access token of a registration, or whether the pool requires one. The
// errors follow RFC 6750 section 3.1, with the status of userInfo for another scheme.
func (e *Endpoints) mayRegister(r *http.Request, pool userpool.Pool) *protocolError {
	header := r.Header.Get("Authorization")
	if header == "" {
		if pool.Registration.Open {
			return nil
		}
		return &protocolError{Code: "invalid_token", status: http.StatusUnauthorized, Description: "Registration requires an access token with the scope " + userpool.RegistrationScope + "."}
	}
	scheme, raw, ok := strings.Cut(header, " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return &protocolError{Code: "invalid_request", status: http.StatusBadRequest, Description: "Send the access token as a bearer token, or no Authorization header for open registration."}
	}
	access, err := e.Issuer.Access(raw)
	client, clientErr := e.Store.Client(pool.ID, access.ClientID)
	if err != nil || clientErr != nil { // the client of a token of another pool is not in this one
		return &protocolError{Code: "invalid_token", status: http.StatusUnauthorized, Description: "The access token is not valid in this user pool, has expired or is revoked."}
	}
	// The client must still have the scope, so that its removal ends registration (unspecified).
	if !slices.Contains(access.Scopes, userpool.RegistrationScope) || !slices.Contains(client.AllowedOAuthScopes, userpool.RegistrationScope) {
		return &protocolError{Code: "insufficient_scope", status: http.StatusForbidden, Description: "The access token requires the scope " + userpool.RegistrationScope + "."}
	}
	return nil
}

// readRegistration returns the metadata of a request.
func readRegistration(r *http.Request) (clientMetadata, error) {
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || mediaType != "application/json" {
		return clientMetadata{}, invalidClientMetadata("Send the metadata as a JSON object with the content type application/json.")
	}
	m, err := parseClientMetadata(r.Body)
	if err != nil {
		return clientMetadata{}, err
	}
	return m, m.validate()
}

// asRegistrationError returns the response for an error of the store. The code for a full pool is
// unspecified; RFC 7591 has none.
func asRegistrationError(err error) error {
	exception, ok := errors.AsType[*apierror.Exception](err)
	switch {
	case !ok:
		return err
	case errors.Is(err, apierror.ErrLimitExceeded):
		return &protocolError{Code: "invalid_request", Description: exception.Message}
	}
	return invalidClientMetadata("%s", exception.Message)
}

// rejectUnknownPath sends the response of a path that does not exist: a pool without registration
// has no registration endpoint (unspecified).
func rejectUnknownPath(w http.ResponseWriter) {
	writeJSON(w, http.StatusNotFound, map[string]string{"message": "Not Found"})
}
