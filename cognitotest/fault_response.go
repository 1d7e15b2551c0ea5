package cognitotest

import (
	"bytes"
	"maps"
	"net/http"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cors"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/fault"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
)

// endpointList is a mux that also lists the paths that a front end registers.
type endpointList struct {
	*http.ServeMux
	paths []string
}

// HandleFunc registers a handler. It does not list the pattern for all other paths.
func (l *endpointList) HandleFunc(pattern string, handler func(http.ResponseWriter, *http.Request)) {
	l.ServeMux.HandleFunc(pattern, handler)
	_, path, _ := strings.Cut(pattern, "/") // a pattern may begin with a method
	if path != "" {
		l.paths = append(l.paths, "/"+strings.TrimPrefix(path, "{pool}/"))
	}
}

// endpointOf returns the endpoint of a request as a fault names it: the path, for an issuer
// without the id of its pool.
func endpointOf(r *http.Request, to destination) string {
	if to.isDomain {
		return r.URL.Path
	}
	_, path, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	return "/" + path
}

// withFaults applies the injected faults. The body of the request has been read, because a
// connection that is closed with unread bytes is reset.
func (rt *router) withFaults(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !rt.faults.Exist() || r.Method == http.MethodOptions {
			next.ServeHTTP(w, r)
			return
		}
		to := destinationOf(r)
		front := to.frontEnd(r)
		action, endpoint := "", ""
		if front == apiFrontEnd {
			action = cognitoidp.ActionOf(r)
		} else {
			endpoint = endpointOf(r, to)
		}
		rule, ok := rt.faults.Take(action, endpoint)
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		seenOf(r).Fault = string(rule.Kind)
		switch rule.Kind {
		case fault.Throttle:
			rejectByFault(w, front, to, apierror.TooManyRequests(), http.StatusTooManyRequests)
		case fault.InternalError:
			rejectByFault(w, front, to, apierror.InternalServerError(), http.StatusInternalServerError)
		case fault.CutBefore:
			panic(http.ErrAbortHandler)
		case fault.CutAfter:
			lost := &requestlog.Response{ResponseWriter: newHeldResponse()}
			next.ServeHTTP(lost, r)
			lost.Describe(seenOf(r))
			panic(http.ErrAbortHandler)
		case fault.Delay:
			late := newHeldResponse()
			next.ServeHTTP(late, r)
			select {
			case <-time.After(rule.Delay):
			case <-r.Context().Done(): // the client has disconnected
			}
			late.send(w)
		}
	})
}

// rejectByFault sends an exception of the API, or a status with the text of the exception. That
// the endpoints return 429 is the report of a vendor (Reltio, 'Resolving the "Rate Exceeded"
// Error During SSO Login with Amazon Cognito'). Their bodies are unspecified: a text does not let a
// client pass that expects JSON in every response.
func rejectByFault(w http.ResponseWriter, front frontEnd, to destination, e *apierror.Exception, status int) {
	switch {
	case front == apiFrontEnd:
		cognitoidp.OpenToPages(w)
		cognitoidp.WriteError(w, e)
		return
	case front == oauthFrontEnd || !to.isDomain:
		cors.Open(w)
	}
	http.Error(w, e.Message, status)
}

// heldResponse is a response that the client does not get, or gets later.
type heldResponse struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newHeldResponse() *heldResponse {
	return &heldResponse{header: http.Header{}, status: http.StatusOK}
}

func (h *heldResponse) Header() http.Header { return h.header }

func (h *heldResponse) WriteHeader(status int) { h.status = status }

func (h *heldResponse) Write(b []byte) (int, error) { return h.body.Write(b) }

func (h *heldResponse) send(w http.ResponseWriter) {
	maps.Copy(w.Header(), h.header)
	w.WriteHeader(h.status)
	_, _ = h.body.WriteTo(w) // an error means that the client has disconnected
}
