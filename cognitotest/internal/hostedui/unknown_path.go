package hostedui

import (
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
)

// methods are the methods of each page, by its path.
type methods map[string][]string

// add notes the pattern of a page, such as "GET /login".
func (m methods) add(pattern string) {
	method, path, _ := strings.Cut(pattern, " ")
	m[path] = append(m[path], method)
}

// refuse answers what no page and no endpoint takes: a GET with 404 in JSON, as
// /favicon.ico was seen to (its body is chosen), and another method with an empty 405
// (aws-amplify/amplify-js#5284, a POST to an unknown path). Paths that are not known allow
// GET there; that a page names its own methods is chosen.
func (m methods) refuse(w http.ResponseWriter, r *http.Request) {
	authorization.Headers(w, r)
	h := w.Header()
	h.Set("Expires", "0")
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		h.Set("Content-Type", "application/json;charset=UTF-8")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"message":"Not Found"}` + "\n")) // the client went away: nothing is left to tell it
		return
	}
	allowed := m[r.URL.Path]
	if allowed == nil {
		allowed = []string{http.MethodGet}
	}
	h.Set("Allow", strings.Join(allowed, ", "))
	w.WriteHeader(http.StatusMethodNotAllowed)
}
