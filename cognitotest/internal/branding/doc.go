// Package branding reads the styles of the hosted pages: the CSS and the logo of the classic pages,
// and the settings and images of managed login.
//
// A style is input of the pool's owner. This package returns parts of a page only from an allow-list:
// known members, colors, numbers within limits, and images as data URLs in Base64. It owns no page and
// no action of the API.
package branding
