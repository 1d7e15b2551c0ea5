package main

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// startStandIn starts the stand-in and words its refusals for the reader.
func startStandIn(config cognitotest.Config) (*cognitotest.Server, error) {
	server, err := cognitotest.Start(config)
	if errors.Is(err, syscall.EADDRINUSE) {
		// Without a proxy address the proxy gets a free port, which cannot be taken.
		address, flag := config.Listen, "--listen"
		if config.ProxyListen != "" {
			address, flag = address+" or "+config.ProxyListen, flag+" or --proxy-listen"
		}
		return nil, fmt.Errorf("another program listens on %s: choose another address with %s, or 127.0.0.1:0 for a free port", address, flag)
	}
	if err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "cognitotest: "))
	}
	return server, nil
}
