package router

import (
	"bytes"
	"encoding/json"
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

// Router stands between the one provider that runs for all tests and the stand-ins, of which each test has its own. It
// is the provider's AWS_ENDPOINT_URL, and leads each request to the stand-in of the deployment that the request is
// about. It is the provider's proxy too, and as such refuses everything.
type Router struct {
	URL    string
	server *http.Server

	// serving is held, to read, while a request is served, so that no stand-in ends in the middle of one.
	serving sync.RWMutex

	mu       sync.Mutex
	names    map[string]*url.URL // what the names of a deployment's pools and domains hold, and no other's
	pools    map[string]*url.URL // by id
	domains  map[string]*url.URL
	lister   *url.URL // the stand-in of the one deployment that lists user pools
	unrouted []string // what belonged to nobody

	delays map[*url.URL]time.Duration // the total delay of the requests to a stand-in
}

func Start() (*Router, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	f := &Router{
		URL:   "http://" + listener.Addr().String(),
		names: map[string]*url.URL{}, pools: map[string]*url.URL{}, domains: map[string]*url.URL{},
		delays: map[*url.URL]time.Duration{},
	}
	f.server = &http.Server{Handler: f, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = f.server.Serve(listener) }() // it ends with close
	return f, nil
}

func (f *Router) Close() error { return f.server.Close() }

// Route leads what is created under a name that holds the mark to a stand-in, and all that follows about it.
func (f *Router) Route(mark string, standIn *url.URL) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.names[mark] = standIn
}

// RoutePool leads what is about a user pool to a stand-in that made it for somebody else than the provider.
func (f *Router) RoutePool(pool string, standIn *url.URL) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.pools[pool] = standIn
}

// RouteList leads the list of all user pools, which names none, to a stand-in. One deployment at a time may have that.
func (f *Router) RouteList(standIn *url.URL) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lister = standIn
}

// Remove stops routing to a stand-in, which then ends, and returns the total delay of its requests.
func (f *Router) Remove(standIn *url.URL) (held time.Duration) {
	f.serving.Lock()
	defer f.serving.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, routes := range []map[string]*url.URL{f.names, f.pools, f.domains} {
		maps.DeleteFunc(routes, func(_ string, to *url.URL) bool { return to == standIn })
	}
	if f.lister == standIn {
		f.lister = nil
	}
	held = f.delays[standIn]
	delete(f.delays, standIn)
	return held
}

// Unrouted names the requests that belonged to nobody.
func (f *Router) Unrouted() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.unrouted)
}

// subject is what a request or an answer of the API tells of what it is about.
type subject struct {
	PoolName    string
	UserPoolID  string `json:"UserPoolId"`
	ResourceARN string `json:"ResourceArn"`
	Domain      string
	UserPool    struct {
		ID string `json:"Id"`
	}
}

// delayed are the actions whose outcome a client names. Terraform does what nothing orders at the same time, and which
// comes first is chance: these come last, so that a client that does not wait for them is refused in every run.
var delayed = []string{"CreateResourceServer", "UpdateResourceServer", "CreateIdentityProvider"}

const delay = 500 * time.Millisecond

func (f *Router) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodConnect || r.URL.IsAbs() {
		f.reject(w, "%s %s: the provider may call the stand-ins only", r.Method, r.Host)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the provider has gone
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	_, action, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	held := time.Duration(0)
	if slices.Contains(delayed, action) {
		held = delay
		time.Sleep(held)
	}
	f.serving.RLock()
	defer f.serving.RUnlock()
	var about subject
	_ = json.Unmarshal(body, &about) // what is no JSON is about nothing
	standIn := f.emulatorFor(action, about, body, held)
	if standIn == nil {
		f.reject(w, "%s of %+v belongs to no deployment", actionName(action, body), about)
		return
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(p *httputil.ProxyRequest) { p.SetURL(standIn) },
		ModifyResponse: func(answer *http.Response) error {
			return f.learn(action, about, standIn, answer)
		},
		// Not 502 Bad Gateway, after which the provider asks again for many minutes.
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, err error) {
			f.reject(w, "%s: %v", actionName(action, body), err)
		},
	}
	proxy.ServeHTTP(w, r)
}

// emulatorFor is nil if a request belongs to nobody.
func (f *Router) emulatorFor(action string, about subject, body []byte, held time.Duration) (standIn *url.URL) {
	f.mu.Lock()
	defer f.mu.Unlock()
	defer func() { f.delays[standIn] += held }()
	id := about.UserPoolID
	if _, resource, found := strings.Cut(about.ResourceARN, ":userpool/"); found {
		id = resource
	}
	switch {
	case id != "":
		return f.pools[id]
	case action == "CreateUserPool":
		return f.byName(about.PoolName)
	case about.Domain != "":
		if known := f.domains[about.Domain]; known != nil {
			return known
		}
		return f.byName(about.Domain)
	case action == "ListUserPools":
		return f.lister
	case action == "" && bytes.Contains(body, []byte("Action=GetCallerIdentity")): // of STS; all are the same caller
		for _, anyone := range f.names {
			return anyone
		}
	}
	return nil
}

func (f *Router) byName(name string) *url.URL {
	for mark, standIn := range f.names {
		if strings.Contains(name, mark) {
			return standIn
		}
	}
	return nil
}

// learn takes the id of a new pool, and the domain of a known one, from what a stand-in agreed to.
func (f *Router) learn(action string, about subject, standIn *url.URL, answer *http.Response) error {
	if answer.StatusCode != http.StatusOK {
		return nil
	}
	switch action {
	case "CreateUserPoolDomain":
		f.mu.Lock()
		defer f.mu.Unlock()
		f.domains[about.Domain] = standIn
	case "CreateUserPool":
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			return err
		}
		answer.Body = io.NopCloser(bytes.NewReader(body))
		var made subject
		if err := json.Unmarshal(body, &made); err != nil {
			return err
		}
		f.RoutePool(made.UserPool.ID, standIn)
	}
	return nil
}

// reject answers what belongs to nobody, and records it: the run fails at its end, whatever its test makes of the answer.
func (f *Router) reject(w http.ResponseWriter, format string, args ...any) {
	reason := fmt.Sprintf(format, args...)
	f.mu.Lock()
	f.unrouted = append(f.unrouted, reason)
	f.mu.Unlock()
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(http.StatusBadRequest) // which no client repeats
	_ = json.NewEncoder(w).Encode(map[string]string{"__type": "NotAuthorizedException", "message": "the suite: " + reason})
}

// actionName names a request of the query protocol, which has its action in the body.
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
