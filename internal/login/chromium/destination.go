package chromium

import (
	"net/url"
	"strings"
)

// destination is an address of the app that the browser is to be stopped at.
type destination struct {
	app   *url.URL            // as the app writes it
	leads func(*url.URL) bool // whether an address in that spelling is it
}

// reached is where the browser is about to go, in the app's own spelling, or nil if that is
// elsewhere. A browser writes an address in its own way (URL Standard, "URL serializing"):
// scheme and host small, no port where it is the scheme's, and a path of / for none.
func (d destination) reached(target *url.URL) *url.URL {
	if d.app == nil || place(target) != place(d.app) {
		return nil
	}
	written := *target
	written.Scheme, written.Host, written.Path, written.RawPath, written.Opaque = d.app.Scheme, d.app.Host, d.app.Path, d.app.RawPath, d.app.Opaque
	if d.leads != nil && !d.leads(&written) {
		return nil
	}
	return &written
}

// place is an address without query and fragment, as a browser writes it.
func place(u *url.URL) string {
	host, path := strings.ToLower(u.Host), u.Path
	if fetchable(u) {
		host = strings.TrimSuffix(host, map[string]string{"http": ":80", "https": ":443"}[u.Scheme])
		if path == "" {
			path = "/"
		}
	}
	return u.Scheme + "|" + host + "|" + path + "|" + u.Opaque
}

// fetchable is whether a browser asks the network for an address. One of an app's own
// scheme it hands to the system.
func fetchable(u *url.URL) bool { return u.Scheme == "http" || u.Scheme == "https" }
