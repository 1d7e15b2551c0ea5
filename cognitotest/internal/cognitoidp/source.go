package cognitoidp

import (
	"context"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/activity"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// sourceKey is the context key of the client's device and address.
type sourceKey struct{}

func withSource(r *http.Request) context.Context {
	return context.WithValue(r.Context(), sourceKey{}, activity.Of(r))
}

// source returns the device and the address of the client, or "" for a call inside the process.
func (c *call) source() userpool.Activity {
	source, _ := c.ctx.Value(sourceKey{}).(userpool.Activity)
	return source
}
