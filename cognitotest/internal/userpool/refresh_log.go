package userpool

import (
	"errors"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// maxRefreshes is how many refreshes the log keeps of a family.
const maxRefreshes = 100

// refreshLog has the refreshes that change no record: without rotation, and rejected ones. It is only
// in memory, because a transaction with its fsync would make each of these refreshes slower.
type refreshLog struct {
	mu       sync.Mutex
	byFamily map[string][]FamilyEvent // an element of a slice never changes
	version  atomic.Int64             // the number of refreshes so far
}

// LogRefresh records a refresh for the history of its token family. A rotation needs no call: its
// records contain it. The log is lost when the process ends.
func (s *Store) LogRefresh(r Refresh) {
	if r.Family.OriginJTI == "" { // an unknown token, or a token of another client
		return
	}
	e := FamilyEvent{Event: EventRefreshed, Time: s.Clock.Now(), TokenID: r.Token.ID}
	if exception, ok := errors.AsType[*apierror.Exception](r.Err); ok {
		e.Event, e.Rejected = EventRejected, exception.Message
	}
	if errors.Is(r.Err, apierror.ErrRefreshTokenReuse) {
		e.Event = EventReused
	}
	l := &s.refreshes
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byFamily == nil {
		l.byFamily = map[string][]FamilyEvent{}
	}
	events := l.byFamily[r.Family.OriginJTI]
	events = append(events, e)
	l.byFamily[r.Family.OriginJTI] = events[max(0, len(events)-maxRefreshes):]
	l.version.Add(1)
}

// copy returns the logs of all families.
func (l *refreshLog) copy() map[string][]FamilyEvent {
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.byFamily)
}

// replace replaces the logs of all families by a result of copy. Several restores may use one copy, so
// the slices have no room: each next event of a family is in an array of its own.
func (l *refreshLog) replace(byFamily map[string][]FamilyEvent) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.byFamily = make(map[string][]FamilyEvent, len(byFamily))
	for originJTI, events := range byFamily {
		l.byFamily[originJTI] = slices.Clip(events)
	}
}

// take removes the log of a family and returns it.
func (l *refreshLog) take(originJTI string) []FamilyEvent {
	l.mu.Lock()
	defer l.mu.Unlock()
	events := l.byFamily[originJTI]
	delete(l.byFamily, originJTI)
	return events
}

// putBack returns the log of a family that take has removed, before the events that came meanwhile.
func (l *refreshLog) putBack(originJTI string, events []FamilyEvent) {
	if len(events) == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.byFamily[originJTI] = slices.Concat(events, l.byFamily[originJTI])
}
