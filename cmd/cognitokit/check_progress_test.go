package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestProgressOfALiveRun: where there is no terminal, a line for each live check that has
// ended, and one before a wait, so that a silent job is not taken for a hung one.
func TestProgressOfALiveRun(t *testing.T) {
	t.Parallel()
	var said strings.Builder
	p := newCheckProgress(&said, true)
	reuse := check.Event{Environment: "dev", Client: "web", Check: "refresh-token-reuse"}
	p.tell(reuse)
	reuse.Wait = 12900 * time.Millisecond
	p.tell(reuse)
	reuse.Wait, reuse.Outcome = 0, report.Passed
	p.tell(reuse)
	p.tell(check.Event{Environment: "dev", Client: "web", Check: "sign-out", Outcome: report.NotApplicable})
	p.tell(check.Event{Environment: "dev", Check: "mfa", Outcome: report.Passed})
	p.end()
	assert.Equal(t, "dev web: refresh-token-reuse: waits 13s for the end of a grace period\ndev web: refresh-token-reuse: passed\n", said.String())
}
