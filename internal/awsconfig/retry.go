package awsconfig

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
)

// How long a request is tried. The quotas of Cognito's describe calls are some 15 a
// second of an account, which others use as well.
const (
	maxAttempts = 15
	maxBackoff  = 10 * time.Second
)

// NewRetryer makes what decides on the retries of one client of a service, that is of one
// region. What the service refuses with TooManyRequestsException comes again after a
// growing wait, and the client slows down. Clients that share a quota must share it.
func NewRetryer() aws.Retryer {
	return retry.NewAdaptiveMode(func(o *retry.AdaptiveModeOptions) {
		o.StandardOptions = append(o.StandardOptions, func(s *retry.StandardOptions) {
			s.MaxAttempts = maxAttempts
			s.MaxBackoff = maxBackoff
			// By default a client gives up all retries after a hundred of them.
			s.RateLimiter = ratelimit.None
		})
	})
}
