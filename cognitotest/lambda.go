package cognitotest

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
)

// LambdaFunc is the function of a Lambda trigger. It receives an event and returns the event
// with its response, both as JSON. The developer guide, "Customizing user pool workflows with
// Lambda triggers", describes the members of each event.
//
// If it returns an error, the request that runs the trigger fails with
// UserLambdaValidationException. The context ends after five seconds, the timeout of the
// service.
//
// A custom sender runs after the response of the request, as on AWS: the request does not wait,
// the function's response is ignored, and its error is only in Config.Log. Its context ends after
// fifteen minutes, or when the server is closed.
type LambdaFunc func(ctx context.Context, event []byte) (response []byte, err error)

// Lambda converts a handler with decoded events to a [LambdaFunc]. The handler may be written
// for github.com/aws/aws-lambda-go with its events types.
func Lambda[In, Out any](handler func(context.Context, In) (Out, error)) LambdaFunc {
	return func(ctx context.Context, event []byte) ([]byte, error) {
		var in In
		if err := json.Unmarshal(event, &in); err != nil {
			return nil, fmt.Errorf("cannot decode the event: %w", err)
		}
		out, err := handler(ctx, in)
		if err != nil {
			return nil, err
		}
		return json.Marshal(out)
	}
}

func (c Config) invoker() *trigger.Invoker {
	functions := map[string]trigger.Function{}
	for arn, f := range c.Lambda {
		functions[arn] = trigger.Function(f)
	}
	invoker := &trigger.Invoker{Functions: functions, Log: c.Log}
	if c.FindLambda != nil {
		invoker.Find = func(arn string) trigger.Function { return trigger.Function(c.FindLambda(arn)) }
	}
	return invoker
}
