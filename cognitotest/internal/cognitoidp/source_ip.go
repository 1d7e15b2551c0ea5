package cognitoidp

import (
	"context"
	"net"
	"net/http"
)

// sourceIPKey is the context key of the client's IP address.
type sourceIPKey struct{}

func withSourceIP(r *http.Request) context.Context {
	ip, _, _ := net.SplitHostPort(r.RemoteAddr) // "" if the address has no port
	return context.WithValue(r.Context(), sourceIPKey{}, ip)
}

// sourceIP returns the IP address of the client, or "" for a call in this process.
func (c *call) sourceIP() string {
	ip, _ := c.ctx.Value(sourceIPKey{}).(string)
	return ip
}
