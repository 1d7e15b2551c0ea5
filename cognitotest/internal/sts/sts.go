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

// Service answers for one account.
type Service struct {
	AccountID string
	// Keys verifies signatures; nil takes any.
	Keys *sigv4.Verifier
}

const (
	maxBody = 1 << 20
	skew    = 15 * time.Minute
)

// Handle answers a request of the Query protocol. region is that of the host name, or "".
func (s *Service) Handle(w http.ResponseWriter, r *http.Request, region string) {
	// Pages are served as package cognitoidp serves them, for its reason: without keys the
	// signature of a foreign page is as good as any.
	switch {
	case s.Keys == nil && cors.FromPage(r):
		Refuse(w, http.StatusForbidden, "AccessDenied", "A web page sent this request, and the emulator has no access keys to verify its signature. Start it with Credentials to call STS from pages.")
		return
	case s.Keys != nil && r.Method == http.MethodOptions:
		cors.Preflight(w, r, "GET, POST")
		return
	case s.Keys != nil:
		cors.Open(w)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		Refuse(w, http.StatusRequestEntityTooLarge, "RequestEntityTooLarge", fmt.Sprintf("The request body is larger than %d bytes.", large.Limit))
		return
	}
	if err != nil {
		Refuse(w, http.StatusBadRequest, "MalformedQueryString", err.Error())
		return
	}
	if err := s.verify(r, body, region); err != nil {
		refuseSignature(w, err)
		return
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		Refuse(w, http.StatusBadRequest, "MalformedQueryString", err.Error())
		return
	}
	if action := form.Get("Action"); action != "GetCallerIdentity" {
		Refuse(w, http.StatusBadRequest, "InvalidAction", "The stand-in does not have the action "+action+".")
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

// refuseSignature names the reasons as STS does (API_GetCallerIdentity, "Common errors").
func refuseSignature(w http.ResponseWriter, err error) {
	var refusal *sigv4.Refusal
	if !errors.As(err, &refusal) {
		Refuse(w, http.StatusInternalServerError, "InternalFailure", err.Error())
		return
	}
	switch refusal.Reason {
	case sigv4.Missing:
		Refuse(w, http.StatusForbidden, "MissingAuthenticationToken", "Request is missing Authentication Token")
	case sigv4.Incomplete:
		Refuse(w, http.StatusBadRequest, "IncompleteSignature", refusal.Message)
	case sigv4.UnknownKey:
		Refuse(w, http.StatusForbidden, "InvalidClientTokenId", refusal.Message)
	default:
		Refuse(w, http.StatusForbidden, "SignatureDoesNotMatch", refusal.Message)
	}
}

// Refuse answers an error of the Query protocol.
func Refuse(w http.ResponseWriter, status int, code, message string) {
	refused := errorResponse{XMLNS: namespace, RequestID: userpool.NewUUID()}
	refused.Error.Type, refused.Error.Code, refused.Error.Message = "Sender", code, message
	write(w, status, refused)
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "text/xml")
	w.WriteHeader(status)
	_ = xml.NewEncoder(w).Encode(body) // the client went away: nothing is left to tell it
}
