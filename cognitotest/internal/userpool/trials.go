package userpool

import (
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// Trials count failed attempts on an account.
type Trials struct {
	// Attempts count the requests for a code and the entered codes, by purpose.
	Attempts     map[string]Attempts
	Failures     int // wrong passwords since the last right one
	CodeFailures int // wrong second factors since the last right one
	LockedUntil  time.Time
}

// Attempts is a number of attempts since a time.
type Attempts struct {
	Count int
	Since time.Time
}

// After this many wrong passwords in a row the user is locked for a second. The time doubles
// with each further one, up to about 15 minutes (developer guide, "Authentication flow").
const (
	freeAttempts = 5
	maxLockout   = 15 * time.Minute
)

// locked rejects a user after too many failures.
func (t *Trials) locked(now time.Time) error {
	if now.Before(t.LockedUntil) {
		return apierror.NotAuthorized("Password attempts exceeded")
	}
	return nil
}

// fail increments one of the counters of t, and locks the account after too many failures.
func (t *Trials) fail(failures *int, now time.Time) {
	*failures++
	if *failures >= freeAttempts {
		t.LockedUntil = now.Add(lockout(*failures - freeAttempts))
	}
}

func lockout(doublings int) time.Duration {
	d := time.Second
	for ; doublings > 0 && d < maxLockout; doublings-- {
		d *= 2
	}
	return min(d, maxLockout)
}

// The minimum of requests for a code, or of entered codes, that the service allows per hour
// ("Forgot password behavior": between 5 and 20). Applying it to codes other than password
// codes, and resetting it after a right code, is unspecified.
const (
	maxAttempts    = 5
	attemptsWindow = time.Hour
)

func (t *Trials) mayTry(purpose string, now time.Time) error {
	if a := t.Attempts[purpose]; a.Count >= maxAttempts && now.Before(a.Since.Add(attemptsWindow)) {
		return apierror.AttemptsExceeded()
	}
	return nil
}

func (t *Trials) countAttempt(purpose string, now time.Time) {
	a := t.Attempts[purpose]
	if a.Count == 0 || !now.Before(a.Since.Add(attemptsWindow)) {
		a = Attempts{Since: now}
	}
	a.Count++
	t.Attempts = cloned(t.Attempts)
	t.Attempts[purpose] = a
}
