package main

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// startStandIn starts the stand-in and words a taken address for the reader.
func startStandIn(config cognitotest.Config) (*cognitotest.Server, error) {
	server, err := cognitotest.Start(config)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("another program listens on %s: choose another address with --listen, or 127.0.0.1:0 for a free port", taken(config))
	}
	return server, err
}

// taken names the address that was asked for; one with a free port cannot be taken.
func taken(config cognitotest.Config) string {
	if config.ProxyListen == "" {
		return config.Listen
	}
	return config.Listen + " or " + config.ProxyListen
}
