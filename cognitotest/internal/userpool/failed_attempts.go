package userpool

import (
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// FailedAttempts counts the failed attempts on an account.
type FailedAttempts struct {
	// Attempts are the requests for a code and the entered codes, by purpose.
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

// After freeAttempts wrong passwords in a row the user is locked for a second. Each further wrong
// password doubles the time, up to about 15 minutes (developer guide, "Authentication flow").
const (
	freeAttempts = 5
	maxLockout   = 15 * time.Minute
)

// locked rejects a user after too many failures.
func (t *FailedAttempts) locked(now time.Time) error {
	if now.Before(t.LockedUntil) {
		return apierror.NotAuthorized("Password attempts exceeded")
	}
	return nil
}

// fail increments one of the counters of t, and locks the account after too many failures.
func (t *FailedAttempts) fail(failures *int, now time.Time) {
	*failures++
	if *failures >= freeAttempts {
		t.LockedUntil = now.Add(lockout(*failures - freeAttempts))
	}
}

// lockout returns the time of a lock after a number of doublings.
func lockout(doublings int) time.Duration {
	d := time.Second
	for ; doublings > 0 && d < maxLockout; doublings-- {
		d *= 2
	}
	return min(d, maxLockout)
}

// maxAttempts is the number of requests for a code, and of entered codes, that are allowed per hour.
// The service allows between 5 and 20 (developer guide, "Forgot password behavior"); the emulator
// has the strictest value. That the limit applies to codes other than password codes, and that a
// right code resets it, is unspecified.
const (
	maxAttempts    = 5
	attemptsWindow = time.Hour
)

// checkAttempts returns LimitExceededException if a purpose has too many attempts.
func (t *FailedAttempts) checkAttempts(purpose string, now time.Time) error {
	if a := t.Attempts[purpose]; a.Count >= maxAttempts && now.Before(a.Since.Add(attemptsWindow)) {
		return apierror.AttemptsExceeded()
	}
	return nil
}

func (t *FailedAttempts) countAttempt(purpose string, now time.Time) {
	a := t.Attempts[purpose]
	if a.Count == 0 || !now.Before(a.Since.Add(attemptsWindow)) {
		a = Attempts{Since: now}
	}
	a.Count++
	t.Attempts = cloned(t.Attempts)
	t.Attempts[purpose] = a
}
