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

// maxLambdaHeader is the most that the head of a function's answer has: chosen.
const maxLambdaHeader = 64 << 10

// RemoteLambda is a function that runs elsewhere on this machine: it posts each event to
// a loopback URL, such as that of the AWS Lambda Runtime Interface Emulator,
// http://127.0.0.1:9000/2015-03-31/functions/function/invocations.
//
// An answer that is an object with errorMessage is an error of the function, as the
// emulator reports it. A redirect is an error as every status but 200 is: the runtime sends
// none, and one could lead off the machine. A call ends with its context, and after the five
// seconds of a function at the latest.
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
		answer, err := io.ReadAll(io.LimitReader(response.Body, trigger.MaxAnswer+1))
		if err != nil {
			return nil, err
		}
		if len(answer) > trigger.MaxAnswer {
			return nil, fmt.Errorf("%s answered more than %d bytes, the most that a Lambda function can answer", address, trigger.MaxAnswer)
		}
		var failure struct {
			Message *string `json:"errorMessage"`
		}
		if json.Unmarshal(answer, &failure) == nil && failure.Message != nil {
			return nil, errors.New(*failure.Message)
		}
		if response.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("%s answered %s", address, response.Status)
		}
		return answer, nil
	}, nil
}

// localClient reaches loopback addresses and nothing else: no redirect, no proxy of the
// environment, which may be this server's, and no other address for the name localhost.
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
		CheckRedirect: refuseRedirect,
		Timeout:       trigger.DefaultLimit,
	}
}

// refuseRedirect makes a client return the redirect itself.
func refuseRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
