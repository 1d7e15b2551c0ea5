package target

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// Variable is the environment variable that selects the target. No other variable or flag does.
const Variable = "COGNITO_TARGET"

// Target is the emulator or AWS. Its fields contain every difference between the two.
type Target struct {
	Owner  testing.TB // the test that created the target; the target ends with this test
	Region string
	HTTP   *http.Client // for the hosted pages and the OAuth endpoints
	AWS    aws.Config   // for the SDK
	Now    func() time.Time

	// Variables are environment variables for child processes, in addition to the caller's variables. Package provider adds
	// its own.
	Variables map[string]string
	// URL is the emulator's plain HTTP endpoint; nil on AWS.
	URL *url.URL

	// Strict is true on the emulator. Tests then also assert behavior that AWS does not document, or that was observed there
	// only sometimes.
	Strict bool

	MoveClock     func(time.Duration) // nil on AWS
	injectFault   func(Fault) error   // nil on AWS
	pendingFaults func() int          // how many faults still apply; nil on AWS
	Pause         func(time.Duration) // sleeps, and counts as waiting time
	Outbox        func() []Message    // the messages sent to users; nil on AWS, which delivers them
	RejectedHosts func() []string     // "host:port" of the rejected connections; nil on AWS
	expectedHosts []string            // hosts that may be rejected without failing the test

	DomainDelay time.Duration // the time until AWS serves the pages of a new domain
}

// Fault makes the next Count requests to an action of the API, or to an endpoint, fail. The kinds are in docs/faults.md.
type Fault struct {
	Action, Endpoint, Kind string
	Delay                  time.Duration
	Count                  int
}

// Message is an email or SMS message that Cognito sends to a user.
type Message struct{ To, Subject, Body, Code string }

// New starts an emulator for one test, or selects AWS.
func New(t testing.TB) *Target {
	t.Helper()
	aws, err := onAWS(os.Getenv(Variable))
	require.NoError(t, err)
	if aws {
		return newAWS(t)
	}
	return newEmulator(t)
}

// onAWS parses the value of Variable.
func onAWS(target string) (bool, error) {
	switch target {
	case "", "cognitotest":
		return false, nil
	case "aws":
		return true, nil
	}
	return false, fmt.Errorf("%s=%q is not a target. Leave it empty for the emulator, or write \"aws\"", Variable, target)
}

// pauseFor returns a sleep function that records the waiting time of a test.
func pauseFor(t testing.TB) func(time.Duration) {
	return func(d time.Duration) {
		defer timing.Spend(t, timing.Waiting)()
		time.Sleep(d)
	}
}

// Advance moves the clock forward. On AWS it skips the test.
func (e *Target) Advance(t *testing.T, d time.Duration) {
	t.Helper()
	if e.MoveClock == nil {
		t.Skipf("only the emulator can advance its clock, here by %v", d)
	}
	e.MoveClock(d)
}

// Wait moves the clock forward on the emulator, and sleeps on AWS.
func (e *Target) Wait(d time.Duration) {
	if e.MoveClock == nil {
		e.Pause(d)
		return
	}
	e.MoveClock(d)
}

// Inject injects faults. On AWS it skips the test.
func (e *Target) Inject(t *testing.T, faults ...Fault) {
	t.Helper()
	if e.injectFault == nil {
		t.Skip("only the emulator injects faults")
	}
	for _, f := range faults {
		require.NoError(t, e.injectFault(f))
	}
}

// AssertFaultsUsed asserts that each injected fault has applied to all of its requests.
func (e *Target) AssertFaultsUsed(t *testing.T) {
	t.Helper()
	assert.Zero(t, e.pendingFaults(), "faults that no request met")
}

// EmulatorOnly skips a test on AWS. because is the reason, a clause about AWS.
func EmulatorOnly(t *testing.T, because string) {
	t.Helper()
	if aws, err := onAWS(os.Getenv(Variable)); err == nil && aws {
		t.Skipf("not supported on AWS: %s there", because)
	}
}

// UniqueName returns a random name in hexadecimal digits, which cannot contain a word that Cognito reserves.
func UniqueName(t testing.TB) string {
	t.Helper()
	random := make([]byte, 5)
	_, err := rand.Read(random)
	require.NoError(t, err)
	return hex.EncodeToString(random)
}
