package cognitoidp

import (
	"context"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/activity"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// activityKey is the context key of the client's device and address.
type activityKey struct{}

func withActivity(r *http.Request) context.Context {
	return context.WithValue(r.Context(), activityKey{}, activity.Of(r))
}

// activity returns the device and the address of the client, or "" for a call inside the process.
func (c *call) activity() userpool.Activity {
	of, _ := c.ctx.Value(activityKey{}).(userpool.Activity)
	return of
}
