package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// accepted returns an error unless a token response has tokens (RFC 6749 section 5.1). The
// error repeats the service's own word of section 5.2 and nothing else of the body. what is
// the grant that was sent.
func accepted(response *login.Response, what string) error {
	if response.Status == http.StatusOK {
		if err := validTokens(response.Body); err != nil {
			return fmt.Errorf("the token endpoint answered HTTP 200 but %w, so nothing is changed: check that the token endpoint is that of the user pool's domain", err)
		}
		return nil
	}
	var refusal struct {
		Error string `json:"error"`
	}
	if json.Unmarshal(response.Body, &refusal) != nil || refusal.Error == "" {
		return fmt.Errorf("the token endpoint answered HTTP %d to the %s", response.Status, what)
	}
	return fmt.Errorf("the token endpoint refused the %s with %q%s", what, refusal.Error, advice(refusal.Error, what))
}

// advice is what to do about a refusal.
func advice(code, what string) string {
	switch {
	case code == "invalid_grant" && what == "refresh token":
		return ": it has expired, was revoked or was replaced, so sign in again with cognitokit login"
	case code == "invalid_client":
		return ": the client's secret is missing or wrong, so give the outputs client_secrets too"
	}
	return ""
}

// validTokens checks the members of a successful token response that a client relies on.
// What a saved sign-in is overwritten with must be able to replace it.
func validTokens(body []byte) error {
	fields, err := members(body)
	if err != nil {
		return err
	}
	for _, name := range []string{"access_token", "token_type", "expires_in"} {
		if _, ok := fields[name]; !ok {
			return fmt.Errorf("without %s", name)
		}
	}
	for _, name := range []string{"access_token", "id_token", "refresh_token"} {
		raw, ok := fields[name]
		var token *string
		if ok && (json.Unmarshal(raw, &token) != nil || token == nil || *token == "") {
			return fmt.Errorf("%s is not a text", name)
		}
	}
	var kind string
	if json.Unmarshal(fields["token_type"], &kind) != nil || !strings.EqualFold(kind, "Bearer") {
		return errors.New("token_type is not Bearer")
	}
	// Of the bytes: encoding/json takes 3.6e3 and "3600" for some types.
	if seconds, err := strconv.ParseInt(string(fields["expires_in"]), 10, 64); err != nil || seconds <= 0 {
		return errors.New("expires_in is not a number of seconds")
	}
	return nil
}

// members reads one JSON object. It rejects a member that comes twice, where encoding/json
// takes the last and other readers the first.
func members(body []byte) (map[string]json.RawMessage, error) {
	notObject := errors.New("not with a JSON object")
	decoder := json.NewDecoder(bytes.NewReader(body))
	if start, err := decoder.Token(); err != nil || start != json.Delim('{') {
		return nil, notObject
	}
	fields := map[string]json.RawMessage{}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, notObject
		}
		name, _ := key.(string)
		if _, twice := fields[name]; twice {
			return nil, errors.New("with a member that comes twice")
		}
		var value json.RawMessage
		if decoder.Decode(&value) != nil {
			return nil, notObject
		}
		fields[name] = value
	}
	if _, err := decoder.Token(); err != nil {
		return nil, notObject
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("with something after the JSON object")
	}
	return fields, nil
}

// tokenOf is a token of a token response, or "" if it has none.
func tokenOf(body []byte, name string) string {
	var fields map[string]any
	_ = json.Unmarshal(body, &fields) // what is no JSON has no token
	token, _ := fields[name].(string)
	return token
}
