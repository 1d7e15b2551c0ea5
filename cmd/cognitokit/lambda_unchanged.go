package main

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// lambdas finds the code of Lambda triggers: the URLs of --lambda, and for any other ARN a Go
// function that returns its event unchanged, so that a root with Lambda triggers runs without their code.
type lambdas struct {
	functions map[string]cognitotest.LambdaFunc // by ARN or by name

	mu        sync.Mutex
	unchanged []string // the ARNs of the called Lambda triggers without a --lambda
}

// find is the FindLambda of a server.
func (l *lambdas) find(arn string) cognitotest.LambdaFunc {
	if function := l.functions[arn]; function != nil {
		return function
	}
	if function := l.functions[functionName(arn)]; function != nil {
		return function
	}
	return func(_ context.Context, event []byte) ([]byte, error) {
		l.mu.Lock()
		defer l.mu.Unlock()
		if !slices.Contains(l.unchanged, arn) {
			l.unchanged = append(l.unchanged, arn)
		}
		return event, nil
	}
}

// list returns the ARNs of the called Lambda triggers without a --lambda, sorted. The report lists them.
func (l *lambdas) list() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Sorted(slices.Values(l.unchanged))
}

// functionName returns the name in
// arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER].
func functionName(arn string) string {
	parts := strings.Split(arn, ":")
	if len(parts) < 7 {
		return ""
	}
	return parts[6]
}
