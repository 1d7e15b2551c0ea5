package activity

import (
	"context"
	"net"
	"net/http"
	"regexp"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// unknown describes a device whose User-Agent names no known browser (SessionDescriptionType).
const unknown = "unknown"

// Of returns the device and the address of a request. The address is "" if the request did not
// come over a network.
func Of(r *http.Request) userpool.Activity {
	ip, _, _ := net.SplitHostPort(r.RemoteAddr)
	return userpool.Activity{Device: device(r.UserAgent()), IPAddress: ip}
}

// contextKey is the context key of an activity.
type contextKey struct{}

// NewContext returns the context of a request with the request's device and address.
func NewContext(r *http.Request) context.Context {
	return context.WithValue(r.Context(), contextKey{}, Of(r))
}

// FromContext returns the device and the address of a request, or "" for a call that did not come
// from a request.
func FromContext(ctx context.Context) userpool.Activity {
	of, _ := ctx.Value(contextKey{}).(userpool.Activity)
	return of
}

// The patterns of User-Agents, the more specific first: Edge and Opera name Chrome, too, and
// Chrome names Safari. The submatch is the version.
var (
	browsers = []pattern{
		{"Edge", regexp.MustCompile(`\bEdgA?(?:iOS)?/(\d+)`)},
		{"Opera", regexp.MustCompile(`\bOPR/(\d+)`)},
		{"Firefox", regexp.MustCompile(`\b(?:Firefox|FxiOS)/(\d+)`)},
		{"Chrome", regexp.MustCompile(`\b(?:HeadlessChrome|Chrome|CriOS)/(\d+)`)},
		{"Safari", regexp.MustCompile(`\bVersion/(\d+)[\d.]* (?:Mobile/\w+ )?Safari/`)},
	}
	systems = []pattern{
		{"iOS", regexp.MustCompile(`\b(?:iPhone OS|CPU OS) (\d+(?:_\d+)?)`)},
		{"Android", regexp.MustCompile(`\bAndroid (\d+)`)},
		{"macOS", regexp.MustCompile(`\bMac OS X (\d+[_.]\d+)`)},
		{"Windows", regexp.MustCompile(`\bWindows NT (\d+)`)},
		{"Linux", regexp.MustCompile(`\bLinux()\b`)},
	}
)

type pattern struct {
	name    string
	version *regexp.Regexp
}

// device describes a User-Agent as in "Chrome 125 / macOS 15.0". Which programs the service
// knows is unspecified.
func device(userAgent string) string {
	browser, system := find(browsers, userAgent), find(systems, userAgent)
	if browser == "" || system == "" {
		return unknown
	}
	return browser + " / " + system
}

func find(patterns []pattern, userAgent string) string {
	for _, p := range patterns {
		if match := p.version.FindStringSubmatch(userAgent); match != nil {
			return strings.TrimSpace(p.name + " " + strings.ReplaceAll(match[1], "_", "."))
		}
	}
	return ""
}
