package cognitoidp

import (
	"errors"
	"net/http"

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
		w.Header().Set("x-amzn-ErrorMessage", e.Message)
	}
	write(w, status, body)
}

func unknownOperation(message string) error {
	return &userpool.Exception{Name: "UnknownOperationException", Message: message}
}

func serializationError(message string) error {
	return &userpool.Exception{Name: "SerializationException", Message: message}
}
