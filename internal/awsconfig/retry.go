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

// How often a request is tried. The quotas of Cognito's describe calls are some 15 a
// second of an account, which others use as well; a host that cannot be reached is more
// likely to be the wrong one than to come back in a minute.
const (
	throttledAttempts = 15
	otherAttempts     = 3 // the SDK's own number
	maxBackoff        = 10 * time.Second
)

// NewRetryer makes what decides on the retries of one client of a service, that is of one
// region. What the service refuses with TooManyRequestsException or 429 comes again after a
// growing wait, and the client slows down. A request without a whole answer in time is not
// sent again: the service may have done what it asks, such as making a user. Clients that share a quota must share it.
func NewRetryer() aws.Retryer {
	return patientWithQuotas{retry.NewAdaptiveMode(func(o *retry.AdaptiveModeOptions) {
		o.StandardOptions = append(o.StandardOptions, func(s *retry.StandardOptions) {
			s.MaxAttempts = throttledAttempts
			s.MaxBackoff = maxBackoff
			// By default a client gives up all retries after a hundred of them.
			s.RateLimiter = ratelimit.None
			// A gateway answers 429 without a code of the service.
			s.Retryables = append(s.Retryables, retry.RetryableHTTPStatusCode{Codes: map[int]struct{}{http.StatusTooManyRequests: {}}})
		})
	})}
}

// patientWithQuotas retries more often only after an error for the request rate.
type patientWithQuotas struct{ aws.RetryerV2 }

// IsErrorRetryable implements aws.RetryerV2.
func (p patientWithQuotas) IsErrorRetryable(err error) bool {
	return !errors.As(err, new(*exchange.TimeoutError)) && p.RetryerV2.IsErrorRetryable(err)
}

// RetryDelay returns the wait after an attempt, counted from 1. Its error ends the attempts and
// is returned to the caller, so it is the error of the last attempt.
func (p patientWithQuotas) RetryDelay(attempt int, err error) (time.Duration, error) {
	throttled := retry.IsErrorThrottles(retry.DefaultThrottles).IsErrorThrottle(err) == aws.TrueTernary
	var asked time.Duration
	if response, ok := errors.AsType[*smithyhttp.ResponseError](err); ok && response.Response != nil {
		throttled = throttled || response.HTTPStatusCode() == http.StatusTooManyRequests
		asked = exchange.RetryAfter(response.Response.Header, time.Now())
	}
	if !throttled && attempt >= otherAttempts || asked > exchange.MaxWait {
		return 0, err
	}
	delay, err := p.RetryerV2.RetryDelay(attempt, err)
	return max(delay, asked), err
}
