package main

import (
	"fmt"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/tokenresponse"
)

// acceptTokens returns the tokens of a response of the token endpoint, or an error unless the
// response is a success with tokens. Of the body, the error repeats only the error code (RFC
// 6749 section 5.2). grant names the grant that was sent.
func acceptTokens(response *login.Response, grant string) (tokenresponse.Response, error) {
	parsed, err := tokenresponse.Parse(response.Body)
	if response.Status == http.StatusOK {
		if err == nil {
			err = parsed.Validate()
		}
		if err != nil {
			return nil, fmt.Errorf("token response: %w, so nothing is changed. Check that the token endpoint belongs to the user pool's domain", err)
		}
		return parsed, nil
	}
	code := parsed.ErrorCode()
	if code == "" {
		return nil, fmt.Errorf("the token endpoint answered HTTP %d to the %s", response.Status, grant)
	}
	return nil, fmt.Errorf("the token endpoint rejected the %s with %q%s", grant, code, advice(code, grant))
}

// advice returns what the user can do after an error response.
func advice(code, grant string) string {
	switch {
	case code == "invalid_grant" && grant == "refresh token":
		return ": the token is expired, revoked or replaced. Sign in again with cognitokit login"
	case code == "invalid_client":
		return ": the client's secret is missing or wrong. Add client_secrets to the outputs"
	}
	return ""
}
