package authorization

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestReuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		limit, age time.Duration
		want       bool
	}{
		{0, 0, false},
		{0, time.Second, false},
		{time.Minute, 0, true},
		{time.Minute, time.Minute, true},
		{time.Minute, time.Minute + time.Nanosecond, false},
	} {
		assert.Equal(t, tt.want, (&Request{reuse: tt.limit}).reuses(tt.age), "%v after %v", tt.limit, tt.age)
	}
}
