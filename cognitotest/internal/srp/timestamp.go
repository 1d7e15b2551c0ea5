package srp

import (
	"errors"
	"time"
)

// timestampLayout is the format of the TIMESTAMP in a challenge response. Cognito documents it
// as EEE MMM d HH:mm:ss z yyyy. The zone is UTC and the day is not padded.
const timestampLayout = "Mon Jan 2 15:04:05 MST 2006"

// TimestampSkew is the maximum difference between a TIMESTAMP and the clock. Cognito's own
// limit is not known. It cannot be less than twelve hours: alexrudd/cognito-srp, which signs
// in to live pools, writes the hour on a twelve-hour clock. The additional hour is unspecified.
const TimestampSkew = 13 * time.Hour

// ErrTimestamp rejects a TIMESTAMP of another format.
var ErrTimestamp = errors.New("srp: the timestamp has another form")

// ParseTimestamp returns the time of a TIMESTAMP. canonical reports whether the text is exactly
// what Cognito writes for that time. Cognito rejects a text that is not canonical, such as a
// day with a leading zero or a wrong weekday, like a wrong password
// (amazon-cognito-identity-js#58, qwigo/warrant#12, ministackorg/ministack#1758).
//
// Errors: ErrTimestamp.
func ParseTimestamp(text string) (at time.Time, canonical bool, err error) {
	at, err = time.Parse(timestampLayout, text)
	if err != nil {
		return time.Time{}, false, ErrTimestamp
	}
	return at, at.UTC().Format(timestampLayout) == text, nil
}
