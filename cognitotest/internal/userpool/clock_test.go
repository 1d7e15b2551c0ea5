package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestClockOnlyMovesForward(t *testing.T) {
	var c Clock
	c.Advance(time.Hour)
	c.Advance(-time.Hour) // ignored: an expired token must stay expired
	c.Advance(0)
	assert.WithinDuration(t, time.Now().Add(time.Hour), c.Now(), time.Minute)
	assert.Equal(t, time.UTC, c.Now().Location())
}
