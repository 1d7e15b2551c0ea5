package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sameorigin"
)

const (
	jsonType    = "application/json"
	problemType = "application/problem+json" // RFC 9457
)

// document is a body that is not encoded as JSON.
type document struct {
	contentType string
	text        []byte
}

// decode reads the JSON object in the body of a request. It rejects members that out does not have.
func decode(r *http.Request, out any) error {
	if mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || mediaType != jsonType {
		return newProblem(http.StatusUnsupportedMediaType, "The body is a JSON object. Send it with Content-Type: %s.", jsonType)
	}
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(out); err != nil {
		return invalidBody(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return badRequest("The body has more than one JSON object. Send one.")
	}
	return nil
}

func invalidBody(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if wrong.Field == "" {
			return badRequest("The body is a JSON %s. Send an object.", wrong.Value)
		}
		return badRequest("The member %q is a JSON %s, and its type is %s.", wrong.Field, wrong.Value, wrong.Type)
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok { // the package has no type for the error
		return badRequest("%s is not a member of the body of this request.", name)
	}
	if errors.Is(err, io.EOF) {
		return badRequest("The body is empty. Send a JSON object.")
	}
	return badRequest("The body is not JSON: %s.", strings.TrimPrefix(err.Error(), "json: "))
}

// rejectBody rejects a body in a request to a path that reads none.
func rejectBody(r *http.Request) error {
	if n, _ := io.Copy(io.Discard, r.Body); n > 0 {
		return badRequest("This request has no body. Send it without one.")
	}
	return nil
}

// write writes a response: the body, or the error if it is not nil.
func write(w http.ResponseWriter, status int, body any, err error) {
	contentType := jsonType
	if err != nil {
		p, ok := errors.AsType[*problem](err)
		if !ok {
			p = newProblem(http.StatusInternalServerError, "%v", err)
		}
		status, body, contentType = p.Status, p, problemType
	}
	if body == nil {
		w.WriteHeader(status)
		return
	}
	text, ok := body.(document)
	if !ok {
		var encoded bytes.Buffer
		encoder := json.NewEncoder(&encoded)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(body); err != nil {
			panic(fmt.Sprintf("control: %T has no JSON: %v", body, err)) // a test calls every route
		}
		text = document{contentType, encoded.Bytes()}
	}
	w.Header().Set("Content-Type", text.contentType)
	w.WriteHeader(status)
	_, _ = w.Write(text.text) // an error means that the client has disconnected
}

// Reject writes an error for a request that was not read to its end.
func Reject(w http.ResponseWriter, status int, detail string) {
	sameorigin.SetHeader(w)
	write(w, status, nil, newProblem(status, "%s", detail))
}
