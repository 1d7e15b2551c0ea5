package cognitoidp

import (
	"errors"
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// WriteError sends an exception as live responses carry it: the name in the body
// and, with a colon, in a header. Faults of the client are 400 whatever they are;
// an error that is no exception is a fault of the stand-in.
func WriteError(w http.ResponseWriter, err error) {
	status := http.StatusBadRequest
	var e *userpool.Exception
	if !errors.As(err, &e) {
		status = http.StatusInternalServerError
		e = &userpool.Exception{Name: "InternalErrorException", Message: err.Error()}
	}
	w.Header().Set("x-amzn-ErrorType", e.Name+":")
	body := map[string]string{"__type": e.Name}
	if e.Message != "" {
		body["message"] = e.Message
		w.Header().Set("x-amzn-ErrorMessage", headerText(e.Message))
	}
	write(w, status, body)
}

// longestHeaderText bounds a header: with all its headers an answer must stay far below the
// 16 KiB at which Node.js gives up (the bound is chosen).
const longestHeaderText = 1024

// headerText is a text as a header can carry it (RFC 9110 section 5.5): clients in Go, Node.js
// and Python give up on an answer whose headers hold control characters, and read others than
// ASCII in ways of their own. A message echoes what its request holds, and some have line
// breaks of their own. What the service does with such a message is not known; the body has
// all of it.
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

func unknownOperation(message string) error {
	return &userpool.Exception{Name: "UnknownOperationException", Message: message}
}

func serializationError(message string) error {
	return &userpool.Exception{Name: "SerializationException", Message: message}
}
