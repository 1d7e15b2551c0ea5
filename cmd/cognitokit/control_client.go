package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
)

// The plain endpoint of serve without --listen.
const (
	defaultListen   = "127.0.0.1:9229"
	defaultEndpoint = "http://" + defaultListen
)

// controlClient calls the Control API of a running emulator.
type controlClient struct {
	endpoint string
}

func (c *controlClient) flags(flags *pflag.FlagSet) {
	flags.StringVar(&c.endpoint, "endpoint", "", "plain endpoint of the emulator, which serve prints (default $AWS_ENDPOINT_URL, or "+defaultEndpoint+")")
}

// controlTimeout and maxControlResponse limit a call.
const (
	controlTimeout     = 30 * time.Second
	maxControlResponse = 64 << 20
)

// address returns the plain endpoint.
func (c *controlClient) address() (string, error) {
	source, address := "--endpoint", c.endpoint
	if address == "" {
		source, address = "AWS_ENDPOINT_URL", cmp.Or(os.Getenv("AWS_ENDPOINT_URL"), defaultEndpoint)
	}
	parsed, err := url.Parse(address)
	if err != nil || parsed.Scheme != "http" || parsed.Host == "" || strings.Trim(parsed.Path, "/") != "" || parsed.RawQuery != "" || parsed.User != nil {
		return "", fmt.Errorf("%s: %q is not the plain endpoint of an emulator. cognitokit serve prints it, such as %s", source, address, defaultEndpoint)
	}
	return "http://" + parsed.Host, nil
}

// call sends a request and decodes the response into out, unless out is nil. body is nil for a request
// without one.
func (c *controlClient) call(ctx context.Context, method, path string, body, out any) error {
	address, err := c.address()
	if err != nil {
		return err
	}
	var text []byte
	if body != nil {
		if text, err = json.Marshal(body); err != nil {
			return err
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, address+"/_cognitotest/"+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	if method != http.MethodGet {
		request.Header.Set("X-Cognitotest", "1")
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	// The emulator is on this machine: a proxy of the environment cannot reach it.
	transport := &http.Transport{DisableKeepAlives: true}
	response, err := exchange.Send(request, controlTimeout, maxControlResponse, transport.RoundTrip)
	if err != nil {
		if ctx.Err() != nil {
			return errInterrupted
		}
		return fmt.Errorf("no emulator answers at %s (%w). Start it with cognitokit serve, or name its plain endpoint with --endpoint", address, err)
	}
	defer func() { _ = response.Body.Close() }()
	got, err := io.ReadAll(response.Body)
	if err != nil {
		return fmt.Errorf("the response of %s is incomplete: %w", address, err)
	}
	return decodeControl(address, response, got, out)
}

// decodeControl reads a response: a body with JSON, or an error in the format of RFC 9457.
func decodeControl(address string, response *http.Response, body []byte, out any) error {
	other := fmt.Errorf("the server at %s is not an emulator of this version of cognitokit: it responds with HTTP %d. Name the plain endpoint of cognitokit serve with --endpoint", address, response.StatusCode)
	if response.StatusCode < 300 {
		if out == nil || json.Unmarshal(body, out) == nil {
			return nil
		}
		return other
	}
	var problem struct{ Detail string }
	if response.Header.Get("Content-Type") != "application/problem+json" || json.Unmarshal(body, &problem) != nil || problem.Detail == "" {
		return other
	}
	return errors.New(strings.TrimSuffix(problem.Detail, "."))
}

// printJSON prints a value as indented JSON.
func printJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
