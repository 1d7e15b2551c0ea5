package authorization

import (
	"errors"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// ErrorLocation returns the redirect for an error of [Parse]: to the error page, or to the
// callback if client and redirect URI are trusted. ok is false for any other error.
func ErrorLocation(r *http.Request, err error) (location string, ok bool) {
	if page, isPage := errors.AsType[*PageError](err); isPage {
		return Origin(r) + page.Path(), true
	}
	if callback, isCallback := errors.AsType[*CallbackError](err); isCallback {
		return callback.Location(), true
	}
	return "", false
}

// WriteError writes the error response to an authorization request: a redirect for an error of
// [Parse], otherwise an internal error of the emulator.
func WriteError(w http.ResponseWriter, r *http.Request, store *userpool.Store, err error) {
	location, ok := ErrorLocation(r, err)
	switch {
	case ok:
		Redirect(w, r, Here(store, r, location))
	case errors.Is(err, ErrJSONState):
		Headers(w, r)
		w.WriteHeader(http.StatusBadRequest)
	default:
		http.Error(w, "cognitotest: "+err.Error(), http.StatusInternalServerError)
	}
}
