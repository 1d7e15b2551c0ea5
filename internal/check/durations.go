package check

import (
	"fmt"
	"time"
)

// largest returns a duration as a whole number of its largest unit.
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

// InWords formats a duration for a message: "1 hour", "30 days".
func InWords(d time.Duration) string {
	number, unit := largest(d)
	if number == 1 {
		unit = unit[:len(unit)-1]
	}
	return fmt.Sprintf("%d %s", number, unit)
}

// ValidityArgument formats a duration as the attributes validity and unit of the modules.
func ValidityArgument(d time.Duration) string {
	number, unit := largest(d)
	return fmt.Sprintf("validity = %d, unit = %q", number, unit)
}

// SecondsArgument formats a duration as a value of retry_grace_period_seconds.
func SecondsArgument(d time.Duration) string { return fmt.Sprint(int(d / time.Second)) }
