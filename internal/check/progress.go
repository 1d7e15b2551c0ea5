package check

import (
	"sync"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// Event is one step of a run: a check of a pool or a client begins, waits or ends.
type Event struct {
	Environment string // its name
	Client      string // its key; empty for a check of the pool
	Check       string
	Outcome     report.Outcome // empty: the check begins, or waits
	Wait        time.Duration  // the length of the wait that begins, for the end of a grace period
	// Done of Total checks have ended, including this one.
	Done, Total int
}

// notifier returns a function that counts events and passes them to Progress, one at a time.
func (o *Options) notifier(environments []environment.Environment) func(Event) {
	if o.Progress == nil {
		return func(Event) {}
	}
	var (
		mu          sync.Mutex
		done, total int
	)
	for _, c := range o.Checks {
		for i := range environments {
			if c.Of == OfPool {
				total++
			} else {
				total += len(environments[i].Clients)
			}
		}
	}
	return func(event Event) {
		mu.Lock()
		defer mu.Unlock()
		if event.Outcome != "" {
			done++
		}
		event.Done, event.Total = done, total
		o.Progress(event)
	}
}
