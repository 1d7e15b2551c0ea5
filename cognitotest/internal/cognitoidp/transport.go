package cognitoidp

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cors"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sigv4"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// maxBody is the largest request of the API reference, that of a managed login style
// (API_CreateManagedLoginBranding).
const maxBody = 2 << 20

// readBody reads the body of a request, or answers one that is no call of the API: with
// another content type, or too large. The latter's status is chosen.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	if mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || mediaType != contentType {
		NotUnderstood(w, r)
		return nil, false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		w.WriteHeader(http.StatusRequestEntityTooLarge)
	case err != nil:
		WriteError(w, apierror.Serialization(""))
	}
	return body, err == nil
}

// NotUnderstood is what the service's hosts answer to a request that is no call of the
// API (amazon-archives/amazon-cognito-js#64, bukalapak/snowboard#145).
func NotUnderstood(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("x-amzn-RequestId", userpool.NewUUID())
	w.WriteHeader(http.StatusNotFound)
	_, _ = io.WriteString(w, `{"code":"BadRequest","message":"The server did not understand the operation that was requested.","type":"client"}`) // the client went away
}

// signatureSkew is how far a client's clock may be from the service's: the messages of
// JSON services say five minutes.
const signatureSkew = 5 * time.Minute

// authorize refuses a request that is not signed although its operation asks for it, and
// where keys are configured one that none of them has signed. It returns the region of
// the signature's scope, or "".
func (a *API) authorize(r *http.Request, body []byte, o apimodel.Operation, region string) (string, error) {
	signature, err := sigv4.Parse(r)
	switch {
	case o.Unsigned:
		return signature.Region, nil
	case a.Keys == nil && cors.FromPage(r):
		return "", apierror.SignedCallFromPage()
	case err == nil && a.Keys != nil:
		err = a.Keys.Verify(r, body, sigv4.Expected{Service: "cognito-idp", Region: region, Skew: signatureSkew})
	}
	return signature.Region, signatureException(err)
}

// signatureException names the reasons as JSON services do (API reference, "Common errors").
func signatureException(err error) error {
	var refusal *sigv4.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	switch refusal.Reason {
	case sigv4.Missing:
		return apierror.MissingAuthenticationToken()
	case sigv4.Incomplete:
		return apierror.IncompleteSignature(refusal.Message)
	case sigv4.UnknownKey:
		return apierror.UnrecognizedClient(refusal.Message)
	}
	return apierror.InvalidSignature(refusal.Message)
}
