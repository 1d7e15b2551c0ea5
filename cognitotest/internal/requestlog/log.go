package requestlog

import (
	"slices"
	"sync"
	"time"
)

// Size is how many requests a log keeps.
const Size = 1000

// Request is a request and its response.
type Request struct {
	Number      int64     // identifies the request in its log, and grows; Add sets it
	Time        time.Time // of the request, by the clock of the server
	Host        string
	Method      string
	Path        string
	Action      string // of the API; "" for an endpoint
	PoolID      string // "" if the request names neither a pool nor a client and is not for a domain
	ClientID    string // "" if the request names no client
	Status      int    // of the response; 0 without one
	Error       string // the name of an exception, or the error of RFC 6749
	Description string // the text of the error
	Duration    time.Duration
	Fault       string // the kind of the injected fault
}

// Log has the last requests. It is safe for concurrent use.
type Log struct {
	// PoolOf returns the id of the pool of a client, or "". List calls it, and not Add, so that a
	// request costs no search.
	PoolOf func(clientID string) string

	mu       sync.Mutex
	requests []Request
	next     int // the position of the oldest request, once the log is full
	version  int64
}

// Version returns a number that grows with each change of the log.
func (l *Log) Version() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.version
}

// Add adds a request. A full log forgets its oldest one.
func (l *Log) Add(r Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.version++
	r.Number = l.version
	if len(l.requests) < Size {
		l.requests = append(l.requests, r)
		return
	}
	l.requests[l.next] = r
	l.next = (l.next + 1) % Size
}

// List returns the requests in the order in which they ended.
func (l *Log) List() []Request {
	l.mu.Lock()
	requests := slices.Concat(l.requests[l.next:], l.requests[:l.next])
	l.mu.Unlock()
	for i, r := range requests {
		if r.PoolID == "" && r.ClientID != "" {
			requests[i].PoolID = l.PoolOf(r.ClientID)
		}
	}
	return requests
}

// Clear removes all requests, and returns how many there were.
func (l *Log) Clear() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := len(l.requests)
	l.requests, l.next = nil, 0
	l.version++
	return n
}
