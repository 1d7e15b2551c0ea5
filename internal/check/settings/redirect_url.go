package settings

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
)

// invalidURL returns why a URL must not be a redirect target, or "". The text continues a
// sentence whose subject is the URL. A URL of the user's own machine is invalid in production,
// except for the loopback addresses of a native app.
//
// API reference, UserPoolClientType, CallbackURLs: the URL is absolute and has no fragment,
// and requires https except on the local machine, for tests. The service now rejects most
// other URLs, but older clients keep them.
func invalidURL(address string, production, native bool) string {
	switch {
	case strings.Contains(address, "#"): // RFC 6749 section 3.1.2
		return "has a fragment and must have none"
	case strings.Contains(address, "*"): // RFC 9700 section 4.1.3: URLs are compared exactly
		return "contains a *, which is not a wildcard, and must be written in full"
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme == "" {
		return "is not absolute and must begin with a scheme"
	}
	if !isWeb(u) {
		return "" // the custom scheme of an app
	}
	local, loopback := isLocal(u.Hostname())
	switch {
	case u.Scheme == "http" && !local:
		return "is http and must be https"
	case production && local && (!loopback || !native): // RFC 8252 sections 7.3 and 8.3
		return "is on the user's own machine and must not be in production"
	}
	return ""
}

func isWeb(u *url.URL) bool { return u.Scheme == "https" || u.Scheme == "http" }

// isLocal reports whether a host is the machine of the browser, and whether it is a loopback
// address.
func isLocal(host string) (local, loopback bool) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsLoopback(), ip.IsLoopback()
	}
	// RFC 6761 section 6.3.
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	return host == "localhost" || strings.HasSuffix(host, ".localhost"), false
}

// isNativeApp reports whether an app receives the response at a loopback address (RFC 8252
// section 7.3): it has no secret, and none of its callback URLs is a web page of another
// machine.
func isNativeApp(c *types.UserPoolClientType) bool {
	return !check.Confidential(c) && !slices.ContainsFunc(c.CallbackURLs, func(address string) bool {
		u, err := url.Parse(address)
		if err != nil || !isWeb(u) {
			return false
		}
		local, _ := isLocal(u.Hostname())
		return !local
	})
}
