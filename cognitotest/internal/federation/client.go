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

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Client speaks to the providers of a store's pools.
type Client struct {
	Store *userpool.Store
	// HTTP reaches the providers. The stand-in's own client reaches itself alone.
	HTTP *http.Client
}

// patience is how long a provider may take to answer one request: chosen.
const patience = 10 * time.Second

// maxAnswer is how much of a provider's answer is read.
const maxAnswer = 1 << 20

// userAgent is what providers see (developer guide, "User pool sign-in with third party
// identity providers").
const userAgent = "Amazon/Cognito"

// Error is a sign-in at a provider that failed. The app's callback is told
// invalid_request with the description (developer guide, "Managed login and federation
// error responses").
type Error struct{ Description string }

func (e *Error) Error() string { return "federation: " + e.Description }

func failure(format string, args ...any) error {
	return &Error{Description: fmt.Sprintf(format, args...)}
}

// provider is a provider with the endpoints that it has.
type provider struct {
	userpool.IdentityProvider
	details   map[string]string
	endpoints endpoints
}

// call sends a request and decodes the JSON of its answer. texts are the descriptions
// of a failure: of a timeout, and of an answer that is not 200.
func (c *Client) call(ctx context.Context, p provider, method, address string, form url.Values, bearer, timedOut, refused string, answer any) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
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
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	_ = response.Body.Close() // it has been read
	switch {
	case err != nil:
		return failure("Read timed out")
	case response.StatusCode != http.StatusOK:
		return p.refused(response.StatusCode, body, refused)
	case json.Unmarshal(body, answer) != nil:
		return p.refused(response.StatusCode, nil, refused)
	}
	return nil
}

// refused words an error answer as the service does: the provider's name, the status and
// the provider's own error, or what was asked of it.
func (p provider) refused(status int, body []byte, otherwise string) error {
	var answer struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	if json.Unmarshal(body, &answer) == nil && answer.Error != "" {
		otherwise = strings.TrimSpace(answer.Error + " " + answer.Description)
	}
	return failure("%s Error - %d %s", p.Name, status, otherwise)
}
