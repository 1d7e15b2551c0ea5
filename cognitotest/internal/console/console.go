package console

import (
	"crypto/rand"
	"embed"
	"html/template"
	"net/http"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/fault"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sameorigin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const (
	// Prefix begins each path of the console, except for EventsPath.
	Prefix = "/_cognitotest/console/"
	// EventsPath is the path of the stream of events.
	EventsPath = "/_cognitotest/events"
)

// Has reports whether a path belongs to the console.
func Has(path string) bool {
	return strings.HasPrefix(path, Prefix) || path == strings.TrimSuffix(Prefix, "/") || path == EventsPath
}

// Console serves the pages. It only serves requests whose Host is a loopback address or localhost: the
// router rejects other hosts, as after DNS rebinding.
type Console struct {
	Store    *userpool.Store
	Faults   *fault.Rules
	Requests *requestlog.Log
	// Snapshots returns the times of the snapshots of the Control API, by name.
	Snapshots func() map[string]time.Time

	mux     http.ServeMux
	key     []byte        // of the ids of messages
	streams chan struct{} // an element for each open stream of events
}

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed console.css
var style []byte

//go:embed console.js
var script []byte

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"stamp": stamp, "date": date, "timeOfDay": timeOfDay, "utc": utc, "span": span, "took": took, "short": short, "event": eventText, "state": stateText, "count": count,
}).ParseFS(templateFiles, "templates/*.html"))

// view is a page of the console.
type view struct {
	path  string // after Prefix
	title string
	name  string // of the template
	entry string // what the page lists, the latest first; "" if new ones do not move the others
	data  func(*Console, *http.Request) any
}

var views = []view{
	{"", "User pools", "pools.html", "", (*Console).pools},
	{"token-families", "Token families", "families.html", "sign-in", (*Console).families},
	{"users", "Users", "users.html", "", (*Console).users},
	{"messages", "Messages", "messages.html", "message", (*Console).messages},
	{"requests", "Requests", "requests.html", "request", (*Console).requests},
}

// New returns the console of a store. The caller sets its other exported fields.
func New(store *userpool.Store) *Console {
	c := &Console{Store: store, key: make([]byte, 32), streams: make(chan struct{}, maxStreams)}
	_, _ = rand.Read(c.key) // never fails
	for _, v := range views {
		c.mux.HandleFunc("GET "+Prefix+pattern(v.path), func(w http.ResponseWriter, r *http.Request) { c.page(w, r, v) })
	}
	c.mux.HandleFunc("GET "+Prefix+"console.css", func(w http.ResponseWriter, _ *http.Request) { send(w, "text/css; charset=utf-8", style) })
	c.mux.HandleFunc("GET "+Prefix+"console.js", func(w http.ResponseWriter, _ *http.Request) { send(w, "text/javascript; charset=utf-8", script) })
	c.mux.HandleFunc("GET "+Prefix+"message", c.message)
	c.mux.HandleFunc("GET "+Prefix+"client-secret", c.clientSecret)
	c.mux.HandleFunc("GET "+Prefix+"app-config", c.appConfig)
	c.mux.HandleFunc("GET "+EventsPath, c.events)
	return c
}

// pattern returns the pattern of http.ServeMux for the path of a view.
func pattern(path string) string {
	if path == "" {
		return "{$}"
	}
	return path
}

// policy allows the script and the style of the console, and nothing that a name or a message contains.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// ServeHTTP implements http.Handler.
func (c *Console) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	sameorigin.SetHeader(w)
	w.Header().Set("Content-Security-Policy", policy)
	w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("X-Frame-Options", "DENY")
	if err := sameorigin.Check(r); err != nil {
		http.Error(w, "The console rejects "+err.Error()+". Type its address into the address bar of the browser.", http.StatusForbidden)
		return
	}
	c.mux.ServeHTTP(w, r)
}

func send(w http.ResponseWriter, contentType string, body []byte) {
	w.Header().Set("Content-Type", contentType)
	_, _ = w.Write(body) // an error means that the client has disconnected
}
