package duration

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestFormatsOfADuration(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		d                             time.Duration
		words, argument, short, clock string
	}{
		{0, "0 seconds", `validity = 0, unit = "seconds"`, "0", "0s"},
		{time.Second, "1 second", `validity = 1, unit = "seconds"`, "1 s", "1s"},
		{1500 * time.Millisecond, "1 second", `validity = 1, unit = "seconds"`, "1.5 s", "1s"},
		{time.Minute, "1 minute", `validity = 1, unit = "minutes"`, "1 min", "1m0s"},
		{61 * time.Second, "61 seconds", `validity = 61, unit = "seconds"`, "61 s", "1m1s"},
		{90 * time.Minute, "90 minutes", `validity = 90, unit = "minutes"`, "90 min", "1h30m0s"},
		{time.Hour, "1 hour", `validity = 1, unit = "hours"`, "1 h", "1h0m0s"},
		{36 * time.Hour, "36 hours", `validity = 36, unit = "hours"`, "36 h", "1d12h0m0s"},
		{30 * Day, "30 days", `validity = 30, unit = "days"`, "30 d", "30d0s"},
		{-5 * time.Minute, "-300 seconds", `validity = -300, unit = "seconds"`, "−5 min", "-5m0s"},
	} {
		assert.Equal(t, tt.words, Words(tt.d), tt.d)
		assert.Equal(t, tt.argument, Argument(tt.d), tt.d)
		assert.Equal(t, tt.short, Short(tt.d), tt.d)
		assert.Equal(t, tt.clock, Clock(tt.d), tt.d)
	}
}

func TestUnits(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]time.Duration{"seconds": time.Second, "minutes": time.Minute, "hours": time.Hour, "days": Day} {
		got, ok := Unit(name)
		assert.True(t, ok, name)
		assert.Equal(t, want, got, name)
	}
	for _, name := range []string{"", "weeks", "day", "Days"} {
		_, ok := Unit(name)
		assert.False(t, ok, name)
	}
}
