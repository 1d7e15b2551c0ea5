package duration

import "time"

// Day is 24 hours, as in Cognito's validities.
const Day = 24 * time.Hour

// unit is a time unit of Cognito (API reference, TimeUnitsType), with its name in the provider's
// token_validity_units.
type unit struct {
	plural, short string
	length        time.Duration
}

// units are sorted by length, longest first.
var units = []unit{
	{"days", "d", Day},
	{"hours", "h", time.Hour},
	{"minutes", "min", time.Minute},
	{"seconds", "s", time.Second},
}

// Unit returns the length of the unit with a name: seconds, minutes, hours or days.
func Unit(name string) (length time.Duration, ok bool) {
	for _, u := range units {
		if u.plural == name {
			return u.length, true
		}
	}
	return 0, false
}

// Largest returns d as a whole number of a unit, such as 90 and "minutes". It uses the largest unit that divides d,
// or seconds. A fraction of a second is truncated.
func Largest(d time.Duration) (number int64, unit string) {
	u := largest(d)
	return int64(d / u.length), u.plural
}

func largest(d time.Duration) unit {
	for _, u := range units {
		if d >= u.length && d%u.length == 0 {
			return u
		}
	}
	return units[len(units)-1]
}
