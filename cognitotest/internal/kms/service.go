package kms

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cors"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/kmskey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sigv4"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// TargetPrefix is the part of X-Amz-Target before the name of an operation.
const TargetPrefix = "TrentService."

const contentType = "application/x-amz-json-1.1"

// signatureSkew is the largest accepted difference between the clocks of client and service. The
// error texts of AWS services with a JSON API state five minutes.
const signatureSkew = 5 * time.Minute

// Service implements KMS for one account.
type Service struct {
	AccountID string
	Keys      kmskey.Keys
	// Signatures verifies signatures. Nil accepts every signature.
	Signatures *sigv4.Verifier
}

// failure is an error of KMS.
type failure struct {
	status        int
	name, message string
}

func (f *failure) Error() string { return f.name + ": " + f.message }

func reject(name, message string) error { return &failure{http.StatusBadRequest, name, message} }

// Handle responds to a request of the JSON protocol. It has no CORS headers, so pages cannot read its
// responses (unspecified). region is the region of the host name, or "" on
// the plain endpoint, where the scope of the signature has the region, and fallback otherwise.
func (s *Service) Handle(w http.ResponseWriter, r *http.Request, region, fallback string) {
	response, err := s.respond(r, region, fallback)
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("x-amzn-RequestId", userpool.NewUUID())
	if err != nil {
		f, ok := errors.AsType[*failure](err)
		if !ok {
			f = &failure{http.StatusInternalServerError, "KMSInternalException", err.Error()}
		}
		w.WriteHeader(f.status)
		body := map[string]string{"__type": f.name}
		if f.message != "" {
			body["message"] = f.message
		}
		_ = json.NewEncoder(w).Encode(body) // an error means that the client has disconnected
		return
	}
	_ = json.NewEncoder(w).Encode(response) // as above
}

func (s *Service) respond(r *http.Request, region, fallback string) (any, error) {
	if operation := strings.TrimPrefix(r.Header.Get("X-Amz-Target"), TargetPrefix); operation != "Decrypt" {
		return nil, reject("UnknownOperationException", "The emulator has only the operation Decrypt of KMS, not "+strconv.Quote(operation)+".")
	}
	body, err := io.ReadAll(r.Body) // the router limits its size
	if err != nil {
		return nil, err
	}
	scope, err := s.verify(r, body, region)
	if err != nil {
		return nil, err
	}
	return s.decrypt(body, cmp.Or(region, scope, fallback))
}

// verify returns the region in the scope of the signature. As in package cognitoidp, it rejects pages
// if no keys are configured: without keys the emulator accepts the signature of any page.
func (s *Service) verify(r *http.Request, body []byte, region string) (scope string, err error) {
	signature, err := sigv4.Parse(r)
	switch {
	case s.Signatures == nil && cors.FromPage(r):
		return "", reject("AccessDeniedException", "A web page sent this request, and the emulator has no access keys to verify its signature. Call KMS from a process instead.")
	case err == nil && s.Signatures != nil:
		err = s.Signatures.Verify(r, body, sigv4.Expected{Service: "kms", Region: region, Skew: signatureSkew})
	}
	invalid, ok := errors.AsType[*sigv4.Error](err)
	if !ok {
		return signature.Region, err
	}
	switch invalid.Reason {
	case sigv4.Missing:
		return "", reject("MissingAuthenticationTokenException", "Missing Authentication Token")
	case sigv4.Incomplete:
		return "", reject("IncompleteSignatureException", invalid.Message)
	case sigv4.UnknownKey:
		return "", reject("UnrecognizedClientException", invalid.Message)
	}
	return "", reject("InvalidSignatureException", invalid.Message)
}
