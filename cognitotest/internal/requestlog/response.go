package requestlog

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
)

// maxErrorBody is how much of an error response Response keeps, in bytes.
const maxErrorBody = 2 << 10

// Response is an http.ResponseWriter that reads the status and the error of the response.
type Response struct {
	http.ResponseWriter
	status int
	body   []byte // the begin of an error in JSON
}

// Unwrap implements the interface of http.ResponseController.
func (w *Response) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WriteHeader implements http.ResponseWriter.
func (w *Response) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *Response) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	if w.status >= http.StatusBadRequest && strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
		w.body = append(w.body, b[:min(len(b), maxErrorBody-len(w.body))]...)
	}
	return w.ResponseWriter.Write(b)
}

// Describe sets the members of a request that its response determines. It changes nothing if
// nothing was sent.
func (w *Response) Describe(r *Request) {
	if w.status == 0 {
		return
	}
	r.Status = w.status
	header := w.Header()
	switch location := header.Get("Location"); {
	case header.Get("x-amzn-ErrorType") != "":
		r.Error, r.Description = strings.TrimSuffix(header.Get("x-amzn-ErrorType"), ":"), header.Get("x-amzn-ErrorMessage")
	case strings.Contains(location, "error="): // RFC 6749 section 4.1.2.1, and section 4.2.2.1 for a fragment
		r.Error, r.Description = redirectedError(location)
	case len(w.body) > 0:
		var body struct {
			Error       string `json:"error"`
			Description string `json:"error_description"`
			Message     string `json:"message"`
		}
		_ = json.Unmarshal(w.body, &body) // a longer body is cut and is not an error of a protocol
		r.Error, r.Description = body.Error, body.Description+body.Message
	}
}

// redirectedError returns the error in the query or the fragment of a redirect.
func redirectedError(location string) (code, description string) {
	to, err := url.Parse(location)
	if err != nil {
		return "", ""
	}
	parameters := to.Query()
	if fragment, err := url.ParseQuery(to.EscapedFragment()); err == nil && fragment.Has("error") {
		parameters = fragment
	}
	return parameters.Get("error"), parameters.Get("error_description")
}
