package hostedui

import (
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
)

// methods maps the path of each page to its methods.
type methods map[string][]string

// add records the pattern of a page, such as "GET /login".
func (m methods) add(pattern string) {
	method, path, _ := strings.Cut(pattern, " ")
	m[path] = append(m[path], method)
}

// reject serves every request that no page and no endpoint accepts. GET returns 404 in JSON, as
// observed for /favicon.ico (the body is unspecified). Other methods return an empty 405
// (aws-amplify/amplify-js#5284, a POST to an unknown path). In that report Allow of an unknown path
// is GET. The Allow header of a known page is unspecified: here it has the page's methods.
func (m methods) reject(w http.ResponseWriter, r *http.Request) {
	authorization.Headers(w, r)
	h := w.Header()
	h.Set("Expires", "0")
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		h.Set("Content-Type", "application/json;charset=UTF-8")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"message":"Not Found"}` + "\n")) // the only error is a client that has disconnected
		return
	}
	allowed := m[r.URL.Path]
	if allowed == nil {
		allowed = []string{http.MethodGet}
	}
	h.Set("Allow", strings.Join(allowed, ", "))
	w.WriteHeader(http.StatusMethodNotAllowed)
}
