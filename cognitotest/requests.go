package cognitotest

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/control"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
)

// Request is a request that the server received, and its response. It has no query, no body and
// no header, because they contain tokens, codes and passwords.
type Request struct {
	Time   time.Time // by the server's clock
	Host   string    // the host name that the client requested
	Method string
	Path   string
	Action string // the action of the API, such as InitiateAuth; "" for an endpoint
	// UserPoolID is the user pool of the request: by its UserPoolId, its domain, its issuer or its
	// client. It is "" if the request names none of them, for example only an access token.
	UserPoolID string
	ClientID   string // the app client that the request names; "" if it names none
	// Status is the status of the response. It is 0 without a response. With FaultCutAfter, Status,
	// Error and Description are of the response that the client did not get.
	Status int
	// Error is the exception of the API, such as NotAuthorizedException, or the error of the OAuth
	// endpoints, such as invalid_grant, also in a redirect. It is "" for a response without one.
	Error       string
	Description string        // the message of the exception, or the error_description
	Duration    time.Duration // by the machine's clock
	Fault       FaultKind     // the injected fault; "" without one
}

// Requests returns the last 1,000 requests, in the order in which they ended. It has the requests
// to the API, the endpoints and the pages, through the proxy and at the plain endpoint, and not
// the requests below /_cognitotest/. Requests to hosts that the server does not emulate are in
// [Server.RefusedHosts].
func (s *Server) Requests() []Request {
	var requests []Request
	for _, r := range s.requests.List() {
		requests = append(requests, Request{
			Time: r.Time, Host: r.Host, Method: r.Method, Path: r.Path, Action: r.Action, UserPoolID: r.PoolID, ClientID: r.ClientID,
			Status: r.Status, Error: r.Error, Description: r.Description, Duration: r.Duration, Fault: FaultKind(r.Fault),
		})
	}
	return requests
}

// ClearRequests forgets the requests of [Server.Requests].
func (s *Server) ClearRequests() { _ = s.requests.Clear() }

// maxLogged limits each text of a logged request, in bytes, because a client chooses it.
const maxLogged = 512

func cut(text string) string { return text[:min(len(text), maxLogged)] }

type seenKey struct{}

// seenOf returns the log entry of a request. It returns an entry that is not logged for a request
// that did not pass [router.recorded].
func seenOf(r *http.Request) *requestlog.Request {
	if seen, ok := r.Context().Value(seenKey{}).(*requestlog.Request); ok {
		return seen
	}
	return &requestlog.Request{}
}

// recorded logs each request with its response. A handler that aborts the connection is logged,
// too.
func (rt *router) recorded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, control.Prefix) {
			next.ServeHTTP(w, r)
			return
		}
		clock := rt.store.Clock
		seen := &requestlog.Request{
			Time: clock.Now(), Host: cut(r.Host), Method: cut(r.Method), Path: cut(r.URL.Path), Action: cut(cognitoidp.ActionOf(r)),
		}
		response, begin := &requestlog.Response{ResponseWriter: w}, clock.OfMachine()
		defer func() {
			response.Describe(seen)
			seen.Error, seen.Description = cut(seen.Error), cut(seen.Description)
			seen.Duration = clock.OfMachine().Sub(begin)
			rt.requests.Add(*seen)
		}()
		next.ServeHTTP(response, r.WithContext(context.WithValue(r.Context(), seenKey{}, seen)))
	})
}

// The forms of ids. The log does not store a text of another form: it might be a secret that a
// client sent in the wrong parameter.
var (
	clientIDPattern = regexp.MustCompile(`^[a-z0-9]{25,26}$`)
	poolIDPattern   = regexp.MustCompile(`^` + regionName + `_[0-9a-zA-Z]{9}$`)
)

// identify logs the user pool and the app client that a request names.
func identify(r *http.Request, to destination, front frontEnd, body []byte) {
	poolID, clientID := to.domain.PoolID, ""
	switch {
	case front == apiFrontEnd:
		var request struct {
			UserPoolID string `json:"UserPoolId"`
			ClientID   string `json:"ClientId"`
		}
		_ = json.Unmarshal(body, &request) // the API rejects a body that is not JSON
		poolID, clientID = request.UserPoolID, request.ClientID
	case to.isDomain:
		clientID = clientOf(r, body)
	default: // a document of an issuer
		poolID, _, _ = strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	}
	seen := seenOf(r)
	if poolIDPattern.MatchString(poolID) {
		seen.PoolID = poolID
	}
	if clientIDPattern.MatchString(clientID) {
		seen.ClientID = clientID
	}
}

// clientOf returns the client id of a request to a pool's domain: in the query, in the form or in
// the Authorization header (RFC 6749 section 2.3.1).
func clientOf(r *http.Request, body []byte) string {
	if id := r.URL.Query().Get("client_id"); id != "" {
		return id
	}
	if form, _ := url.ParseQuery(string(body)); form.Get("client_id") != "" {
		return form.Get("client_id")
	}
	id, _, _ := r.BasicAuth()
	return id
}
