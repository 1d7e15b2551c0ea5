package console

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// stamp returns a time as a page shows it, in UTC.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05") }

// date and timeOfDay are the two parts of a stamp.
func date(t time.Time) string      { return t.UTC().Format(time.DateOnly) }
func timeOfDay(t time.Time) string { return t.UTC().Format(time.TimeOnly) }

// utc returns a time for the datetime attribute.
func utc(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// units are the units of durations. A unit fits a duration of at least one of it.
var units = []struct {
	length time.Duration
	name   string
}{{24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "min"}, {time.Second, "s"}}

// span returns a duration with its two largest units, such as 29 d 23 h.
func span(d time.Duration) string {
	d = d.Round(time.Second)
	for i, u := range units {
		if d < u.length {
			continue
		}
		if i+1 < len(units) {
			d = d.Round(units[i+1].length)
		}
		text := fmt.Sprintf("%d %s", d/u.length, u.name)
		if rest := d % u.length; rest > 0 {
			text += fmt.Sprintf(" %d %s", rest/units[i+1].length, units[i+1].name)
		}
		return text
	}
	return "0 s"
}

// took returns the duration of a request.
func took(d time.Duration) string {
	return strconv.FormatFloat(float64(d)/float64(time.Millisecond), 'f', 1, 64) + " ms"
}

// short returns the begin of an id.
func short(id string) string { return id[:min(len(id), 8)] }

// count returns a number with a noun.
func count(n int, noun string) string {
	if n != 1 {
		if stem, ok := strings.CutSuffix(noun, "y"); ok {
			noun = stem + "ie"
		}
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// eventText describes an event of a token family.
func eventText(event string) string {
	text, ok := map[string]string{
		userpool.EventIssued:        "Signed in",
		userpool.EventRefreshed:     "Refreshed",
		userpool.EventRotated:       "Refreshed, token replaced",
		userpool.EventReused:        "Replaced token used again",
		userpool.EventRejected:      "Refresh rejected",
		userpool.EventRevoked:       "Revoked",
		userpool.EventEvicted:       "Evicted by a newer session",
		userpool.EventSignedOut:     "Signed out everywhere",
		userpool.EventClientDeleted: "App client deleted",
		userpool.EventExpired:       "Expired",
	}[event]
	if !ok {
		return event
	}
	return text
}

// stateText is the state of a token family as a badge.
func stateText(state string) string {
	return strings.ReplaceAll(state, "_", " ")
}
