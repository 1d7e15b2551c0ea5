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
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// Variable selects what the suite runs on. Nothing else does.
const Variable = "COGNITO_TARGET"

// Target is where a test runs. Everything that differs between the stand-in and AWS is in its fields.
type Target struct {
	Owner  testing.TB // the test that created the target
	Region string
	HTTP   *http.Client // for the hosted pages and the OAuth endpoints
	AWS    aws.Config   // for the SDK
	Now    func() time.Time

	// Variables are the environment variables of Terraform, over the caller's and without those of the way.
	Variables map[string]string
	// URL is the stand-in's plain endpoint; nil on AWS.
	URL *url.URL

	// Strict asks for more than is safe to assert on AWS: for what AWS does not promise, or what was seen there only
	// Now and then.
	Strict bool

	MoveClock     func(time.Duration) // nil where time cannot be moved
	Pause         func(time.Duration) // waits
	Outbox        func() []Message    // what was sent to people; nil on AWS, where it is sent
	RejectedHosts func() []string     // "host:port" of what the stand-in refused; nil on AWS
	expectedHosts []string            // what it may refuse without failing the test

	DomainDelay time.Duration // how long a new domain takes before its pages are served
}

// Message is one that a person gets of Cognito.
type Message struct{ To, Subject, Body, Code string }

// New starts or selects the environment of one test.
func New(t testing.TB) *Target {
	t.Helper()
	aws, err := onAWS(os.Getenv(Variable))
	require.NoError(t, err)
	if aws {
		return newAWS(t)
	}
	return newEmulator(t)
}

// onAWS reads the value of the target variable.
func onAWS(target string) (bool, error) {
	switch target {
	case "", "cognitotest":
		return false, nil
	case "aws":
		return true, nil
	}
	return false, fmt.Errorf("%s=%q names no target: leave it empty for the stand-in, or say \"aws\"", Variable, target)
}

func pauseFor(t testing.TB) func(time.Duration) {
	return func(d time.Duration) {
		defer timing.Spend(t, timing.Waiting)()
		time.Sleep(d)
	}
}

// Advance moves the clock. A test that needs it is skipped where time cannot be moved.
func (e *Target) Advance(t *testing.T, d time.Duration) {
	t.Helper()
	if e.MoveClock == nil {
		t.Skipf("only the stand-in can move its clock by %v", d)
	}
	e.MoveClock(d)
}

// Wait lets time pass: by the clock where that can be moved, and otherwise by waiting.
func (e *Target) Wait(d time.Duration) {
	if e.MoveClock == nil {
		e.Pause(d)
		return
	}
	e.MoveClock(d)
}

// EmulatorOnly skips a test on AWS.
func EmulatorOnly(t *testing.T, because string) {
	t.Helper()
	if aws, err := onAWS(os.Getenv(Variable)); err == nil && aws {
		t.Skipf("not on AWS: %s there", because)
	}
}

// UniqueName makes a name that no other run has: hexadecimal, so that it cannot spell a reserved word.
func UniqueName(t testing.TB) string {
	t.Helper()
	random := make([]byte, 5)
	_, err := rand.Read(random)
	require.NoError(t, err)
	return hex.EncodeToString(random)
}
