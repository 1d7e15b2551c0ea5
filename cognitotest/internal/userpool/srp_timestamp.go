package userpool

import "time"

// srpTimestamp is the form of an SRP answer's TIMESTAMP, which Cognito calls EEE MMM d
// HH:mm:ss z yyyy. The zone is UTC and the day is not padded.
const srpTimestamp = "Mon Jan 2 15:04:05 MST 2006"

// srpSkew is how far a TIMESTAMP may be from the clock. Cognito's own limit is not known.
// It cannot be less than twelve hours: alexrudd/cognito-srp, which signs in to live pools,
// writes the hour on a twelve-hour clock. The hour on top is chosen.
const srpSkew = 13 * time.Hour

// CheckSRPTimestamp refuses a TIMESTAMP of another form, with the text of
// amazon-archives/amazon-cognito-identity-js#683.
func CheckSRPTimestamp(text string) error {
	if _, err := time.Parse(srpTimestamp, text); err != nil {
		return InvalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.")
	}
	return nil
}

// SRPTimestampIsRight reports whether a TIMESTAMP is written as Cognito itself writes that
// time, and is near the clock. A day with a leading zero, or a wrong weekday, has the form
// and is refused like a wrong password (amazon-cognito-identity-js#58, qwigo/warrant#12,
// ministackorg/ministack#1758).
func (s *Store) SRPTimestampIsRight(text string) bool {
	at, err := time.Parse(srpTimestamp, text)
	return err == nil && at.UTC().Format(srpTimestamp) == text && s.Clock.near(at, srpSkew)
}
