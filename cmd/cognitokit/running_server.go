package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/pflag"
)

// defaultListen is the address of the plain endpoint of serve.
const defaultListen = "127.0.0.1:9229"

// runningServer is an emulator that runs in another process, such as `cognitokit serve`. Its fields are the JSON of the
// emulator at /_cognitotest/connection.
type runningServer struct {
	URL           string
	ProxyURL      string
	CAFile        string
	CACertificate string // in PEM
	Region        string
}

// endpointFlag adds the flag with the plain endpoint of a running emulator.
func endpointFlag(flags *pflag.FlagSet, endpoint *string) {
	flags.StringVar(endpoint, "endpoint", "http://"+defaultListen, "plain endpoint of the running emulator, which serve prints")
}

// connectTimeout suffices for a server on the same machine.
const connectTimeout = 5 * time.Second

// findServer reads the addresses and the CA of the emulator at a plain endpoint.
func findServer(ctx context.Context, endpoint string) (*runningServer, error) {
	address, err := localAddress(endpoint)
	if err != nil {
		return nil, err
	}
	none := fmt.Errorf("no emulator answers at %s. Run cognitokit serve in another terminal, or name the plain endpoint that it prints with --endpoint", endpoint)
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/_cognitotest/connection", nil)
	if err != nil {
		return nil, err
	}
	// The proxy variables do not apply: the server is on this machine.
	response, err := localClient().Do(request)
	if err != nil {
		if errors.Is(context.Cause(ctx), context.Canceled) {
			return nil, errInterrupted
		}
		return nil, none
	}
	defer func() { _ = response.Body.Close() }() // it is only read
	var server runningServer
	if err := json.NewDecoder(response.Body).Decode(&server); err != nil || response.StatusCode != http.StatusOK || server.ProxyURL == "" {
		return nil, fmt.Errorf("the program at %s is not an emulator of this version. Stop it and run cognitokit serve, or name another plain endpoint with --endpoint", endpoint)
	}
	return &server, nil
}

// localAddress returns the host and the port of a plain endpoint. The emulator listens on this machine only.
func localAddress(endpoint string) (string, error) {
	address, err := url.Parse(endpoint)
	if err != nil || address.Scheme != "http" || !isLoopback(address.Hostname()) || address.Port() == "" || strings.Trim(address.Path, "/") != "" {
		return "", fmt.Errorf("--endpoint: %q is not the plain endpoint of an emulator. Write a URL such as http://%s", endpoint, defaultListen)
	}
	return address.Host, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
