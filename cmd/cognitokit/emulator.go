package main

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// startEmulator starts the emulator. Its errors name the flags of the command.
func startEmulator(config cognitotest.Config) (*cognitotest.Server, error) {
	server, err := cognitotest.Start(config)
	if inUse, ok := errors.AsType[*net.OpError](err); ok && errors.Is(err, syscall.EADDRINUSE) {
		return nil, addressInUse(config, inUse.Addr.String())
	}
	if err != nil {
		return nil, &emulatorError{err}
	}
	return server, nil
}

// emulatorError is an error of the emulator without the name of its package.
type emulatorError struct{ err error }

func (e *emulatorError) Error() string { return strings.TrimPrefix(e.err.Error(), "cognitotest: ") }
func (e *emulatorError) Unwrap() error { return e.err }

// addressInUse returns the error for an address in use. It names the flag of the address.
func addressInUse(config cognitotest.Config, address string) error {
	plain, proxy := resolvesTo(config.Listen, address), resolvesTo(config.ProxyListen, address)
	if plain && proxy {
		return fmt.Errorf("--proxy-listen: %s is the address of --listen. Write another address, or remove --proxy-listen for a free port", address)
	}
	flag := "--listen"
	if proxy {
		flag = "--proxy-listen"
	}
	return fmt.Errorf("another program listens on %s: choose another address with %s, or 127.0.0.1:0 for a free port", address, flag)
}

// resolvesTo reports whether a flag's value resolves to the address, for example by the name
// localhost.
func resolvesTo(flag, address string) bool {
	resolved, err := net.ResolveTCPAddr("tcp", flag)
	return err == nil && resolved.String() == address
}
