package requestrate

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limiter applies the default quotas. The documentation states rates and no bursts: the
// requests of one second may arrive at once (unspecified). The zero Limiter is ready to use.
type Limiter struct {
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
	if l.limiter(r.Region+" "+c.name, c.perSecond).AllowN(now, 1) {
		return true
	}
	// Responses to challenges have a separate quota, three times the quota of sign-ins.
	// Responses beyond it count as sign-ins.
	return c.name == challengeResponses.name && l.limiter(r.Region+" "+userAuthentication.name, userAuthentication.perSecond).AllowN(now, 1)
}

func (l *Limiter) limiter(key string, perSecond int) *rate.Limiter {
	if l.limiters == nil {
		l.limiters = map[string]*rate.Limiter{}
	}
	limiter, ok := l.limiters[key]
	if !ok {
		limiter = rate.NewLimiter(rate.Limit(perSecond), perSecond)
		l.limiters[key] = limiter
	}
	return limiter
}
