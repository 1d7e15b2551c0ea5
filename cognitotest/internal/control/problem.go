package control

import (
	"fmt"
	"net/http"
	"strings"
)

// problem is an error of the API, in the format of RFC 9457. Its type is about:blank, so the title
// is the phrase of the status code.
type problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"` // what is wrong, and what to do
	// Pointer is the JSON Pointer of the wrong member of the body (RFC 6901), "" if the API does not say.
	Pointer string `json:"pointer,omitempty"`
}

// at names the wrong member of the body.
func (p *problem) at(member string) *problem {
	p.Pointer = "#/" + member
	return p
}

func (p *problem) Error() string { return p.Detail }

func newProblem(status int, format string, args ...any) *problem {
	return &problem{Title: http.StatusText(status), Status: status, Detail: fmt.Sprintf(format, args...)}
}

func badRequest(format string, args ...any) *problem {
	return newProblem(http.StatusBadRequest, format, args...)
}

func forbidden(format string, args ...any) *problem {
	return newProblem(http.StatusForbidden, format, args...)
}

func notFound(format string, args ...any) *problem {
	return newProblem(http.StatusNotFound, format, args...)
}

func conflict(format string, args ...any) *problem {
	return newProblem(http.StatusConflict, format, args...)
}

func methodNotAllowed(method, path string, allowed []string) *problem {
	return newProblem(http.StatusMethodNotAllowed, "%s does not accept %s. It accepts %s.", path, method, strings.Join(allowed, ", "))
}
