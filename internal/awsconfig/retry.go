package awsconfig

import (
	"errors"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
)

// Limits for the attempts of a request. Cognito allows about 15 describe calls per second and
// account, and other clients share that quota, so throttled requests need many attempts. Other
// errors get few: a host that cannot be reached is more likely to be wrong than to recover within
// a minute.
const (
	throttledAttempts = 15
	otherAttempts     = 3 // the SDK's default
	maxBackoff        = 10 * time.Second
)

// NewRetryer returns the retryer for the client of a service in one region. A request that the
// service rejects with TooManyRequestsException or status 429 is retried after a growing wait, and
// the client slows down. A request without a complete response before the deadline is not retried:
// the service may have processed it, for example created a user. Clients that share a quota must
// share a retryer.
func NewRetryer() aws.Retryer {
	return quotaRetryer{retry.NewAdaptiveMode(func(o *retry.AdaptiveModeOptions) {
		o.StandardOptions = append(o.StandardOptions, func(s *retry.StandardOptions) {
			s.MaxAttempts = throttledAttempts
			s.MaxBackoff = maxBackoff
			// By default a client stops to retry after about a hundred retries.
			s.RateLimiter = ratelimit.None
			// A gateway returns status 429 without an error code of the service.
			s.Retryables = append(s.Retryables, retry.RetryableHTTPStatusCode{Codes: map[int]struct{}{http.StatusTooManyRequests: {}}})
		})
	})}
}

// quotaRetryer makes up to throttledAttempts attempts after throttling errors, and otherAttempts
// after other retryable errors.
type quotaRetryer struct{ aws.RetryerV2 }

// IsErrorRetryable implements aws.RetryerV2.
func (r quotaRetryer) IsErrorRetryable(err error) bool {
	return !errors.As(err, new(*exchange.TimeoutError)) && r.RetryerV2.IsErrorRetryable(err)
}

// RetryDelay returns the wait after an attempt, counted from 1. An error ends the attempts and is
// returned to the caller, so RetryDelay returns the error of the last attempt.
func (r quotaRetryer) RetryDelay(attempt int, err error) (time.Duration, error) {
	throttled := retry.IsErrorThrottles(retry.DefaultThrottles).IsErrorThrottle(err) == aws.TrueTernary
	var asked time.Duration
	if response, ok := errors.AsType[*smithyhttp.ResponseError](err); ok && response.Response != nil {
		throttled = throttled || response.HTTPStatusCode() == http.StatusTooManyRequests
		asked = exchange.RetryAfter(response.Response.Header, time.Now())
	}
	if !throttled && attempt >= otherAttempts || asked > exchange.MaxWait {
		return 0, err
	}
	delay, err := r.RetryerV2.RetryDelay(attempt, err)
	return max(delay, asked), err
}
