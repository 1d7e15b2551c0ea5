package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// A client's clock is the clock of the machine or the clock of the emulator. The test allows a minute for its own run.
func TestTimeIsNearOneOfTheClocks(t *testing.T) {
	t.Parallel()
	var c Clock
	c.Advance(48 * time.Hour)
	const skew = 5 * time.Minute
	for _, tt := range []struct {
		after time.Duration // the time of the machine
		want  bool
	}{
		{0, true}, {4 * time.Minute, true}, {-4 * time.Minute, true}, {7 * time.Minute, false}, {-7 * time.Minute, false}, {24 * time.Hour, false},
		{48 * time.Hour, true}, {48*time.Hour + 4*time.Minute, true}, {48*time.Hour - 4*time.Minute, true}, {48*time.Hour + 7*time.Minute, false}, {48*time.Hour - 7*time.Minute, false},
	} {
		assert.Equal(t, tt.want, c.near(time.Now().Add(tt.after), skew), "%v", tt.after)
	}
	assert.WithinDuration(t, time.Now(), c.OfMachine(), time.Minute)
	assert.Equal(t, time.UTC, c.OfMachine().Location())
	assert.Equal(t, 48*time.Hour, c.Ahead())
}
