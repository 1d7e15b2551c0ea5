package login

import (
	"net/url"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

// browserURL reads an address of a page, a form action or a Location, as browsers do (WHATWG URL Standard, section 4.4).
// Live pages need this: the action of their sign-in form has its parameters decoded, so "scope=openid email" has a space
// (GH andrew-blake/melcloudhome, tests/api/cassettes). net/url keeps that space, and the request line is then malformed.
//
// The base is the address of the page, or empty if the address has to be absolute.
func browserURL(base, address string) (*url.URL, error) {
	read, err := whatwg.Parse(address)
	if base != "" {
		read, err = whatwg.ParseRef(base, address)
	}
	if err != nil {
		return nil, err
	}
	return url.Parse(read.Href(false))
}
