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
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cors"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sts"
)

// times are how long a connection may take: all chosen.
type times struct {
	header  time.Duration // for a request's head, and for the TLS handshake
	request time.Duration // for a request with its body
	answer  time.Duration // from the head of the request to the end of the answer
	idle    time.Duration // between two requests
}

var defaultTimes = times{header: 10 * time.Second, request: 30 * time.Second, answer: 2 * time.Minute, idle: 2 * time.Minute}

const (
	// maxHeader is the largest head of a request: chosen. It has room for the eight kilobytes
	// of a long URL and for the cookies of many pools.
	maxHeader = 64 << 10
	// maxAPIBody is the largest request of the API reference (API_CreateManagedLoginBranding).
	maxAPIBody = 2 << 20
	// maxFormBody is the largest form: chosen.
	maxFormBody = 1 << 20
)

// front is a part of the service with its own form of errors.
type front int

const (
	pageFront  front = iota // hosted pages, and paths of no use
	apiFront                // JSON
	stsFront                // XML of the Query protocol
	oauthFront              // JSON of RFC 6749 section 5.2
)

func (d destination) front(r *http.Request) front {
	switch {
	case d.isDomain && strings.HasPrefix(r.URL.Path, "/oauth2/"):
		return oauthFront
	case d.isDomain:
		return pageFront
	case strings.HasPrefix(d.host, "sts."):
		return stsFront
	case r.Method == http.MethodPost && r.URL.Path == "/" && (d.service || r.Header.Get("X-Amz-Target") != ""):
		return apiFront
	case r.Method == http.MethodPost && r.URL.Path == "/":
		return stsFront // of the plain endpoint
	}
	return pageFront
}

// bounded reads the body of a request before the handler does, so that one place refuses
// what is too large, too slow or cut short: a handler that reads a form would take such a
// body for a form without fields.
func (rt *router) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, to := rt.withDestination(r)
		front := to.front(r)
		limit := int64(maxFormBody)
		if front == apiFront {
			limit = maxAPIBody
		}
		if mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); front == pageFront && strings.HasPrefix(mediaType, "multipart/") {
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
			// The time for the request is over; that of a handler with Lambda functions and identity
			// providers is its own.
			_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // a test's recorder has none
			r.Body = io.NopCloser(bytes.NewReader(body))
			next.ServeHTTP(w, r)
		}
	})
}

// rejectRequest answers a request that is not read to its end and ends the connection.
func rejectRequest(w http.ResponseWriter, front front, e *apierror.Exception) {
	w.Header().Set("Connection", "close")
	switch front {
	case apiFront:
		cognitoidp.OpenToPages(w)
		cognitoidp.WriteError(w, e)
		_, _ = io.WriteString(w, "\n") // these errors end with a line feed, as the errors of the other endpoints do
	case stsFront:
		sts.WriteError(w, e.Status, strings.TrimSuffix(e.Name, "Exception"), e.Message)
	case oauthFront:
		cors.Open(w)
		writeJSON(w, "application/json;charset=UTF-8", e.Status, map[string]string{"error": "invalid_request", "error_description": e.Message})
	default:
		http.Error(w, e.Message, e.Status)
	}
}

func writeJSON(w http.ResponseWriter, contentType string, status int, body any) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client went away: nothing is left to tell it
}
