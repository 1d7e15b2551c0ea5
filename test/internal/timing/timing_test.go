package timing

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestTableIsSortedByDuration(t *testing.T) {
	t.Parallel()
	start := time.Now()
	r := table{tests: map[string]*times{
		"TestShort": {start: start, end: start.Add(1500 * time.Millisecond), spent: [activities]time.Duration{Terraform: time.Second}},
		"TestLong":  {start: start, end: start.Add(20 * time.Second), spent: [activities]time.Duration{Provider: 2 * time.Second, SignIn: 300 * time.Millisecond, Waiting: 5 * time.Second}},
	}}
	var text strings.Builder
	r.write(&text)
	assert.Equal(t, ` seconds Terraform  provider   sign-in   waiting  test
    20.0       0.0       2.0       0.3       5.0  TestLong
     1.5       1.0       0.0       0.0       0.0  TestShort
    21.5       1.0       2.0       0.3       5.0  sum of these tests, which run concurrently
`, text.String())
}

func TestTimesOfSubtestsAddUp(t *testing.T) {
	t.Parallel()
	r := table{tests: map[string]*times{}}
	t.Run("one", func(t *testing.T) {
		r.follow(t)
		r.add(t, Terraform, time.Second)
	})
	t.Run("other", func(t *testing.T) {
		r.follow(t)
		r.add(t, Terraform, time.Second)
	})
	if assert.Len(t, r.tests, 1) {
		assert.Equal(t, 2*time.Second, r.tests[t.Name()].spent[Terraform])
		assert.True(t, r.tests[t.Name()].end.After(r.tests[t.Name()].start))
	}
}
