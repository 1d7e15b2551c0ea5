package console

import (
	"io"
	"net/http"
	"slices"
	"time"
)

const (
	// maxStreams limits the open streams of events. A page without one reads its content anew every few
	// seconds.
	maxStreams = 32
	// streamLength ends a stream before the server's timeout of a response. The browser opens the next one.
	streamLength = time.Minute
	// pollInterval is how often a stream looks for changes.
	pollInterval = 200 * time.Millisecond
)

// version identifies what the pages show, except for the time.
type version struct {
	store, requests int64
	ahead           time.Duration
}

func (c *Console) version() version {
	return version{c.Store.Version(), c.Requests.Version(), c.Store.Clock.Ahead()}
}

// events sends the event "changed" after each change, and once at the begin: something may have changed
// since the page was sent. It ends with the connection, and so with the server.
func (c *Console) events(w http.ResponseWriter, r *http.Request) {
	select {
	case c.streams <- struct{}{}:
		defer func() { <-c.streams }()
	default:
		http.Error(w, "The console has too many open pages. Close one.", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	poll, end := time.NewTicker(pollInterval), time.NewTimer(streamLength)
	defer poll.Stop()
	defer end.Stop()
	current, faults := c.version(), c.Faults.List()
	changed := true
	for {
		if changed {
			if _, err := io.WriteString(w, "retry: 500\nevent: changed\ndata: \n\n"); err != nil {
				return
			}
			if err := http.NewResponseController(w).Flush(); err != nil {
				return
			}
		}
		select {
		case <-r.Context().Done():
			return
		case <-end.C:
			return
		case <-poll.C:
		}
		nextVersion, nextFaults := c.version(), c.Faults.List()
		changed = nextVersion != current || !slices.Equal(nextFaults, faults)
		current, faults = nextVersion, nextFaults
	}
}
