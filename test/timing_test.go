package test

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// activity is a kind of work that a test spends time on.
type activity int

const (
	terraformTime activity = iota // commands of Terraform
	providerTime                  // the provider's calls, a part of Terraform's time; concurrent calls add up
	signInTime                    // requests to the hosted pages and the OAuth endpoints
	waitingTime                   // pauses
	activities
)

// timing is the time of one test by activity.
type timing struct {
	start, end time.Time
	spent      [activities]time.Duration
}

// timings holds the timing of each test by its name, without subtests.
type timings struct {
	mu    sync.Mutex
	tests map[string]*timing
}

// timed has the timings of the tests of this run.
var timed = timings{tests: map[string]*timing{}}

func (r *timings) of(test string) *timing {
	name, _, _ := strings.Cut(test, "/")
	if r.tests[name] == nil {
		r.tests[name] = &timing{}
	}
	return r.tests[name]
}

// follow records the time from now to the end of a test, and adds it to the time of other subtests of the same test.
func (r *timings) follow(t testing.TB) {
	now := time.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	if of := r.of(t.Name()); of.start.IsZero() {
		of.start = now
	}
	t.Cleanup(func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.of(t.Name()).end = time.Now()
	})
}

// spend starts a stopwatch. The returned function stops it and adds the time to the test.
func (r *timings) spend(t testing.TB, on activity) (stop func()) {
	start := time.Now()
	return func() { r.add(t, on, time.Since(start)) }
}

func (r *timings) add(t testing.TB, on activity, d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.of(t.Name()).spent[on] += d
}

// table writes a row for each test, the longest first, and a row for the sum.
func (r *timings) table(w io.Writer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	length := func(name string) time.Duration { return r.tests[name].end.Sub(r.tests[name].start) }
	names := slices.SortedFunc(maps.Keys(r.tests), func(a, b string) int {
		return cmp.Or(cmp.Compare(length(b), length(a)), cmp.Compare(a, b))
	})
	row := func(name string, all time.Duration, spent [activities]time.Duration) {
		fmt.Fprintf(w, "%8.1f", all.Seconds())
		for _, d := range spent {
			fmt.Fprintf(w, "%10.1f", d.Seconds())
		}
		fmt.Fprintf(w, "  %s\n", name)
	}
	fmt.Fprintln(w, " seconds Terraform  provider   sign-in   waiting  test")
	var all time.Duration
	var sums [activities]time.Duration
	for _, name := range names {
		row(name, length(name), r.tests[name].spent)
		all += length(name)
		for i, d := range r.tests[name].spent {
			sums[i] += d
		}
	}
	row("sum of these tests, which run concurrently", all, sums)
}

// timedTransport counts the time of requests.
type timedTransport struct {
	http.RoundTripper

	t  testing.TB
	on activity
}

func (c timedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	defer timed.spend(c.t, c.on)()
	return c.RoundTripper.RoundTrip(r)
}

func timedClient(t testing.TB, client *http.Client) *http.Client {
	copied := *client
	copied.Transport = timedTransport{cmp.Or[http.RoundTripper](client.Transport, http.DefaultTransport), t, signInTime}
	return &copied
}

func TestTimingsAreATable(t *testing.T) {
	t.Parallel()
	start := time.Now()
	r := timings{tests: map[string]*timing{
		"TestShort": {start: start, end: start.Add(1500 * time.Millisecond), spent: [activities]time.Duration{terraformTime: time.Second}},
		"TestLong":  {start: start, end: start.Add(20 * time.Second), spent: [activities]time.Duration{providerTime: 2 * time.Second, signInTime: 300 * time.Millisecond, waitingTime: 5 * time.Second}},
	}}
	var text strings.Builder
	r.table(&text)
	assert.Equal(t, ` seconds Terraform  provider   sign-in   waiting  test
    20.0       0.0       2.0       0.3       5.0  TestLong
     1.5       1.0       0.0       0.0       0.0  TestShort
    21.5       1.0       2.0       0.3       5.0  sum of these tests, which run concurrently
`, text.String())
}

func TestTimingsAreThoseOfATestWithItsSubtests(t *testing.T) {
	t.Parallel()
	r := timings{tests: map[string]*timing{}}
	t.Run("one", func(t *testing.T) {
		r.follow(t)
		r.add(t, terraformTime, time.Second)
	})
	t.Run("other", func(t *testing.T) {
		r.follow(t)
		r.add(t, terraformTime, time.Second)
	})
	if assert.Len(t, r.tests, 1) {
		assert.Equal(t, 2*time.Second, r.tests[t.Name()].spent[terraformTime])
		assert.True(t, r.tests[t.Name()].end.After(r.tests[t.Name()].start))
	}
}
