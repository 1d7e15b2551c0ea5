package duration

import (
	"fmt"
	"strings"
	"time"
)

// Words formats a duration for a sentence: "1 hour", "90 minutes", "30 days".
func Words(d time.Duration) string {
	number, unit := Largest(d)
	if number == 1 {
		unit = strings.TrimSuffix(unit, "s")
	}
	return fmt.Sprintf("%d %s", number, unit)
}

// Argument formats a duration as an input of the modules: `validity = 90, unit = "minutes"`.
func Argument(d time.Duration) string {
	number, unit := Largest(d)
	return fmt.Sprintf("validity = %d, unit = %q", number, unit)
}

// Short formats a duration for an axis: "30 min", "−10 d", "1.5 s". It rounds to a tenth of
// a second.
func Short(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "−", -d
	}
	if d == 0 {
		return "0"
	}
	u := largest(d)
	return fmt.Sprintf("%s%s %s", sign, strings.TrimSuffix(fmt.Sprintf("%.1f", float64(d)/float64(u.length)), ".0"), u.short)
}

// Clock formats a duration with all units down to seconds: "31d2h0m5s". A fraction of a second is truncated.
func Clock(d time.Duration) string {
	days, rest := d/Day, d.Truncate(time.Second)%Day
	if days > 0 {
		return fmt.Sprintf("%dd%s", days, rest)
	}
	return rest.String()
}
