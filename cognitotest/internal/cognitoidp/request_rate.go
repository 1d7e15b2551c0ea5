package cognitoidp

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// RequestRates enforces the default request rate quotas of an account, by category
// and region (developer guide, "Quotas in Amazon Cognito"). The documentation states
// rates and no bursts: a second's worth may come at once (chosen).
type RequestRates struct {
	mu       sync.Mutex
	limiters map[string]*rate.Limiter
}

// request is what a quota counts by.
type request struct {
	action    string
	region    string
	poolID    string // "": the request names no pool
	challenge string // ChallengeName of an answer to a challenge
}

// take counts a request at a time, or refuses it.
func (r *RequestRates) take(now time.Time, q request) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, counted := categoryOf(q)
	if !counted || r.allows(now, c, q) {
		return nil
	}
	return &userpool.Exception{Name: "TooManyRequestsException", Message: "Rate exceeded"} // boto/boto3#2517, aws-amplify/amplify-js#3554
}

func (r *RequestRates) allows(now time.Time, c category, q request) bool {
	if c.perPool && q.poolID != "" && !r.limiter(q.poolID+" "+q.action, requestsPerPool).AllowN(now, 1) {
		return false
	}
	if r.limiter(q.region+" "+c.name, c.perSecond).AllowN(now, 1) {
		return true
	}
	// Answers to challenges have a quota of their own, three times that of sign-ins;
	// what goes beyond it counts as sign-ins.
	return c.name == challengeAnswers.name && r.limiter(q.region+" "+userAuthentication.name, userAuthentication.perSecond).AllowN(now, 1)
}

func (r *RequestRates) limiter(key string, perSecond int) *rate.Limiter {
	if r.limiters == nil {
		r.limiters = map[string]*rate.Limiter{}
	}
	l, ok := r.limiters[key]
	if !ok {
		l = rate.NewLimiter(rate.Limit(perSecond), perSecond)
		r.limiters[key] = l
	}
	return l
}
