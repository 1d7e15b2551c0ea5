package cognitoidp

import (
	"context"
	"net"
	"net/http"
)

// sourceKey is the context key of the client's address.
type sourceKey struct{}

func withSource(r *http.Request) context.Context {
	ip, _, _ := net.SplitHostPort(r.RemoteAddr) // "" without a network
	return context.WithValue(r.Context(), sourceKey{}, ip)
}

// source returns the address of the client, or "" for a call inside the process.
func (c *call) source() string {
	ip, _ := c.ctx.Value(sourceKey{}).(string)
	return ip
}
