package control

import (
	"net/http"
	"regexp"
	"strconv"
	"time"
)

// maxAhead is the limit of the clock: a hundred years ahead of the machine's clock. A time.Duration
// has room for 292 years.
const maxAhead = 100 * 365 * 24 * time.Hour

// clockState is the emulator's clock.
type clockState struct {
	Now time.Time `json:"now"`
	// AheadSeconds is how far the clock is ahead of the clock of the machine.
	AheadSeconds float64 `json:"ahead_seconds"`
}

func (a *API) clock(*http.Request) (any, error) { return a.clockState(), nil }

func (a *API) clockState() clockState {
	return clockState{Now: a.Store.Clock.Now(), AheadSeconds: a.Store.Clock.Ahead().Seconds()}
}

// setClock moves the clock forward to an instant.
func (a *API) setClock(r *http.Request) (any, error) {
	var in struct {
		Now *string `json:"now"`
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	if in.Now == nil {
		return nil, badRequest(`The member "now" is missing. Write the time, such as "2027-01-31T00:00:00Z".`)
	}
	at, err := time.Parse(time.RFC3339, *in.Now)
	if err != nil {
		return nil, badRequest(`%q is not a time. Write it as in RFC 3339, such as "2027-01-31T00:00:00Z".`, *in.Now)
	}
	now := a.Store.Clock.Now()
	if at.Before(now) {
		return nil, conflict("The clock is at %s and only moves forward, because an expired token must not become valid again. Restore a snapshot, or reset the emulator.", now.Format(time.RFC3339))
	}
	return a.advance(at.Sub(now))
}

// advanceClock moves the clock forward by a duration.
func (a *API) advanceClock(r *http.Request) (any, error) {
	var in struct {
		By *string `json:"by"`
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	if in.By == nil {
		return nil, badRequest(`The member "by" is missing. Write a duration, such as "30d" or "90m".`)
	}
	by, err := parseDuration(*in.By)
	if err != nil {
		return nil, err
	}
	return a.advance(by)
}

func (a *API) advance(by time.Duration) (any, error) {
	if by > maxAhead-a.Store.Clock.Ahead() {
		return nil, badRequest("The clock would be more than 100 years ahead of the clock of the machine. Advance it less.")
	}
	a.Store.Clock.Advance(by)
	return a.clockState(), nil
}

// durationPattern matches days, hours, minutes and seconds, in this order.
var durationPattern = regexp.MustCompile(`^(?:(\d{1,5})d)?(?:(\d{1,7})h)?(?:(\d{1,9})m)?(?:(\d{1,10})s)?$`)

// parseDuration reads a duration such as 30d, 90m or 1d12h. It returns one beyond maxAhead for a longer
// one, which a time.Duration may have no room for.
func parseDuration(text string) (time.Duration, error) {
	match := durationPattern.FindStringSubmatch(text)
	if text == "" || match == nil {
		return 0, badRequest(`%q is not a duration. Write days, hours, minutes or seconds, such as "30d", "90m" or "1d12h".`, text)
	}
	var total int64 // seconds
	for i, unit := range []int64{24 * 60 * 60, 60 * 60, 60, 1} {
		n, _ := strconv.ParseInt(match[i+1], 10, 64) // fails only for "", a unit that is not there: the pattern limits the digits
		total += n * unit
	}
	return time.Duration(min(total, int64(maxAhead/time.Second)+1)) * time.Second, nil
}
