package cognitoidp

import (
	"context"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/activity"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// originKey is the context key of the scheme and host to which a client sent its request.
type originKey struct{}

// withRequest returns a context with what the actions need of the HTTP request.
func withRequest(r *http.Request) context.Context {
	scheme := "https://"
	if r.TLS == nil {
		scheme = "http://" // the plain endpoint
	}
	return context.WithValue(activity.NewContext(r), originKey{}, scheme+r.Host)
}

// activity returns the device and the address of the client, or "" for a call inside the process.
func (c *call) activity() userpool.Activity { return activity.FromContext(c.ctx) }

// origin returns the scheme and host of the request, or of the service for a call inside the
// process.
func (c *call) origin() string {
	if origin, ok := c.ctx.Value(originKey{}).(string); ok {
		return origin
	}
	return "https://cognito-idp." + c.region + ".amazonaws.com"
}
