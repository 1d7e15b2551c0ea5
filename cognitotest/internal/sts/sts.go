package sts

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cors"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sigv4"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/"

type identityResponse struct {
	XMLName xml.Name `xml:"GetCallerIdentityResponse"`
	XMLNS   string   `xml:"xmlns,attr"`
	Result  struct {
		Arn     string
		UserID  string `xml:"UserId"`
		Account string
	} `xml:"GetCallerIdentityResult"`
	RequestID string `xml:"ResponseMetadata>RequestId"`
}

type errorResponse struct {
	XMLName xml.Name `xml:"ErrorResponse"`
	XMLNS   string   `xml:"xmlns,attr"`
	Error   struct {
		Type    string
		Code    string
		Message string
	}
	RequestID string `xml:"RequestId"`
}

// Service implements STS for one account.
type Service struct {
	AccountID string
	// Keys verifies signatures. Nil accepts every signature.
	Keys *sigv4.Verifier
}

const (
	maxBody = 1 << 20
	skew    = 15 * time.Minute
)

// Handle responds to a request of the Query protocol. region is the region of the host name, or "".
func (s *Service) Handle(w http.ResponseWriter, r *http.Request, region string) {
	// As in package cognitoidp, pages may call the service only if keys are configured: without
	// keys the emulator accepts the signature of any page.
	switch {
	case s.Keys == nil && cors.FromPage(r):
		WriteError(w, http.StatusForbidden, "AccessDenied", "A web page sent this request, and the emulator has no access keys to verify its signature. Start it with Credentials to call STS from pages.")
		return
	case s.Keys != nil && r.Method == http.MethodOptions:
		cors.Preflight(w, r, "GET, POST")
		return
	case s.Keys != nil:
		cors.Open(w)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		WriteError(w, http.StatusRequestEntityTooLarge, "RequestEntityTooLarge", fmt.Sprintf("The request body is larger than %d bytes.", large.Limit))
		return
	}
	if err != nil {
		WriteError(w, http.StatusBadRequest, "MalformedQueryString", err.Error())
		return
	}
	if err := s.verify(r, body, region); err != nil {
		writeSignatureError(w, err)
		return
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		WriteError(w, http.StatusBadRequest, "MalformedQueryString", err.Error())
		return
	}
	if action := form.Get("Action"); action != "GetCallerIdentity" {
		WriteError(w, http.StatusBadRequest, "InvalidAction", "The emulator does not have the action "+action+".")
		return
	}
	accountID := s.AccountID
	identity := identityResponse{XMLNS: namespace, RequestID: userpool.NewUUID()}
	identity.Result.Arn = "arn:aws:iam::" + accountID + ":user/cognitotest"
	identity.Result.UserID = "AIDACOGNITOTESTEXAMPLE"
	identity.Result.Account = accountID
	write(w, http.StatusOK, identity)
}

func (s *Service) verify(r *http.Request, body []byte, region string) error {
	if s.Keys == nil {
		_, err := sigv4.Parse(r)
		return err
	}
	return s.Keys.Verify(r, body, sigv4.Expected{Service: "sts", Region: region, Skew: skew})
}

// writeSignatureError sends the error of STS (API_GetCallerIdentity, "Common errors").
func writeSignatureError(w http.ResponseWriter, err error) {
	var invalid *sigv4.Error
	if !errors.As(err, &invalid) {
		WriteError(w, http.StatusInternalServerError, "InternalFailure", err.Error())
		return
	}
	switch invalid.Reason {
	case sigv4.Missing:
		WriteError(w, http.StatusForbidden, "MissingAuthenticationToken", "Request is missing Authentication Token")
	case sigv4.Incomplete:
		WriteError(w, http.StatusBadRequest, "IncompleteSignature", invalid.Message)
	case sigv4.UnknownKey:
		WriteError(w, http.StatusForbidden, "InvalidClientTokenId", invalid.Message)
	default:
		WriteError(w, http.StatusForbidden, "SignatureDoesNotMatch", invalid.Message)
	}
}

// WriteError sends an error of the Query protocol.
func WriteError(w http.ResponseWriter, status int, code, message string) {
	response := errorResponse{XMLNS: namespace, RequestID: userpool.NewUUID()}
	response.Error.Type, response.Error.Code, response.Error.Message = "Sender", code, message
	write(w, status, response)
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "text/xml")
	w.WriteHeader(status)
	_ = xml.NewEncoder(w).Encode(body) // the client closed the connection
}
