package doctor

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// proxyVariables name the proxy of https and of http requests. curl reads http_proxy only in lower case (curl(1),
// "ENVIRONMENT"); Go and Python read both spellings.
var proxyVariables = []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"}

// dialTimeout suffices for a port of this machine.
const dialTimeout = 2 * time.Second

// proxy checks the proxy variables. It connects only to a proxy on this machine.
func proxy(ctx context.Context, m Machine) finding {
	seen := map[string]bool{}
	local := false
	var found []string
	for _, variable := range proxyVariables {
		value := m.Getenv(variable)
		if value == "" {
			continue
		}
		address, err := parseProxy(value)
		if err != nil {
			return finding{Failed, variable + ": the value is not the URL of a proxy", "Write a URL such as http://127.0.0.1:8080, or unset " + variable + "."}
		}
		shown := address.Scheme + "://" + address.Host // without a password
		if loopback(address.Hostname()) {
			local = true
			if !listens(ctx, address.Host) {
				return finding{Failed, variable + ": nothing listens at " + shown, "Run cognitokit serve and set the variables that it prints, or unset " + variable + ". With --proxy-listen, the proxy of serve has the same port after a restart."}
			}
		}
		if !seen[shown] {
			found = append(found, variable+" is "+shown)
		}
		seen[shown] = true
	}
	for _, name := range []string{"HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"} {
		upper, lower := m.Getenv(name), m.Getenv(strings.ToLower(name))
		if upper != "" && lower != "" && upper != lower {
			return finding{Failed, name + " and " + strings.ToLower(name) + " have different values, and each program reads another one", "Set both to the same value."}
		}
	}
	if len(found) == 0 {
		return ok("no proxy variable is set")
	}
	if f, bad := m.bypass(local); bad {
		return f
	}
	return ok(strings.Join(found, "; "))
}

// bypass checks NO_PROXY. With a proxy on this machine, such as the emulator's, the hosts of Cognito must not bypass it, and
// an app on this machine must.
func (m Machine) bypass(local bool) (finding, bool) {
	value := m.Getenv("NO_PROXY")
	if value == "" {
		value = m.Getenv("no_proxy")
	}
	uses := func(address string) bool {
		u, err := url.Parse(address)
		if err != nil {
			return false
		}
		config := httpproxy.Config{HTTPProxy: "http://proxy.invalid", HTTPSProxy: "http://proxy.invalid", NoProxy: value}
		through, err := config.ProxyFunc()(u)
		return err == nil && through != nil
	}
	if !local {
		return finding{}, false
	}
	for _, host := range []string{"cognito-idp.us-east-1.amazonaws.com", "sts.us-east-1.amazonaws.com", "example.auth.us-east-1.amazoncognito.com"} {
		if !uses("https://" + host) {
			return finding{Failed, fmt.Sprintf("NO_PROXY: %q lets requests to %s bypass the proxy and reach AWS", value, host), "Set NO_PROXY and no_proxy to the value that cognitokit serve prints: localhost,127.0.0.1,::1,[::1]."}, true
		}
	}
	// Go never uses a proxy for localhost, so its rules do not answer this.
	if slices.Contains(strings.Split(strings.ReplaceAll(value, " ", ""), ","), "localhost") {
		return finding{}, false
	}
	return finding{Warning, "NO_PROXY does not have localhost, so curl, Python and Node.js send requests to your app to the proxy", "Set NO_PROXY and no_proxy to localhost,127.0.0.1,::1,[::1]."}, true
}

// proxyPorts are the ports of proxies whose URL has none.
var proxyPorts = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}

// parseProxy parses the value of a proxy variable. A value without a scheme is a host and a port.
func parseProxy(value string) (*url.URL, error) {
	if !strings.Contains(value, "://") {
		value = "http://" + value
	}
	address, err := url.Parse(value)
	if err != nil {
		return nil, err
	}
	port, known := proxyPorts[address.Scheme]
	if !known || address.Hostname() == "" {
		return nil, errors.New("no URL of a proxy")
	}
	if address.Port() == "" {
		address.Host = net.JoinHostPort(address.Hostname(), port)
	}
	return address, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func listens(ctx context.Context, address string) bool {
	dialer := net.Dialer{Timeout: dialTimeout}
	connection, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return false
	}
	_ = connection.Close()
	return true
}
