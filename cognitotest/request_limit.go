package cognitotest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/control"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cors"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/csvupload"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sts"
)

// timeouts are the timeouts of a connection. All values are unspecified.
type timeouts struct {
	header   time.Duration // of a request's header, and of the TLS handshake
	request  time.Duration // of a request with its body
	response time.Duration // from the end of the request header to the end of the response
	idle     time.Duration // between two requests
}

var defaultTimeouts = timeouts{header: 10 * time.Second, request: 30 * time.Second, response: 2 * time.Minute, idle: 2 * time.Minute}

const (
	// maxHeader is the maximum size of a request header, in bytes (unspecified). It has room
	// for the eight kilobytes of a long URL and for the cookies of many pools.
	maxHeader = 64 << 10
	// maxAPIBody is the size of the largest request of the API, in bytes
	// (API_CreateManagedLoginBranding).
	maxAPIBody = 2 << 20
	// maxFormBody is the maximum size of a form, in bytes (unspecified).
	maxFormBody = 1 << 20
)

// frontEnd is a protocol of the service with its own format of errors.
type frontEnd int

const (
	pageFrontEnd    frontEnd = iota // hosted pages, and unknown paths
	apiFrontEnd                     // JSON
	stsFrontEnd                     // XML of the Query protocol
	oauthFrontEnd                   // JSON of RFC 6749 section 5.2
	uploadFrontEnd                  // XML of Amazon S3
	controlFrontEnd                 // JSON of RFC 9457
)

func (d destination) frontEnd(r *http.Request) frontEnd {
	switch {
	case d.isDomain && strings.HasPrefix(r.URL.Path, "/oauth2/"):
		return oauthFrontEnd
	case d.isDomain:
		return pageFrontEnd
	case strings.HasPrefix(d.host, "sts."):
		return stsFrontEnd
	case d.control(r):
		return controlFrontEnd
	case csvupload.IsUpload(r):
		return uploadFrontEnd
	case r.Method == http.MethodPost && r.URL.Path == "/" && (d.service || r.Header.Get("X-Amz-Target") != ""):
		return apiFrontEnd
	case r.Method == http.MethodPost && r.URL.Path == "/":
		return stsFrontEnd // on the plain endpoint
	}
	return pageFrontEnd
}

// withBody reads the whole body of a request before the handler runs. It rejects a body that is
// too large, too slow or incomplete in one place: a handler that parses a form would treat such
// a body as a form without fields.
func (rt *router) withBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, to := rt.withDestination(r)
		front := to.frontEnd(r)
		limit := int64(maxFormBody)
		switch front {
		case apiFrontEnd:
			limit = maxAPIBody
		case uploadFrontEnd:
			limit = csvupload.MaxFile
		case controlFrontEnd:
			limit = control.MaxBody
		}
		if mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); front == pageFrontEnd && strings.HasPrefix(mediaType, "multipart/") {
			w.Header().Set("Connection", "close")
			http.Error(w, "A form is sent as application/x-www-form-urlencoded.", http.StatusUnsupportedMediaType)
			return
		}
		if r.ContentLength > limit {
			rejectRequest(w, front, apierror.RequestEntityTooLarge(limit))
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
		large, tooLarge := errors.AsType[*http.MaxBytesError](err)
		switch {
		case tooLarge:
			rejectRequest(w, front, apierror.RequestEntityTooLarge(large.Limit))
		case errors.Is(err, os.ErrDeadlineExceeded):
			rejectRequest(w, front, apierror.RequestTimeout())
		case err != nil:
			rejectRequest(w, front, apierror.IncompleteBody())
		default:
			identify(r, to, front, body)
			// The timeout of the request does not apply to the handler, which may wait for Lambda
			// triggers and identity providers.
			_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // the recorder of a test does not support it
			r.Body = io.NopCloser(bytes.NewReader(body))
			next.ServeHTTP(w, r)
		}
	})
}

// rejectRequest sends an error for a request that was not read to its end, and closes the
// connection.
func rejectRequest(w http.ResponseWriter, front frontEnd, e *apierror.Exception) {
	w.Header().Set("Connection", "close")
	switch front {
	case apiFrontEnd:
		cognitoidp.OpenToPages(w)
		cognitoidp.WriteError(w, e)
		_, _ = io.WriteString(w, "\n") // these errors end with a line feed, as the errors of the other endpoints do
	case stsFrontEnd:
		sts.WriteError(w, e.Status, strings.TrimSuffix(e.Name, "Exception"), e.Message)
	case uploadFrontEnd:
		csvupload.Reject(w, e)
	case controlFrontEnd:
		control.Reject(w, e.Status, e.Message)
	case oauthFrontEnd:
		cors.Open(w)
		writeJSON(w, "application/json;charset=UTF-8", e.Status, map[string]string{"error": "invalid_request", "error_description": e.Message})
	default:
		http.Error(w, e.Message, e.Status)
	}
}

func writeJSON(w http.ResponseWriter, contentType string, status int, body any) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // an error means that the client has disconnected
}
