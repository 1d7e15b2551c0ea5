package trigger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Function is a Lambda function: it takes an event and returns it with its response,
// both as JSON.
type Function func(ctx context.Context, event []byte) ([]byte, error)

// DefaultLimit is how long a function may take (developer guide, "Customizing user pool
// workflows with Lambda triggers"). The service may call once more then; the stand-in
// does not (chosen).
const DefaultLimit = 5 * time.Second

// MaxAnswer is the most that a function can answer, in bytes (AWS Lambda quotas, "Invocation
// payload").
const MaxAnswer = 6 << 20

// Invoker runs functions. The zero value has none.
type Invoker struct {
	// Functions are the functions by ARN. An ARN means only itself: that of an alias is
	// not that of its function (chosen).
	Functions map[string]Function
	// Find returns the function of an ARN that Functions does not have, or nil. A nil Find
	// finds none.
	Find func(arn string) Function
	// Limit is how long a function may take. 0: [DefaultLimit].
	Limit time.Duration
}

// NoClient is the client id in events of the actions of an administrator (captures).
const NoClient = "CLIENT_ID_NOT_APPLICABLE"

// Call is an occasion to run a trigger.
type Call struct {
	Source   string // as in triggerSource, such as PreSignUp_SignUp
	Pool     userpool.Pool
	ClientID string // "": NoClient
	Username string
	Request  any // encodes to the event's request
}

// Trigger is the member of LambdaConfig that a triggerSource belongs to: the part before
// the underscore, but for one.
func Trigger(source string) string {
	kind, _, _ := strings.Cut(source, "_")
	if kind == "TokenGeneration" {
		return userpool.TriggerPreTokenGeneration
	}
	return kind
}

// Has reports whether the pool has a function for a triggerSource.
func Has(pool userpool.Pool, source string) bool {
	arn, _ := pool.Triggers.Function(Trigger(source))
	return arn != ""
}

// Run runs the pool's function for the call. response points to a struct: what it holds
// is the event's response, and the function's response is decoded into it. ran is
// false, and response as it was, if the pool has no such function.
//
// Errors: UserLambdaValidationException for an error of the function,
// InvalidLambdaResponseException for an answer that cannot be used, and
// UnexpectedLambdaException for a function that is not registered or takes too long.
func (i *Invoker) Run(ctx context.Context, c Call, response any) (ran bool, err error) {
	name := Trigger(c.Source)
	arn, version := c.Pool.Triggers.Function(name)
	if arn == "" {
		return false, nil
	}
	function := i.Functions[arn]
	if function == nil && i.Find != nil {
		function = i.Find(arn)
	}
	if function == nil {
		// The first part is the text of a function that the service cannot invoke (captures).
		return true, apierror.UnexpectedLambda("%s invocation failed due to error ResourceNotFoundException: the stand-in has no function %s in Config.Lambda.", name, arn)
	}
	if c.ClientID == "" {
		c.ClientID = NoClient
	}
	in, err := json.Marshal(event{
		Version: version, TriggerSource: c.Source, Region: c.Pool.Region(), UserPoolID: c.Pool.ID, UserName: c.Username,
		CallerContext: callerContext{anySDK, c.ClientID}, Request: c.Request, Response: response,
	})
	if err != nil {
		return true, fmt.Errorf("trigger: %s: %w", c.Source, err)
	}
	out, err := i.call(ctx, function, in)
	if err == nil && len(out) > MaxAnswer {
		err = fmt.Errorf("the function answered more than %d bytes", MaxAnswer) // the text: chosen
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return true, apierror.UnexpectedLambda("%s failed with error Socket timeout while invoking Lambda function.", name)
	case err != nil:
		return true, apierror.UserLambdaValidation(name, err)
	}
	return true, decode(out, response)
}

// call gives the function its time. One that does not heed the context is left behind.
func (i *Invoker) call(ctx context.Context, function Function, in []byte) ([]byte, error) {
	limit := i.Limit
	if limit == 0 {
		limit = DefaultLimit
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	type result struct {
		out []byte
		err error
	}
	done := make(chan result, 1)
	go func() {
		r := result{err: errors.New("the function ended its goroutine")} // as t.FailNow does
		defer func() {
			if p := recover(); p != nil {
				r = result{err: fmt.Errorf("panic: %v", p)}
			}
			done <- r
		}()
		out, err := function(ctx, in)
		r = result{out, err}
	}()
	select {
	case r := <-done:
		return r.out, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// decode takes the response out of what a function returned. A function returns the whole
// event: one that leaves out a part of it is not understood (Things to know about Lambda
// triggers; amazon-archives/amazon-cognito-identity-js#633).
func decode(out []byte, response any) error {
	if !json.Valid(out) {
		return InvalidResponse("Invalid lambda function output : Invalid JSON") // aws-amplify/amplify-cli#2735
	}
	var returned map[string]json.RawMessage
	if json.Unmarshal(out, &returned) != nil {
		return unrecognizable()
	}
	for _, name := range []string{"version", "triggerSource", "region", "userPoolId", "userName", "callerContext", "request", "response"} {
		if raw, ok := returned[name]; !ok || string(raw) == "null" {
			return unrecognizable()
		}
	}
	if json.Unmarshal(returned["response"], response) != nil {
		return unrecognizable()
	}
	return nil
}

// InvalidResponse refuses what a function answered.
func InvalidResponse(message string) error {
	return apierror.InvalidLambdaResponse(message)
}

func unrecognizable() error { return InvalidResponse("Unrecognizable lambda output") }
