package cognitotest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"syscall"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
)

// maxLambdaHeader is the maximum size of the header of a function's response, in bytes
// (unspecified).
const maxLambdaHeader = 64 << 10

// RemoteLambda returns a function that runs in another process on this machine. It posts each
// event to a loopback URL, such as the URL of the AWS Lambda Runtime Interface Emulator,
// http://127.0.0.1:9000/2015-03-31/functions/function/invocations.
//
// A response with the member errorMessage is an error of the function, as the Runtime
// Interface Emulator reports it. Every status other than 200 is an error. So is a redirect:
// the runtime sends none, and it could lead to another machine. A call ends with its context,
// and after fifteen minutes at the latest.
func RemoteLambda(address string) (LambdaFunc, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" {
		return nil, fmt.Errorf("cognitotest: %q is not an http URL", address)
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("cognitotest: %s is not on this machine: use 127.0.0.1, [::1] or localhost", u.Hostname())
	}
	client := localClient()
	return func(ctx context.Context, event []byte) ([]byte, error) {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(event))
		if err != nil {
			return nil, err
		}
		request.Header.Set("Content-Type", "application/json")
		response, err := client.Do(request)
		if err != nil {
			return nil, err
		}
		defer response.Body.Close()
		body, err := io.ReadAll(io.LimitReader(response.Body, trigger.MaxResponse+1))
		if err != nil {
			return nil, err
		}
		if len(body) > trigger.MaxResponse {
			return nil, fmt.Errorf("%s answered more than %d bytes, the most that a Lambda function can answer", address, trigger.MaxResponse)
		}
		var failure struct {
			Message *string `json:"errorMessage"`
		}
		if json.Unmarshal(body, &failure) == nil && failure.Message != nil {
			return nil, errors.New(*failure.Message)
		}
		if response.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("%s answered %s", address, response.Status)
		}
		return body, nil
	}, nil
}

// localClient returns a client that connects only to loopback addresses, also if the name
// localhost resolves to another address. It does not follow redirects, and it ignores the
// proxy in the environment, which may be the proxy of this server.
func localClient() *http.Client {
	dialer := &net.Dialer{Control: func(_, address string, _ syscall.RawConn) error {
		host, _, err := net.SplitHostPort(address)
		if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
			return fmt.Errorf("%s is not on this machine", address)
		}
		return nil
	}}
	return &http.Client{
		Transport:     &http.Transport{DialContext: dialer.DialContext, MaxResponseHeaderBytes: maxLambdaHeader},
		CheckRedirect: returnRedirect,
		Timeout:       trigger.MaxDuration,
	}
}

// returnRedirect makes a client return a redirect instead of following it.
func returnRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
