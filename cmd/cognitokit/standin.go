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
		return nil, addressInUse(config, taken.Addr.String())
	}
	if err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "cognitotest: "))
	}
	return server, nil
}

// addressInUse is the refusal of an address by the machine: the flag that named it is the
// one to change.
func addressInUse(config cognitotest.Config, address string) error {
	plain, proxy := leadsTo(config.Listen, address), leadsTo(config.ProxyListen, address)
	if plain && proxy {
		return fmt.Errorf("--proxy-listen: %s is the address of --listen. Write another address, or remove --proxy-listen for a free port", address)
	}
	flag := "--listen"
	if proxy {
		flag = "--proxy-listen"
	}
	return fmt.Errorf("another program listens on %s: choose another address with %s, or 127.0.0.1:0 for a free port", address, flag)
}

// leadsTo tells whether a flag's value is the address, perhaps by the name localhost.
func leadsTo(flag, address string) bool {
	resolved, err := net.ResolveTCPAddr("tcp", flag)
	return err == nil && resolved.String() == address
}
