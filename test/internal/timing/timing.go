package timing

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
)

// Activity is a kind of work that a test spends time on.
type Activity int

// The columns of the table.
const (
	Terraform Activity = iota // commands of Terraform
	Provider                  // the provider's calls, which are a part of Terraform's time; concurrent calls add up
	SignIn                    // requests to the hosted pages and the OAuth endpoints
	Waiting                   // pauses
	activities
)

// times contains the times of one test by activity.
type times struct {
	start, end time.Time
	spent      [activities]time.Duration
}

// table contains the times of each test by name. The times of subtests belong to their test.
type table struct {
	mu    sync.Mutex
	tests map[string]*times
}

// run contains the times of this test process.
var run = table{tests: map[string]*times{}}

func (r *table) of(test string) *times {
	name, _, _ := strings.Cut(test, "/")
	if r.tests[name] == nil {
		r.tests[name] = &times{}
	}
	return r.tests[name]
}

// follow records the time from now to the end of a test. Times of several subtests of one test add up.
func (r *table) follow(t testing.TB) {
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
func (r *table) spend(t testing.TB, on Activity) (stop func()) {
	start := time.Now()
	return func() { r.add(t, on, time.Since(start)) }
}

func (r *table) add(t testing.TB, on Activity, d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.of(t.Name()).spent[on] += d
}

// Follow records the time from now to the end of a test.
func Follow(t testing.TB) { run.follow(t) }

// Spend starts a stopwatch. The returned function stops it and adds the time to the test.
func Spend(t testing.TB, on Activity) (stop func()) { return run.spend(t, on) }

// Add adds a time to a test.
func Add(t testing.TB, on Activity, d time.Duration) { run.add(t, on, d) }

// Print writes the table of this run, unless no test was timed.
func Print(w io.Writer) {
	if len(run.tests) > 0 {
		run.write(w)
	}
}

// write writes a row for each test, the longest first, and a row for the sum.
func (r *table) write(w io.Writer) {
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

// transport adds the time of each request to a test.
type transport struct {
	http.RoundTripper

	t  testing.TB
	on Activity
}

func (c transport) RoundTrip(r *http.Request) (*http.Response, error) {
	defer Spend(c.t, c.on)()
	return c.RoundTripper.RoundTrip(r)
}

// Client returns a copy of a client that adds the time of its requests to a test, as SignIn.
func Client(t testing.TB, client *http.Client) *http.Client {
	copied := *client
	copied.Transport = transport{cmp.Or[http.RoundTripper](client.Transport, http.DefaultTransport), t, SignIn}
	return &copied
}
