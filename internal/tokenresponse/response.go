package tokenresponse

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// Response has the members of a response's JSON object, as the server sent them.
type Response map[string]json.RawMessage

// The errors of [Parse]. They do not quote the body, which may contain tokens.
var (
	ErrNotObject = errors.New("the body is not a JSON object")
	ErrDuplicate = errors.New("the body has a duplicate member")
	ErrTrailing  = errors.New("the body has text after the JSON object")
)

// Parse parses one JSON object. It rejects a duplicate member, because parsers disagree about the value:
// encoding/json uses the last one, and others use the first.
func Parse(body []byte) (Response, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	if start, err := decoder.Token(); err != nil || start != json.Delim('{') {
		return nil, ErrNotObject
	}
	response := Response{}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, ErrNotObject
		}
		name, _ := key.(string)
		if _, duplicate := response[name]; duplicate {
			return nil, ErrDuplicate
		}
		var value json.RawMessage
		if decoder.Decode(&value) != nil {
			return nil, ErrNotObject
		}
		response[name] = value
	}
	if _, err := decoder.Token(); err != nil {
		return nil, ErrNotObject
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, ErrTrailing
	}
	return response, nil
}

// Text returns a member that is a string, or "" if it is absent or has another type.
func (r Response) Text(name string) string {
	var text string
	if json.Unmarshal(r[name], &text) != nil {
		return ""
	}
	return text
}

// AccessToken returns the access token, or "".
func (r Response) AccessToken() string { return r.Text("access_token") }

// IDToken returns the ID token, or "".
func (r Response) IDToken() string { return r.Text("id_token") }

// RefreshToken returns the refresh token, or "".
func (r Response) RefreshToken() string { return r.Text("refresh_token") }

// ErrorCode returns the code of an error response, such as invalid_grant, or "".
func (r Response) ErrorCode() string { return r.Text("error") }
