package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// A TIMESTAMP is within thirteen hours of the clock of the store or of the machine, and has the form of the service's own clients.
func TestSRPTimestamp(t *testing.T) {
	t.Parallel()
	const format = "InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english."
	for _, tt := range []struct {
		text  string
		want  string
		valid bool
	}{
		{"Fri Jan 2 03:04:05 UTC 2026", "", true},
		{"Fri Jan 2 16:04:05 UTC 2026", "", true},
		{"Fri Jan 2 16:04:06 UTC 2026", "", false},
		{"Thu Jan 1 14:04:05 UTC 2026", "", true},
		{"Thu Jan 1 14:04:04 UTC 2026", "", false},
		{"Fri Jan 02 03:04:05 UTC 2026", "", false},
		{"Thu Jan 2 03:04:05 UTC 2026", "", false},
		{"2026-01-02T03:04:05Z", format, false},
		{"", format, false},
	} {
		s, _ := newStillStore(t, Pool{})
		requireText(t, tt.want, CheckSRPTimestamp(tt.text), tt.text)
		assert.Equal(t, tt.valid, s.ValidSRPTimestamp(tt.text), tt.text)
	}
	s, _ := newStillStore(t, Pool{})
	assert.True(t, s.ValidSRPTimestamp(time.Now().UTC().Format("Mon Jan 2 15:04:05 UTC 2006")), "the clock of the machine")
}
