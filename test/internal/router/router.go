package router

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Router is the AWS_ENDPOINT_URL of the shared provider. It sends each request to the emulator of the deployment that
// the request is about. It also is the provider's proxy, and rejects every proxied request.
type Router struct {
	URL    string
	server *http.Server

	// serving is read-locked while a request is served, so that an emulator does not close during a request.
	serving sync.RWMutex

	mu       sync.Mutex
	names    map[string]*url.URL // by the unique part of the names of a deployment's pools and domains
	pools    map[string]*url.URL // by ID
	domains  map[string]*url.URL
	lister   *url.URL // the emulator for ListUserPools; nil if no deployment lists user pools
	unrouted []string // descriptions of the requests that belong to no deployment

	delays map[*url.URL]time.Duration // the total delay of the requests to an emulator
}

// Start listens on a free port of the loopback interface.
func Start() (*Router, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	rt := &Router{
		URL:   "http://" + listener.Addr().String(),
		names: map[string]*url.URL{}, pools: map[string]*url.URL{}, domains: map[string]*url.URL{},
		delays: map[*url.URL]time.Duration{},
	}
	rt.server = &http.Server{Handler: rt, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = rt.server.Serve(listener) }() // returns after Close
	return rt, nil
}

// Close stops listening and drops open connections.
func (rt *Router) Close() error { return rt.server.Close() }

// Route sends requests about pools and domains whose names contain mark to an emulator.
func (rt *Router) Route(mark string, emulator *url.URL) {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	rt.names[mark] = emulator
}

// RoutePool sends requests about a pool to an emulator that created it for another client than the provider.
func (rt *Router) RoutePool(pool string, emulator *url.URL) {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	rt.pools[pool] = emulator
}

// RouteList sends ListUserPools, which contains no pool, to an emulator. Only one deployment at a time may use it.
func (rt *Router) RouteList(emulator *url.URL) {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	rt.lister = emulator
}

// Remove deletes the routes to an emulator, waits for its open requests, and returns the total delay of its requests.
func (rt *Router) Remove(emulator *url.URL) (delayed time.Duration) {
	rt.serving.Lock()
	defer rt.serving.Unlock()
	rt.mu.Lock()
	defer rt.mu.Unlock()
	for _, routes := range []map[string]*url.URL{rt.names, rt.pools, rt.domains} {
		maps.DeleteFunc(routes, func(_ string, to *url.URL) bool { return to == emulator })
	}
	if rt.lister == emulator {
		rt.lister = nil
	}
	delayed = rt.delays[emulator]
	delete(rt.delays, emulator)
	return delayed
}

// Unrouted describes the requests that belonged to no deployment.
func (rt *Router) Unrouted() []string {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	return slices.Clone(rt.unrouted)
}

// subject contains the members of an API request or response that identify its pool or domain.
type subject struct {
	PoolName    string
	UserPoolID  string `json:"UserPoolId"`
	ResourceARN string `json:"ResourceArn"`
	Domain      string
	UserPool    struct {
		ID string `json:"Id"`
	}
}

// delayedActions create the resources to which an app client refers. Terraform runs independent operations concurrently, in
// random order. The delay makes these actions finish last, so that a missing dependency in the HCL fails in every run and
// not only in some.
var delayedActions = []string{"CreateResourceServer", "UpdateResourceServer", "CreateIdentityProvider"}

const delay = 500 * time.Millisecond

func (rt *Router) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodConnect || r.URL.IsAbs() {
		rt.reject(w, "%s %s: the provider may call the emulators only", r.Method, r.Host)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the provider closed the connection
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	_, action, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	held := time.Duration(0)
	if slices.Contains(delayedActions, action) {
		held = delay
		time.Sleep(held)
	}
	rt.serving.RLock()
	defer rt.serving.RUnlock()
	var about subject
	_ = json.Unmarshal(body, &about) // a body of the query protocol is not JSON and leaves the subject empty
	emulator := rt.emulatorFor(action, about, body, held)
	if emulator == nil {
		rt.reject(w, "%s of %+v belongs to no deployment", actionName(action, body), about)
		return
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(p *httputil.ProxyRequest) { p.SetURL(emulator) },
		ModifyResponse: func(answer *http.Response) error {
			return rt.learn(action, about, emulator, answer)
		},
		// Not 502 Bad Gateway: the provider retries it for many minutes.
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, err error) {
			if errors.Is(err, io.EOF) { // an injected fault
				panic(http.ErrAbortHandler)
			}
			rt.reject(w, "%s: %v", actionName(action, body), err)
		},
	}
	proxy.ServeHTTP(w, r)
}

// emulatorFor returns nil if a request belongs to no deployment.
func (rt *Router) emulatorFor(action string, about subject, body []byte, held time.Duration) (emulator *url.URL) {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	defer func() { rt.delays[emulator] += held }()
	id := about.UserPoolID
	if _, resource, found := strings.Cut(about.ResourceARN, ":userpool/"); found {
		id = resource
	}
	switch {
	case id != "":
		return rt.pools[id]
	case action == "CreateUserPool":
		return rt.byName(about.PoolName)
	case about.Domain != "":
		if known := rt.domains[about.Domain]; known != nil {
			return known
		}
		return rt.byName(about.Domain)
	case action == "ListUserPools":
		return rt.lister
	case action == "" && bytes.Contains(body, []byte("Action=GetCallerIdentity")): // a request to STS; every emulator returns the same caller
		for _, first := range rt.names {
			return first
		}
	}
	return nil
}

func (rt *Router) byName(name string) *url.URL {
	for mark, emulator := range rt.names {
		if strings.Contains(name, mark) {
			return emulator
		}
	}
	return nil
}

// learn records the ID of a new pool and the domain of a known pool from a successful response.
func (rt *Router) learn(action string, about subject, emulator *url.URL, answer *http.Response) error {
	if answer.StatusCode != http.StatusOK {
		return nil
	}
	switch action {
	case "CreateUserPoolDomain":
		rt.mu.Lock()
		defer rt.mu.Unlock()
		rt.domains[about.Domain] = emulator
	case "CreateUserPool":
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			return err
		}
		answer.Body = io.NopCloser(bytes.NewReader(body))
		var created subject
		if err := json.Unmarshal(body, &created); err != nil {
			return err
		}
		rt.RoutePool(created.UserPool.ID, emulator)
	}
	return nil
}

// reject returns an error for a request that belongs to no deployment, and records the request. TestMain then fails the run,
// even if the test accepts the error.
func (rt *Router) reject(w http.ResponseWriter, format string, args ...any) {
	reason := fmt.Sprintf(format, args...)
	rt.mu.Lock()
	rt.unrouted = append(rt.unrouted, reason)
	rt.mu.Unlock()
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(http.StatusBadRequest) // a status that the SDK does not retry
	_ = json.NewEncoder(w).Encode(map[string]string{"__type": "NotAuthorizedException", "message": "the suite: " + reason})
}

// actionName returns the action of a request. The query protocol has it in the body, the JSON protocol in a header.
func actionName(action string, body []byte) string {
	if action != "" {
		return action
	}
	values, err := url.ParseQuery(string(body))
	if err != nil || values.Get("Action") == "" {
		return "a request without an action"
	}
	return values.Get("Action")
}
