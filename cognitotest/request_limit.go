package cognitotest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cors"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sts"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
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
			refuseRequest(w, front, http.StatusUnsupportedMediaType, "A form is sent as application/x-www-form-urlencoded.")
			return
		}
		if r.ContentLength > limit {
			refuseLarge(w, front, limit)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
		large, tooLarge := errors.AsType[*http.MaxBytesError](err)
		switch {
		case tooLarge:
			refuseLarge(w, front, large.Limit)
		case errors.Is(err, os.ErrDeadlineExceeded):
			refuseRequest(w, front, http.StatusRequestTimeout, "The request body took too long.")
		case err != nil:
			refuseRequest(w, front, http.StatusBadRequest, "The request body is incomplete.")
		default:
			// The time for the request is over; that of a handler with Lambda functions and identity
			// providers is its own.
			_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // a test's recorder has none
			r.Body = io.NopCloser(bytes.NewReader(body))
			next.ServeHTTP(w, r)
		}
	})
}

func refuseLarge(w http.ResponseWriter, front front, limit int64) {
	refuseRequest(w, front, http.StatusRequestEntityTooLarge, fmt.Sprintf("The request body is larger than %d bytes.", limit))
}

// exceptions are the names of the API's errors for requests that are not read: chosen, but
// for SerializationException.
var exceptions = map[int]string{
	http.StatusRequestEntityTooLarge: "RequestEntityTooLargeException",
	http.StatusRequestTimeout:        "RequestTimeoutException",
	http.StatusBadRequest:            "SerializationException",
}

// refuseRequest answers a request that is not read to its end and ends the connection.
func refuseRequest(w http.ResponseWriter, front front, status int, message string) {
	w.Header().Set("Connection", "close")
	switch front {
	case apiFront:
		cognitoidp.OpenToPages(w)
		w.Header().Set("x-amzn-RequestId", userpool.NewUUID())
		w.Header().Set("x-amzn-ErrorType", exceptions[status]+":")
		w.Header().Set("x-amzn-ErrorMessage", message)
		writeJSON(w, "application/x-amz-json-1.1", status, map[string]string{"__type": exceptions[status], "message": message})
	case stsFront:
		sts.Refuse(w, status, strings.TrimSuffix(exceptions[status], "Exception"), message)
	case oauthFront:
		cors.Open(w)
		writeJSON(w, "application/json;charset=UTF-8", status, map[string]string{"error": "invalid_request", "error_description": message})
	default:
		http.Error(w, message, status)
	}
}

func writeJSON(w http.ResponseWriter, contentType string, status int, body any) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client went away: nothing is left to tell it
}
