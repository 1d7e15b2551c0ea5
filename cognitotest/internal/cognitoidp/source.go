package cognitoidp

import (
	"context"
	"net"
	"net/http"
)

// sourceKey is the context's key of the address from which a request comes.
type sourceKey struct{}

func withSource(r *http.Request) context.Context {
	ip, _, _ := net.SplitHostPort(r.RemoteAddr) // "" without a network
	return context.WithValue(r.Context(), sourceKey{}, ip)
}

// source is the address from which the request comes, or "" for one of the server's own.
func (c *call) source() string {
	ip, _ := c.ctx.Value(sourceKey{}).(string)
	return ip
}
