package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// Without a terminal, the progress has a line for each live check that ends, and a line before each wait, so
// that a log shows why nothing happens.
func TestProgressOfALiveRunWithoutATerminal(t *testing.T) {
	t.Parallel()
	var written strings.Builder
	p := newCheckProgress(&written, true)
	reuse := check.Event{Environment: "dev", Client: "web", Check: "refresh-token-reuse"}
	p.show(reuse)
	reuse.Wait = 12900 * time.Millisecond
	p.show(reuse)
	reuse.Wait, reuse.Outcome = 0, report.Passed
	p.show(reuse)
	p.show(check.Event{Environment: "dev", Client: "web", Check: "sign-out", Outcome: report.NotApplicable})
	p.show(check.Event{Environment: "dev", Check: "mfa", Outcome: report.Passed})
	p.end()
	assert.Equal(t, "dev web: refresh-token-reuse: waiting 13s for the end of a grace period\ndev web: refresh-token-reuse: passed\n", written.String())
}
