package control

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// maxSnapshots limits the memory of snapshots.
const maxSnapshots = 100

// snapshots are the named snapshots, in memory.
type snapshots struct {
	mu     sync.Mutex
	byName map[string]*userpool.Snapshot
}

type snapshot struct {
	Name string `json:"name"`
	// Time is the time of the emulator when the snapshot was taken.
	Time time.Time `json:"time"`
}

type snapshotList struct {
	Snapshots []snapshot `json:"snapshots"`
}

func (a *API) listSnapshots(*http.Request) (any, error) {
	list := snapshotList{[]snapshot{}}
	for name, taken := range a.Snapshots() {
		list.Snapshots = append(list.Snapshots, snapshot{name, taken})
	}
	slices.SortFunc(list.Snapshots, func(a, b snapshot) int { return cmp.Compare(a.Name, b.Name) })
	return list, nil
}

// Snapshots returns the times of the snapshots, by name.
func (a *API) Snapshots() map[string]time.Time {
	s := &a.snapshots
	s.mu.Lock()
	defer s.mu.Unlock()
	times := map[string]time.Time{}
	for name, taken := range s.byName {
		times[name] = taken.Time
	}
	return times
}

var snapshotName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// takeSnapshot copies the state under a name. It replaces the snapshot with that name.
func (a *API) takeSnapshot(r *http.Request) (any, error) {
	var in struct {
		Name string `json:"name"`
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	if !snapshotName.MatchString(in.Name) {
		return nil, badRequest("name: %q is not a name. Write up to 64 letters, digits, dots, hyphens or underscores, of which the first is a letter or a digit.", in.Name)
	}
	s := &a.snapshots
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.byName[in.Name]; !ok && len(s.byName) >= maxSnapshots {
		return nil, conflict("The emulator has %d snapshots, which is the limit. Delete one.", maxSnapshots)
	}
	if s.byName == nil {
		s.byName = map[string]*userpool.Snapshot{}
	}
	taken := a.Store.Snapshot()
	s.byName[in.Name] = taken
	return snapshot{in.Name, taken.Time}, nil
}

// restoreSnapshot replaces the state by a snapshot.
func (a *API) restoreSnapshot(r *http.Request) (any, error) {
	if err := rejectBody(r); err != nil {
		return nil, err
	}
	name := r.PathValue("name")
	s := &a.snapshots
	s.mu.Lock()
	taken, ok := s.byName[name]
	s.mu.Unlock()
	if !ok {
		return nil, unknownSnapshot(name)
	}
	a.Store.Restore(taken)
	return a.clockState(), nil
}

func (a *API) deleteSnapshot(r *http.Request) (any, error) {
	if err := rejectBody(r); err != nil {
		return nil, err
	}
	name := r.PathValue("name")
	s := &a.snapshots
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.byName[name]; !ok {
		return nil, unknownSnapshot(name)
	}
	delete(s.byName, name)
	return nil, nil
}

func unknownSnapshot(name string) error {
	return notFound("No snapshot has the name %q. GET %ssnapshots lists them.", name, Prefix)
}
