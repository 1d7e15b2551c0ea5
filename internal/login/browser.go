package login

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
)

// maxHops limits the redirects between hosted pages. A sign-in has two.
const maxHops = 10

// Browser is the browser of one user. It keeps the cookies of the hosted pages, and so the
// session.
type Browser struct {
	client *Client
	jar    http.CookieJar
}

// NewBrowser opens a browser without cookies.
func (c *Client) NewBrowser() *Browser {
	jar, err := cookiejar.New(nil)
	if err != nil { // cookiejar.New documents that it returns no error
		panic(err)
	}
	return &Browser{client: c, jar: jar}
}

// redirectOf returns the target of a redirect, or nil if the response is not a redirect.
func redirectOf(resp *Response, from *url.URL) (*url.URL, error) {
	switch resp.Status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther:
	default:
		// 307 and 308 would send the form again, with the password. No step of a sign-in does
		// so.
		return nil, nil
	}
	location := resp.Header.Get("Location")
	target, err := browserURL(from.String(), location)
	if err != nil || location == "" {
		return nil, fmt.Errorf("the hosted page %s redirects without a usable Location", from.Path)
	}
	return target, nil
}

func sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && a.Host == b.Host
}
