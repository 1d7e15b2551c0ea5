package userpool

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

// A client's clock is the clock of the machine or the clock of the emulator. The machine's clock stands still in the bubble.
func TestTimeIsNearOneOfTheClocks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var c Clock
		c.Advance(48 * time.Hour)
		const skew = 5 * time.Minute
		for _, tt := range []struct {
			after time.Duration // the time of the machine
			want  bool
		}{
			{0, true}, {skew, true}, {-skew, true}, {skew + 1, false}, {-skew - 1, false}, {24 * time.Hour, false},
			{48 * time.Hour, true}, {48*time.Hour + skew, true}, {48*time.Hour - skew, true}, {48*time.Hour + skew + 1, false}, {48*time.Hour - skew - 1, false},
		} {
			assert.Equal(t, tt.want, c.near(time.Now().Add(tt.after), skew), "%v", tt.after)
		}
		assert.Equal(t, time.Now().UTC(), c.OfMachine())
		assert.Equal(t, time.Now().UTC().Add(48*time.Hour), c.Now())
		assert.Equal(t, 48*time.Hour, c.Ahead())
	})
}
