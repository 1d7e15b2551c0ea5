package chromium

import (
	"net/url"
	"strings"
)

// destination is an address of the app. The browser must stop there and not request it.
type destination struct {
	app     *url.URL            // in the app's spelling
	matches func(*url.URL) bool // reports whether an address in that spelling is the destination; may be nil
}

// reached returns the address in the app's spelling if the browser is about to request the
// destination, or else nil. A browser serializes an address (URL Standard, "URL serializing"):
// scheme and host are in lower case, the scheme's default port is dropped, and an empty path
// becomes /.
func (d destination) reached(target *url.URL) *url.URL {
	if d.app == nil || serialized(target) != serialized(d.app) {
		return nil
	}
	written := *target
	written.Scheme, written.Host, written.Path, written.RawPath, written.Opaque = d.app.Scheme, d.app.Host, d.app.Path, d.app.RawPath, d.app.Opaque
	if d.matches != nil && !d.matches(&written) {
		return nil
	}
	return &written
}

// serialized returns an address without query and fragment, as a browser serializes it.
func serialized(u *url.URL) string {
	host, path := strings.ToLower(u.Host), u.Path
	if fetchable(u) {
		host = strings.TrimSuffix(host, map[string]string{"http": ":80", "https": ":443"}[u.Scheme])
		if path == "" {
			path = "/"
		}
	}
	return u.Scheme + "|" + host + "|" + path + "|" + u.Opaque
}

// fetchable reports whether a browser requests an address over the network. It passes an address
// with an app's own scheme to the operating system.
func fetchable(u *url.URL) bool { return u.Scheme == "http" || u.Scheme == "https" }
