package requestrate

import (
	"cmp"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limiter applies the quotas. The documentation states rates and no bursts: the requests of one
// second may arrive at once (unspecified). The zero Limiter is ready to use.
type Limiter struct {
	// Provisioned returns the rate that the account provisions for a category in a region, or 0
	// if it has the default quota. Nil: all categories have the default quota.
	Provisioned func(region, category string) int

	mu       sync.Mutex
	limiters map[string]*rate.Limiter
}

// Request is a request to the API as the quotas count it.
type Request struct {
	Action    string
	Region    string
	PoolID    string // "" if the request names no pool
	Challenge string // the ChallengeName of a response to a challenge
}

// Allow counts a request at a time, and reports whether its quotas allow it.
func (l *Limiter) Allow(now time.Time, r Request) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	c, counted := categoryOf(r)
	return !counted || l.allow(now, c, r)
}

func (l *Limiter) allow(now time.Time, c category, r Request) bool {
	if c.perPool && r.PoolID != "" && !l.limiter(r.PoolID+" "+r.Action, requestsPerPool).AllowN(now, 1) {
		return false
	}
	if l.inRegion(r.Region, c).AllowN(now, 1) {
		return true
	}
	// Responses to challenges beyond their quota count as sign-ins.
	return c.name == challengeResponses.name && l.inRegion(r.Region, userAuthentication).AllowN(now, 1)
}

func (l *Limiter) inRegion(region string, c category) *rate.Limiter {
	return l.limiter(region+" "+c.name, l.perSecond(region, c))
}

// perSecond returns the quota of a category in a region.
func (l *Limiter) perSecond(region string, c category) int {
	switch {
	case c.name == challengeResponses.name:
		return challengesPerSignIn * l.perSecond(region, userAuthentication)
	case l.Provisioned == nil:
		return c.perSecond
	}
	return cmp.Or(l.Provisioned(region, c.name), c.perSecond)
}

// limiter returns the limiter of a key. A new rate takes effect immediately, with the requests of
// a whole second.
func (l *Limiter) limiter(key string, perSecond int) *rate.Limiter {
	if l.limiters == nil {
		l.limiters = map[string]*rate.Limiter{}
	}
	limiter, ok := l.limiters[key]
	if !ok || limiter.Burst() != perSecond {
		limiter = rate.NewLimiter(rate.Limit(perSecond), perSecond)
		l.limiters[key] = limiter
	}
	return limiter
}
