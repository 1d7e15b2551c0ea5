package cognitotest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	// rounds is how often the two servers take turns in one iteration.
	rounds = 10
	// requestsPerRound is how many requests each server gets in turn.
	requestsPerRound = 128
)

// BenchmarkRefreshRate compares the refreshes a second of the token endpoint with a handler that only makes
// the two signatures of a response and writes a body of the same size. Both are servers on loopback, and
// they take turns, so that the load of the machine is the same. With a state directory a rotation also
// waits for the disk, which the handler does not: a lone client waits for each fsync, and concurrent ones
// share it.
func BenchmarkRefreshRate(b *testing.B) {
	for _, bb := range []struct {
		rotates, durable bool
	}{
		{false, false}, {true, false}, {false, true}, {true, true},
	} {
		for _, clients := range []int{1, 8} {
			b.Run(fmt.Sprintf("rotation=%t/durable=%t/clients=%d", bb.rotates, bb.durable, clients), func(b *testing.B) {
				config := Config{}
				if bb.durable {
					config.StateDir = b.TempDir()
				}
				s, err := Start(config)
				require.NoError(b, err)
				defer s.Close()
				emulator := newLoad(b, s, bb.rotates, clients)
				bare := newBareLoad(b, emulator)
				for b.Loop() {
					for range rounds {
						bare.run(b)
						emulator.run(b)
					}
				}
				b.ReportMetric(emulator.rate(), "refreshes/s")
				b.ReportMetric(bare.rate(), "bare/s")
				b.ReportMetric(emulator.rate()/bare.rate(), "ratio")
				b.ReportMetric(float64(emulator.p99())/float64(bare.p99()), "p99-ratio")
				switch disk := bb.rotates && bb.durable; {
				case !disk:
					b.ReportMetric(0.85, "ratio-min")
					b.ReportMetric(1.3, "p99-ratio-max")
				case clients > 1:
					b.ReportMetric(0.85*0.5, "ratio-min") // half of the rate in memory
				}
			})
		}
	}
}

// load sends refreshes of concurrent clients to one server. Each client has a token family of its own.
type load struct {
	url    string
	host   string // the host name of the request
	client *http.Client
	forms  []url.Values // of each client
	sample []byte       // the body of a response

	mu    sync.Mutex
	took  time.Duration
	every []time.Duration // the durations of the requests
}

func newLoad(b *testing.B, s *Server, rotates bool, clients int) *load {
	b.Helper()
	l := &load{
		url: s.URL + "/oauth2/token", host: "orders.auth.us-east-1.localhost",
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}},
	}
	app, first := signedIn(b, s, rotates)
	for i := range clients {
		refreshToken := first
		if i > 0 {
			user, err := s.store.User(app.PoolID, "jo")
			require.NoError(b, err)
			refreshToken = signIn(b, s, app, user)
		}
		form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refreshToken}, "client_id": {app.ID}}
		if app.Confidential() {
			form.Set("client_secret", app.Secret())
		}
		l.forms = append(l.forms, form)
	}
	for _, form := range l.forms { // opens the connections and reads the keys
		l.sample = l.refresh(b, form)
	}
	return l
}

// newBareLoad sends the requests of another load to the bare handler.
func newBareLoad(b *testing.B, of *load) *load {
	b.Helper()
	var keys [2]*rsa.PrivateKey
	for i := range keys {
		var err error
		keys[i], err = rsa.GenerateKey(rand.Reader, 2048)
		require.NoError(b, err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		digest := sha256.Sum256(body)
		for _, key := range keys {
			if _, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, digest[:]); err != nil {
				panic(err)
			}
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(of.sample)
	}))
	b.Cleanup(server.Close)
	bare := &load{url: server.URL, client: of.client}
	for range of.forms {
		bare.forms = append(bare.forms, url.Values{"refresh_token": of.forms[0]["refresh_token"]})
	}
	return bare
}

// run sends the requests of one round.
func (l *load) run(b *testing.B) {
	b.Helper()
	var running sync.WaitGroup
	began := time.Now()
	for _, form := range l.forms {
		running.Go(func() {
			var every []time.Duration
			for range requestsPerRound / len(l.forms) {
				sent := time.Now()
				l.refresh(b, form)
				every = append(every, time.Since(sent))
			}
			l.mu.Lock()
			defer l.mu.Unlock()
			l.every = append(l.every, every...)
		})
	}
	running.Wait()
	l.took += time.Since(began)
}

// refresh sends one request, and puts the refresh token of the response into the form of the next one. It
// returns the body of the response.
func (l *load) refresh(b *testing.B, form url.Values) (sample []byte) {
	b.Helper()
	request, err := http.NewRequest(http.MethodPost, l.url, strings.NewReader(form.Encode()))
	if err != nil {
		panic(err) // require ends only the goroutine of the benchmark
	}
	request.Host = l.host
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := l.client.Do(request)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	sample, err = io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		panic(fmt.Sprint(response.Status, err, string(sample)))
	}
	var body struct {
		RefreshToken string `json:"refresh_token"`
	}
	if err := json.Unmarshal(sample, &body); err != nil {
		panic(err)
	}
	if body.RefreshToken != "" {
		form.Set("refresh_token", body.RefreshToken)
	}
	return sample
}

func (l *load) rate() float64 { return float64(len(l.every)) / l.took.Seconds() }

// p99 returns the duration that one request in a hundred exceeds.
func (l *load) p99() time.Duration {
	slices.Sort(l.every)
	return l.every[len(l.every)*99/100]
}
