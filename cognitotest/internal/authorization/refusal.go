package authorization

import (
	"errors"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// RefusalLocation is where the browser is sent with an error of [Parse]: to the
// error page, or to the callback if client and redirect URI are trusted. ok is
// false for an error of another kind.
func RefusalLocation(r *http.Request, err error) (location string, ok bool) {
	if page, isPage := errors.AsType[*PageError](err); isPage {
		return Origin(r) + page.Path(), true
	}
	if callback, isCallback := errors.AsType[*CallbackError](err); isCallback {
		return callback.Location(), true
	}
	return "", false
}

// Refused answers an authorization request that cannot be served: with a redirect for
// an error of [Parse], otherwise with a fault of the stand-in.
func Refused(w http.ResponseWriter, r *http.Request, store *userpool.Store, err error) {
	location, ok := RefusalLocation(r, err)
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
