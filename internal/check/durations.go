package check

import (
	"fmt"
	"time"
)

// largest is a whole number of the largest unit that a duration is a multiple of.
func largest(d time.Duration) (number int64, unit string) {
	for _, u := range []struct {
		length time.Duration
		name   string
	}{{Day, "days"}, {time.Hour, "hours"}, {time.Minute, "minutes"}} {
		if d >= u.length && d%u.length == 0 {
			return int64(d / u.length), u.name
		}
	}
	return int64(d / time.Second), "seconds"
}

// InWords says a duration for people: "1 hour", "30 days".
func InWords(d time.Duration) string {
	number, unit := largest(d)
	if number == 1 {
		unit = unit[:len(unit)-1]
	}
	return fmt.Sprintf("%d %s", number, unit)
}

// ValidityArgument says a duration as the module's inputs take it.
func ValidityArgument(d time.Duration) string {
	number, unit := largest(d)
	return fmt.Sprintf("validity = %d, unit = %q", number, unit)
}

// SecondsArgument says a duration as retry_grace_period_seconds takes it.
func SecondsArgument(d time.Duration) string { return fmt.Sprint(int(d / time.Second)) }
