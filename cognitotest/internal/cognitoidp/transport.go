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

// maxBody is the size of the largest request in bytes. The API reference states it for
// API_CreateManagedLoginBranding.
const maxBody = 2 << 20

// readBody reads the body of a request. If it returns false, it has written the response: the content
// type is not the API's, or the body is too large (the status is unspecified) or incomplete.
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

// NotUnderstood writes the response to a request that reached a host of the service but does not call
// the API
// (amazon-archives/amazon-cognito-js#64, bukalapak/snowboard#145).
func NotUnderstood(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("x-amzn-RequestId", userpool.NewUUID())
	w.WriteHeader(http.StatusNotFound)
	_, _ = io.WriteString(w, `{"code":"BadRequest","message":"The server did not understand the operation that was requested.","type":"client"}`) // the client closed the connection
}

// signatureSkew is the largest accepted difference between the clocks of client and service. The error
// texts of AWS services with a JSON API state five minutes.
const signatureSkew = 5 * time.Minute

// authorize rejects an unsigned request to an operation that requires a signature. If keys are
// configured, it also rejects signatures that none of the keys created. It returns the region in the
// scope of the signature, or "" without a scope.
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

// signatureException returns the exception that AWS services with a JSON API return for an invalid
// signature (API reference, "Common errors").
func signatureException(err error) error {
	var invalid *sigv4.Error
	if !errors.As(err, &invalid) {
		return err
	}
	switch invalid.Reason {
	case sigv4.Missing:
		return apierror.MissingAuthenticationToken()
	case sigv4.Incomplete:
		return apierror.IncompleteSignature(invalid.Message)
	case sigv4.UnknownKey:
		return apierror.UnrecognizedClient(invalid.Message)
	}
	return apierror.InvalidSignature(invalid.Message)
}
