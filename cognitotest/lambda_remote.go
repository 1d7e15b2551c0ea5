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
)

// maxLambdaAnswer is the most that a function can answer (AWS Lambda quotas).
const maxLambdaAnswer = 6 << 20

// RemoteLambda is a function that runs elsewhere on this machine: it posts each event to
// a loopback URL, such as that of the AWS Lambda Runtime Interface Emulator,
// http://127.0.0.1:9000/2015-03-31/functions/function/invocations.
//
// An answer that is an object with errorMessage is an error of the function, as the
// emulator reports it.
func RemoteLambda(address string) (LambdaFunc, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" {
		return nil, fmt.Errorf("cognitotest: %q is not an http URL", address)
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("cognitotest: %s is not on this machine: use 127.0.0.1, [::1] or localhost", u.Hostname())
	}
	// Not the proxy of the environment, which may be this server's.
	client := &http.Client{Transport: &http.Transport{}}
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
		answer, err := io.ReadAll(io.LimitReader(response.Body, maxLambdaAnswer))
		if err != nil {
			return nil, err
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
