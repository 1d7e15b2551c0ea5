package main

import (
	"fmt"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/tokenresponse"
)

// acceptTokens returns the tokens of a successful response of the token endpoint. Otherwise it returns an
// error, which quotes only the error code from the body (RFC 6749 section 5.2), because the rest may
// contain secrets. grant names the grant that was sent, for the error.
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
		return nil, fmt.Errorf("the token endpoint returned HTTP %d for the %s", response.Status, grant)
	}
	return nil, fmt.Errorf("the token endpoint rejected the %s with %q%s", grant, code, advice(code, grant))
}

// advice returns the end of the error text: what the user can do, or "".
func advice(code, grant string) string {
	switch {
	case code == "invalid_grant" && grant == "refresh token":
		return ": the token is expired, revoked or replaced. Sign in again with cognitokit login"
	case code == "invalid_client":
		return ": the client's secret is missing or wrong. Add client_secrets to the outputs"
	}
	return ""
}
