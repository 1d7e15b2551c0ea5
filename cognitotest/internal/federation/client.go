package federation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Client calls the identity providers of a store's pools.
type Client struct {
	Store *userpool.Store
	// HTTP calls the providers. The default client of the emulator connects only to the
	// emulator itself.
	HTTP *http.Client
	// Issuer has the keys of the pools, which sign and decrypt messages of SAML.
	Issuer *token.Issuer
	// Offline reports that HTTP connects only to the emulator itself. The client then does not
	// request SAML metadata: no pool is a SAML provider.
	Offline bool
}

// providerTimeout is the timeout of one request to a provider (unspecified).
const providerTimeout = 10 * time.Second

// maxResponse is the maximum size of a provider's response, in bytes. The rest is ignored.
const maxResponse = 1 << 20

// userAgent is the User-Agent of requests to providers (developer guide, "User pool sign-in
// with third party identity providers").
const userAgent = "Amazon/Cognito"

// Error reports a failed sign-in at a provider. The app's callback receives the code with the
// description (developer guide, "Managed login and federation error responses").
type Error struct {
	Code        string // "": invalid_request
	Description string
}

func (e *Error) Error() string { return "federation: " + e.Description }

func failure(format string, args ...any) error {
	return &Error{Description: fmt.Sprintf(format, args...)}
}

// provider is an identity provider with its details and endpoints.
type provider struct {
	userpool.IdentityProvider
	details   map[string]string
	endpoints endpoints
}

// call sends a request and decodes the JSON of the response into out. timedOut is the
// description for a timeout. failed is the description for a status other than 200 and for
// a body that is not JSON, unless the provider sends its own error.
func (c *Client) call(ctx context.Context, p provider, method, address string, form url.Values, bearer, timedOut, failed string, out any) error {
	ctx, cancel := context.WithTimeout(ctx, providerTimeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return failure("%s", err)
	}
	r.Header.Set("User-Agent", userAgent)
	r.Header.Set("Accept", "application/json")
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if bearer != "" {
		r.Header.Set("Authorization", "Bearer "+bearer)
	}
	response, err := c.HTTP.Do(r)
	if err != nil {
		if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
			return failure("%s", timedOut)
		}
		return failure("Connection reset")
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxResponse))
	_ = response.Body.Close() // it has been read
	switch {
	case err != nil:
		return failure("Read timed out")
	case response.StatusCode != http.StatusOK:
		return p.errorResponse(response.StatusCode, body, failed)
	case json.Unmarshal(body, out) != nil:
		return p.errorResponse(response.StatusCode, nil, failed)
	}
	return nil
}

// errorResponse returns the error for a response of the provider in the form of the service:
// the provider's name, the status, and the provider's own error or the fallback.
func (p provider) errorResponse(status int, body []byte, fallback string) error {
	var response struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	if json.Unmarshal(body, &response) == nil && response.Error != "" {
		fallback = strings.TrimSpace(response.Error + " " + response.Description)
	}
	return failure("%s Error - %d %s", p.Name, status, fallback)
}
