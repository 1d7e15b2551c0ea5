package main

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// startStandIn starts the stand-in and words its refusals for the reader.
func startStandIn(config cognitotest.Config) (*cognitotest.Server, error) {
	server, err := cognitotest.Start(config)
	if taken, ok := errors.AsType[*net.OpError](err); ok && errors.Is(err, syscall.EADDRINUSE) {
		flag := "--listen"
		if config.ProxyListen != "" && taken.Addr.String() != config.Listen {
			flag = "--proxy-listen"
		}
		return nil, fmt.Errorf("another program listens on %s: choose another address with %s, or 127.0.0.1:0 for a free port", taken.Addr, flag)
	}
	if err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "cognitotest: "))
	}
	return server, nil
}
