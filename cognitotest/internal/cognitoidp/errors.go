package cognitoidp

import (
	"errors"
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// WriteError writes an exception in the form of live responses: the name is in the body and, with a
// colon, in a header. It reports any other error as an internal error of the emulator.
func WriteError(w http.ResponseWriter, err error) {
	var e *apierror.Exception
	if !errors.As(err, &e) {
		e = apierror.Internal(err)
	}
	w.Header().Set("x-amzn-ErrorType", e.Name+":")
	body := map[string]string{"__type": e.Name}
	if e.Message != "" {
		body["message"] = e.Message
		w.Header().Set("x-amzn-ErrorMessage", headerText(e.Message))
	}
	write(w, e.Status, body, false) // an error is not large
}

// longestHeaderText is the length at which an error text in a header is cut, in bytes. All headers of
// a response together must stay far below 16 KiB, because Node.js rejects longer ones. The number is
// unspecified.
const longestHeaderText = 1024

// headerText replaces the characters that a header cannot contain (RFC 9110 section 5.5). Clients in
// Go, Node.js and Python reject a response whose headers contain control characters, and decode
// characters beyond ASCII in different ways. Such characters occur because a message repeats values
// of the request; some messages also have line breaks of their own. The behavior of the service is
// unspecified. The body has the whole message.
func headerText(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < ' ' || r > '~':
			return '?'
		}
		return r
	}, text)
	return strings.TrimSpace(text[:min(len(text), longestHeaderText)])
}
