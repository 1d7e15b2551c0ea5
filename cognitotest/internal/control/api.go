package control

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/fault"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sameorigin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Prefix begins each path of the API. No path of the service begins with it.
const Prefix = "/_cognitotest/"

// MaxBody is the size of the largest request, in bytes.
const MaxBody = 64 << 10

// API serves the Control API. It only serves requests whose Host is a loopback address,
// localhost or exposed by the caller: the router rejects other hosts, as after DNS rebinding.
type API struct {
	Store    *userpool.Store
	Faults   *fault.Rules
	Requests *requestlog.Log
	// Reset returns the emulator to the state of its start.
	Reset func() error
	// StateError returns the first error of a write to the state directory.
	StateError func() error
	// Connection returns the addresses of the emulator.
	Connection func() Connection

	mux       http.ServeMux
	snapshots snapshots
}

// route is a method of a path.
type route struct {
	method string
	path   string // a pattern of http.ServeMux, after Prefix
	query  []string
	status int // of a success
	handle handler
}

// handler handles a request that the guard has accepted. It returns the body of the response, or
// nil with the status 204. An error that is not a [problem] is a fault of the emulator.
type handler func(a *API, r *http.Request) (any, error)

// routes are all routes of the API.
var routes = []route{
	{"GET", "browser-sessions", []string{"user_pool_id", "username"}, http.StatusOK, (*API).browserSessions},
	{"DELETE", "browser-sessions/{id}", nil, http.StatusNoContent, (*API).endBrowserSession},
	{"GET", "ca.pem", nil, http.StatusOK, (*API).certificate},
	{"GET", "clock", nil, http.StatusOK, (*API).clock},
	{"PUT", "clock", nil, http.StatusOK, (*API).setClock},
	{"POST", "clock/advance", nil, http.StatusOK, (*API).advanceClock},
	{"GET", "connection", nil, http.StatusOK, (*API).connection},
	{"GET", "faults", nil, http.StatusOK, (*API).faults},
	{"POST", "faults", nil, http.StatusCreated, (*API).addFault},
	{"DELETE", "faults", nil, http.StatusOK, (*API).deleteFaults},
	{"DELETE", "faults/{id}", nil, http.StatusNoContent, (*API).deleteFault},
	{"GET", "health", nil, http.StatusOK, (*API).health},
	{"GET", "import-log", []string{"user_pool_id", "job_id"}, http.StatusOK, (*API).importLog},
	{"GET", "messages", messageFilters, http.StatusOK, (*API).messages},
	{"DELETE", "messages", messageFilters, http.StatusOK, (*API).deleteMessages},
	{"GET", "openapi.json", nil, http.StatusOK, (*API).openAPIJSON},
	{"GET", "openapi.yaml", nil, http.StatusOK, (*API).openAPIYAML},
	{"GET", "requests", requestFilters, http.StatusOK, (*API).requests},
	{"DELETE", "requests", nil, http.StatusOK, (*API).deleteRequests},
	{"POST", "reset", nil, http.StatusOK, (*API).reset},
	{"GET", "snapshots", nil, http.StatusOK, (*API).listSnapshots},
	{"POST", "snapshots", nil, http.StatusCreated, (*API).takeSnapshot},
	{"DELETE", "snapshots/{name}", nil, http.StatusNoContent, (*API).deleteSnapshot},
	{"POST", "snapshots/{name}/restore", nil, http.StatusOK, (*API).restoreSnapshot},
	{"GET", "token-families", familyFilters, http.StatusOK, (*API).tokenFamilies},
	{"GET", "token-families/{origin_jti}", nil, http.StatusOK, (*API).tokenFamily},
	{"POST", "token-families/{origin_jti}/revoke", nil, http.StatusOK, (*API).revokeTokenFamily},
	{"GET", "user-pools", nil, http.StatusOK, (*API).userPools},
}

// New returns the API of a store. reset returns the emulator to the state of its start.
func New(store *userpool.Store, reset func() error) *API {
	a := &API{Store: store, Reset: reset}
	byPath := map[string][]route{}
	for _, r := range routes {
		byPath[r.path] = append(byPath[r.path], r)
	}
	for path, methods := range byPath {
		a.mux.HandleFunc(Prefix+path, func(w http.ResponseWriter, r *http.Request) { a.serve(w, r, methods) })
	}
	a.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		write(w, http.StatusOK, nil, notFound("%s is not a path of the Control API. %sopenapi.yaml lists the paths.", r.URL.Path, Prefix))
	})
	return a
}

// ServeHTTP implements http.Handler.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	sameorigin.SetHeader(w)
	if err := checkOrigin(r); err != nil {
		write(w, http.StatusOK, nil, err)
		return
	}
	a.mux.ServeHTTP(w, r)
}

// serve serves a request for a path with methods.
func (a *API) serve(w http.ResponseWriter, r *http.Request, methods []route) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	i := slices.IndexFunc(methods, func(m route) bool { return m.method == method })
	if i < 0 {
		var allowed []string
		for _, m := range methods {
			allowed = append(allowed, m.method)
		}
		slices.Sort(allowed)
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		write(w, http.StatusOK, nil, methodNotAllowed(r.Method, r.URL.Path, allowed))
		return
	}
	body, err := a.call(methods[i], r)
	write(w, methods[i].status, body, err)
}

// call runs the handler of a route.
func (a *API) call(to route, r *http.Request) (any, error) {
	if err := checkWrite(r); err != nil {
		return nil, err
	}
	if err := checkQuery(r.URL.RawQuery, to.query); err != nil {
		return nil, err
	}
	return to.handle(a, r)
}

// checkQuery rejects parameters that the route does not have. A misspelled filter would return
// everything.
func checkQuery(raw string, allowed []string) error {
	query, err := url.ParseQuery(raw)
	if err != nil {
		return badRequest("The query is not a URL-encoded query: %v.", err)
	}
	for name, values := range query {
		switch {
		case !slices.Contains(allowed, name) && len(allowed) == 0:
			return badRequest("%q is not a parameter of this path, which has none.", name)
		case !slices.Contains(allowed, name):
			return badRequest("%q is not a parameter of this path. It has %s.", name, strings.Join(allowed, ", "))
		case len(values) > 1:
			return badRequest("The parameter %q is in the query more than once. Write it once.", name)
		}
	}
	return nil
}
