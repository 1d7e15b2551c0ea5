package check

import (
	"context"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// Check is one thing that must hold of a pool or of an app client.
type Check struct {
	// Name is in kebab-case; docs/checks/NAME.md is its page.
	Name string
	// Doc is one sentence that says what must hold.
	Doc string
	// Of is what it is about.
	Of Subject
	// Live means that it signs in, so it takes a user.
	Live bool
	// Clock means that the check requires a clock that can be moved, [Live.Advance].
	Clock bool
	// Run returns what is not as it must be. The error is [NotApplicable] where there is
	// nothing to look at; any other error means that it could not look.
	Run func(context.Context, *Target) ([]report.Finding, error)
}

// Subject is what a check is about.
type Subject string

// What a check can be about.
const (
	OfPool   Subject = "pool"   // it runs once for each environment
	OfClient Subject = "client" // it runs once for each app client
)

// NotApplicable is why a check has nothing to look at: a clause such as "the client
// signs no user in".
type NotApplicable string

func (n NotApplicable) Error() string { return string(n) }

// Finding is the findings of a check that has found a single thing.
func Finding(fix, message string, args ...any) []report.Finding {
	return []report.Finding{{Message: fmt.Sprintf(message, args...), Fix: fix}}
}
