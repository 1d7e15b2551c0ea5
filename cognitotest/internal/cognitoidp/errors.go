package cognitoidp

import (
	"errors"
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// WriteError sends an exception as live responses carry it: the name in the body and, with a
// colon, in a header. Any other error is a fault of the emulator.
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
	write(w, e.Status, body)
}

// longestHeaderText is the longest error text in a header, in bytes. All headers of a response
// together must stay far below 16 KiB, at which Node.js rejects the response (the number is
// unspecified).
const longestHeaderText = 1024

// headerText returns a text in the characters that a header can carry (RFC 9110 section 5.5).
// Clients in Go, Node.js and Python reject a response whose headers hold control characters, and
// read characters beyond ASCII in different ways. A message repeats values of its request, and
// some messages have line breaks of their own. What the service does with such a message is not
// known. The body has the whole message.
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
