package console

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/fault"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// newServer serves the console. At the end of the test it closes the streams.
func newServer(t *testing.T, f fixture) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(f)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server
}

// stream opens the stream of events, and returns a channel with the name of each event.
func stream(t *testing.T, server *httptest.Server) (names <-chan string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+EventsPath, nil)
	require.NoError(t, err)
	response, err := server.Client().Do(request)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, response.StatusCode)
	assert.Equal(t, "text/event-stream", response.Header.Get("Content-Type"))
	list := make(chan string)
	go func() {
		defer close(list)
		defer response.Body.Close()
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				list <- name
			}
		}
	}()
	return list
}

// next requires an event, or the end of the stream for "".
func next(t *testing.T, names <-chan string, want, why string) {
	t.Helper()
	select {
	case got := <-names:
		assert.Equal(t, want, got, why)
	case <-time.After(20 * time.Second):
		require.Fail(t, "no event", why)
	}
}

func TestEventFollowsEachChange(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	client, ada := f.AddClient(rotating("web"), false), f.AddUser("ada")
	token := f.signIn(ada, client)
	server := newServer(t, f)
	names := stream(t, server)
	next(t, names, "changed", "at the begin")
	for name, change := range map[string]func(){
		"the clock": func() { f.Fixture.Store.Clock.Advance(time.Hour) },
		"a message": func() { f.Fixture.Store.KeepMessage(userpool.Message{PoolID: f.Pool.ID}) },
		"a logged refresh": func() {
			f.Fixture.Store.LogRefresh(userpool.Refresh{Family: userpool.TokenFamily{OriginJTI: token.OriginJTI}})
		},
		"a request":   func() { f.Requests.Add(requestlog.Request{Status: 200}) },
		"no requests": func() { f.Requests.Clear() },
		"a fault": func() {
			f.addFault(fault.Rule{Action: "InitiateAuth", Kind: fault.Throttle, Count: 1})
		},
		"a used fault": func() { f.Faults.Take("InitiateAuth", "") },
	} {
		if name == "a used fault" {
			f.addFault(fault.Rule{Action: "InitiateAuth", Kind: fault.Throttle, Count: 2})
			next(t, names, "changed", "another fault")
		}
		change()
		next(t, names, "changed", name)
	}
	f.Fixture.Store.Messages() // a read
	select {
	case name := <-names:
		assert.Fail(t, "an event without a change", name)
	case <-time.After(3 * pollInterval):
	}
}

// A stream ends with the server, and gives its place free.
func TestStreamEndsWithTheServer(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	server := newServer(t, f)
	names := stream(t, server)
	next(t, names, "changed", "at the begin")
	require.Len(t, f.streams, 1)
	require.NoError(t, server.Config.Close())
	next(t, names, "", "the end")
	assert.Eventually(t, func() bool { return len(f.streams) == 0 }, 20*time.Second, 10*time.Millisecond)
}

func TestStreamsAreLimited(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	for range maxStreams {
		f.streams <- struct{}{}
	}
	got := f.get(EventsPath)
	assert.Equal(t, http.StatusServiceUnavailable, got.Code)
	assert.Equal(t, "The console has too many open pages. Close one.\n", got.Body.String())
	<-f.streams
	server := newServer(t, f)
	next(t, stream(t, server), "changed", "a place is free")
}
