package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

func newHealthCommand() *cobra.Command {
	var timeout time.Duration
	command := &cobra.Command{
		Use:   "health [URL]",
		Short: "Check that an emulator of serve accepts requests",
		Long: `Check that an emulator of serve accepts requests and can write its state. URL is the plain
endpoint, by default http://127.0.0.1:9229. serve accepts requests only after it has applied
its seed file.

The container image has no shell and no curl, so its health check is this command:

  cognitokit health
  cognitokit health http://cognito:9229

The exit status is 0 if the emulator is healthy, and 1 if not, as a container's health check
requires.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			base := "http://" + defaultListen
			if len(args) > 0 {
				base = args[0]
			}
			return health(cmd, base, timeout)
		},
	}
	command.Flags().DurationVar(&timeout, "timeout", 5*time.Second, "time to wait for the response")
	return command
}

// maxHealth is the maximum size of the response, in bytes.
const maxHealth = 64 << 10

func health(cmd *cobra.Command, base string, timeout time.Duration) error {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "http" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return fmt.Errorf("%q is not the URL of a plain endpoint: write http://HOST:PORT, such as http://127.0.0.1:9229", base)
	}
	if timeout <= 0 {
		return errors.New("--timeout: write a positive time, such as 5s")
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), timeout)
	defer cancel()
	if err := requestHealth(ctx, u.JoinPath("/_cognitotest/health").String()); err != nil {
		if ctx.Err() != nil && cmd.Context().Err() == nil {
			err = fmt.Errorf("no response within %s", timeout)
		}
		return &statusError{status: exitFindings, err: fmt.Errorf("%s is not healthy: %w", base, err)}
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is healthy.\n", base)
	return err
}

// requestHealth ignores the proxy in the environment: it may be the proxy of the emulator.
func requestHealth(ctx context.Context, address string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	response, err := transport.RoundTrip(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxHealth))
	if err != nil {
		return err
	}
	var health struct{ Status, Error string }
	switch err := json.Unmarshal(body, &health); {
	case err != nil || health.Status == "":
		return fmt.Errorf("the response is %s and not a response of the emulator. Check the URL", response.Status)
	case health.Error != "":
		return errors.New(health.Error)
	case response.StatusCode != http.StatusOK || health.Status != "ok":
		return fmt.Errorf("the response is %s with the status %q", response.Status, health.Status)
	}
	return nil
}
