package cognitotest

import (
	"errors"
	"fmt"
	"net"
	"regexp"
	"slices"
	"strings"
)

// ErrNotLoopback means that an address is not a loopback address and [Config.Expose] is empty.
var ErrNotLoopback = errors.New("not a loopback address")

// exposedName matches a DNS name in lower case (RFC 1123 section 2.1).
var exposedName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`)

func (c Config) validateExpose() error {
	for _, name := range c.Expose {
		_, domain := Config{}.cutSuffix(name)
		switch {
		case !exposedName.MatchString(name) || net.ParseIP(name) != nil:
			return fmt.Errorf("cognitotest: %q is not a host name that can be exposed: write a DNS name in lower case such as cognito", name)
		case name == "localhost" || domain:
			return fmt.Errorf("cognitotest: %s is this machine: write the host name under which other machines reach the emulator, such as cognito", name)
		case strings.HasSuffix(name, ".amazonaws.com") || strings.HasSuffix(name, ".amazoncognito.com"):
			return fmt.Errorf("cognitotest: %s is a host name of AWS, which only the proxy serves: write a name of your network such as cognito", name)
		}
	}
	return nil
}

// listen listens on an address. It rejects an address beyond loopback unless the server is
// exposed, because the emulator does not authenticate its callers.
func (c Config) listen(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("cognitotest: %q is not a HOST:PORT address: write one such as 127.0.0.1:9229", address)
	}
	if len(c.Expose) == 0 && host != "localhost" && !isLoopback(host) {
		return nil, fmt.Errorf("cognitotest: %s is %w: use 127.0.0.1, [::1] or localhost", address, ErrNotLoopback)
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cognitotest: cannot listen on %s: %w", address, err)
	}
	return l, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// reachedAt returns the address at which clients reach a listener: beyond loopback, under the
// first exposed name.
func (c Config) reachedAt(listener net.Addr) string {
	host, port, _ := net.SplitHostPort(listener.String()) // cannot fail: the address of a listener
	if !isLoopback(host) {
		return net.JoinHostPort(c.Expose[0], port)
	}
	return listener.String()
}

// onThisMachine returns the address at which this process reaches a listener.
func onThisMachine(listener net.Addr) string {
	host, port, _ := net.SplitHostPort(listener.String()) // cannot fail: the address of a listener
	if ip := net.ParseIP(host); ip.IsUnspecified() {
		return net.JoinHostPort("localhost", port)
	}
	return listener.String()
}

// isServer reports whether a host is the server itself: a loopback address or an exposed name.
func (c Config) isServer(host string) bool {
	return host == "localhost" || isLoopback(host) || slices.Contains(c.Expose, host)
}

// isPlainHost reports whether the plain endpoint serves the API to a host. An exposed server
// accepts every IP address, because a container has addresses that it does not know, such as
// the address of a published port. No DNS rebinding leads to an IP address in the Host header.
func (c Config) isPlainHost(host string) bool {
	return c.isServer(host) || len(c.Expose) > 0 && net.ParseIP(host) != nil
}

// cutSuffix returns a host name without the suffix .localhost, or without the suffix of an
// exposed name.
func (c Config) cutSuffix(host string) (prefix string, ok bool) {
	if slices.Contains(c.Expose, host) { // cognito.default, if cognito.default and default are exposed
		return "", false
	}
	for _, name := range append([]string{"localhost"}, c.Expose...) {
		if prefix, ok = strings.CutSuffix(host, "."+name); ok {
			return prefix, true
		}
	}
	return "", false
}
