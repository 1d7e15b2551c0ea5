package trigger

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Function is a Lambda function. It receives an event and returns the whole event with its
// response, both as JSON.
type Function func(ctx context.Context, event []byte) ([]byte, error)

// DefaultTimeout is the timeout of a Lambda function (developer guide, "Customizing user pool
// workflows with Lambda triggers"). The service may retry after a timeout; the emulator does
// not (unspecified).
const DefaultTimeout = 5 * time.Second

// MaxResponse is the maximum size of a function's response, in bytes (AWS Lambda quotas,
// "Invocation payload").
const MaxResponse = 6 << 20

// Invoker runs Lambda functions. The zero value has no functions.
type Invoker struct {
	// Functions are the functions by ARN. The ARN must be equal: the ARN of an alias does
	// not select the function without the alias (unspecified).
	Functions map[string]Function
	// Find returns the function of an ARN that is not in Functions, or nil if there is no
	// such function. Find may be nil.
	Find func(arn string) Function
	// Timeout is the timeout of a function for whose response the service waits. 0 means
	// [DefaultTimeout].
	Timeout time.Duration
	// Log receives the errors of functions for whose response the service does not wait. Nil
	// discards them.
	Log *slog.Logger

	background background
}

// NoClient is the client id in the events of an administrator's actions (captures).
const NoClient = "CLIENT_ID_NOT_APPLICABLE"

// Call describes one invocation of a trigger.
type Call struct {
	Source   string // as in triggerSource, such as PreSignUp_SignUp
	Pool     userpool.Pool
	ClientID string // "" means NoClient
	Username string
	Request  any // is encoded as the request of the event
}

// Trigger returns the member of LambdaConfig for a triggerSource. It is the part before the
// underscore, except for TokenGeneration.
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

// Run runs the pool's function for the call. response points to a struct: its content is
// the response member of the event, and the function's response is decoded into it. If
// the pool has no function for the trigger, ran is false and response is unchanged.
//
// Errors: UserLambdaValidationException if the function returns an error,
// InvalidLambdaResponseException if its response is not valid, and
// UnexpectedLambdaException if it is not registered or exceeds the timeout.
func (i *Invoker) Run(ctx context.Context, c Call, response any) (ran bool, err error) {
	v, ran, err := i.prepare(c, response)
	if !ran || err != nil {
		return ran, err
	}
	out, err := i.call(ctx, cmp.Or(i.Timeout, DefaultTimeout), v)
	if err == nil && len(out) > MaxResponse {
		err = fmt.Errorf("the function answered more than %d bytes", MaxResponse) // the text is unspecified
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return true, apierror.UnexpectedLambda("%s failed with error Socket timeout while invoking Lambda function.", v.trigger)
	case err != nil:
		return true, apierror.UserLambdaValidation(v.trigger, err)
	}
	return true, decode(out, response)
}

// invocation is a function with its event.
type invocation struct {
	trigger  string
	function Function
	event    []byte
}

// prepare returns the invocation for a call. ok is false if the pool has no function for the trigger.
func (i *Invoker) prepare(c Call, response any) (v invocation, ok bool, err error) {
	name := Trigger(c.Source)
	arn, version := c.Pool.Triggers.Function(name)
	if arn == "" {
		return invocation{}, false, nil
	}
	function := i.Functions[arn]
	if function == nil && i.Find != nil {
		function = i.Find(arn)
	}
	if function == nil {
		// The first part is the service's text for a function that it cannot invoke (captures).
		return invocation{}, true, apierror.UnexpectedLambda("%s invocation failed due to error ResourceNotFoundException: the emulator has no function %s in Config.Lambda.", name, arn)
	}
	if c.ClientID == "" {
		c.ClientID = NoClient
	}
	in, err := json.Marshal(event{
		Version: version, TriggerSource: c.Source, Region: c.Pool.Region(), UserPoolID: c.Pool.ID, UserName: c.Username,
		CallerContext: callerContext{unknownSDK, c.ClientID}, Request: c.Request, Response: response,
	})
	if err != nil {
		return invocation{}, true, fmt.Errorf("trigger: %s: %w", c.Source, err)
	}
	return invocation{name, function, in}, true, nil
}

// call runs the function with the timeout. A function that ignores the context continues in
// its goroutine after call returns; Go cannot stop it.
func (i *Invoker) call(ctx context.Context, timeout time.Duration, v invocation) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
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
		out, err := v.function(ctx, v.event)
		r = result{out, err}
	}()
	select {
	case r := <-done:
		return r.out, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// decode decodes the response member of a function's output. A function must return the whole
// event: an event without one of its members is an error (developer guide, "Things to know
// about Lambda triggers"; amazon-archives/amazon-cognito-identity-js#633).
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

// InvalidResponse rejects the response of a function.
func InvalidResponse(message string) error {
	return apierror.InvalidLambdaResponse(message)
}

func unrecognizable() error { return InvalidResponse("Unrecognizable lambda output") }
