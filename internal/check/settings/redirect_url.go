package settings

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/cognitokit/terraform-aws-cognito/internal/check"
)

// wrongURL says what is wrong with a URL that a browser is sent to, and what it must be,
// as the rest of a sentence; "" if nothing is. A URL of the machine itself is wrong in
// production, except for the loopback addresses of a native app.
//
// API reference, UserPoolClientType, CallbackURLs: an absolute URL without a fragment,
// and https except on the machine itself, which is for tests. The service refuses most of
// this by now, and older clients keep what they have.
func wrongURL(address string, production, native bool) string {
	switch {
	case strings.Contains(address, "#"): // RFC 6749 section 3.1.2
		return "has a fragment and must have none"
	case strings.Contains(address, "*"): // RFC 9700 section 4.1.3: compared letter for letter
		return "contains a *, which is not a wildcard, and must be written in full"
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme == "" {
		return "is not absolute and must begin with a scheme"
	}
	if !isWeb(u) {
		return "" // an app's own scheme, which names no machine
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

// isLocal tells whether a host is the machine that the browser runs on, and whether
// it says so by its address.
func isLocal(host string) (local, loopback bool) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsLoopback(), ip.IsLoopback()
	}
	// RFC 6761 section 6.3.
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	return host == "localhost" || strings.HasSuffix(host, ".localhost"), false
}

// isNativeApp tells an app that takes its answer on a loopback address (RFC 8252 section
// 7.3) from one that is served from elsewhere: it has no secret, and no callback is a web
// page of another machine.
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
