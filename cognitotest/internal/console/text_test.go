package console

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestSpan(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for d, want := range map[time.Duration]string{
		0: "0 s", 400 * time.Millisecond: "0 s", time.Second: "1 s", 59 * time.Second: "59 s", time.Minute: "1 min", 90 * time.Second: "1 min 30 s",
		time.Hour: "1 h", time.Hour + time.Second: "1 h", 90 * time.Minute: "1 h 30 min", day: "1 d", 36 * time.Hour: "1 d 12 h",
		30 * day: "30 d", 30*day - time.Second: "30 d", 30*day - time.Hour: "29 d 23 h", 3650 * day: "3650 d", -time.Hour: "0 s",
		time.Hour - time.Second: "59 min 59 s", day - time.Second: "24 h",
	} {
		assert.Equal(t, want, span(d), d.String())
	}
}

func TestTicks(t *testing.T) {
	t.Parallel()
	labels := func(length time.Duration) (list []string) {
		for _, tick := range (axis{length}).ticks() {
			list = append(list, tick.Label)
		}
		return list
	}
	assert.Equal(t, []string{"0", "10 d", "20 d", "30 d"}, labels(30*24*time.Hour))
	assert.Equal(t, []string{"0", "20 min", "40 min", "1 h"}, labels(75*time.Minute))
	assert.Equal(t, []string{"0", "5 s", "10 s"}, labels(10*time.Second))
	assert.LessOrEqual(t, len(labels(3650*24*time.Hour)), maxTicks+1)
	assert.Equal(t, tick{"100.000%", "end", "30 d"}, (axis{30 * 24 * time.Hour}).ticks()[3])
}

func TestBarsAreToScale(t *testing.T) {
	t.Parallel()
	a := axis{10 * time.Hour}
	assert.Equal(t, bar{"token", "10.000%", "30.000%", 5}, a.bar("token", time.Hour, 4*time.Hour, 5))
	assert.Equal(t, bar{"token", "50.000%", "50.000%", 5}, a.bar("token", 5*time.Hour, 40*time.Hour, 5), "it ends at the edge")
	assert.Equal(t, bar{"grace", "50.000%", "0.350%", 5}, a.bar("grace", 5*time.Hour, 5*time.Hour+time.Second, 5), "a short one can be seen")
	assert.Equal(t, bar{"grace", "100.000%", "0.000%", 5}, a.bar("grace", 10*time.Hour, 11*time.Hour, 5))
}
