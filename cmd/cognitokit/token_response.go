package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// accepted returns an error unless a token response has tokens. The error repeats the
// service's own word of RFC 6749 section 5.2 and nothing else of the body.
func accepted(response *login.Response, what string) error {
	if response.Status == http.StatusOK {
		if !json.Valid(response.Body) {
			return errors.New("the token endpoint answered without JSON")
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

// tokenOf is a token of a token response, or "" if it has none.
func tokenOf(body []byte, name string) string {
	var fields map[string]any
	_ = json.Unmarshal(body, &fields) // what is no JSON has no token
	token, _ := fields[name].(string)
	return token
}
