package userpool

import "time"

// Trials count what was tried on an account without success.
type Trials struct {
	// Attempts count how often a code was asked for or entered, by purpose.
	Attempts     map[string]Attempts
	Failures     int // wrong passwords since the last right one
	CodeFailures int // wrong second factors since the last right one
	LockedUntil  time.Time
}

// Attempts are how often something was tried since a time.
type Attempts struct {
	Count int
	Since time.Time
}

// After this many wrong passwords in a row the user is locked for a second,
// doubling with each further one up to about 15 minutes (developer guide,
// "Authentication flow").
const (
	freeAttempts = 5
	maxLockout   = 15 * time.Minute
)

// locked refuses a user who has failed too often.
func (t *Trials) locked(now time.Time) error {
	if now.Before(t.LockedUntil) {
		return NotAuthorized("Password attempts exceeded")
	}
	return nil
}

// fail counts a failure in one of the counters of t, and locks the account after too many.
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

// The fewest attempts in an hour that the service allows somebody to request or enter a
// code ("Forgot password behavior": between 5 and 20). That it is so for other codes than
// those of a password, and that a right code clears the count, is chosen.
const (
	maxAttempts    = 5
	attemptsWindow = time.Hour
)

func (t *Trials) mayTry(purpose string, now time.Time) error {
	if a := t.Attempts[purpose]; a.Count >= maxAttempts && now.Before(a.Since.Add(attemptsWindow)) {
		return attemptsExceeded()
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
