package check

import (
	"context"
	"fmt"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// Check is one requirement on a pool or an app client.
type Check struct {
	// Name is in kebab-case. The page of the check is docs/checks/NAME.md.
	Name string
	// Doc is one sentence that states the requirement.
	Doc string
	// Of is the subject of the check: a pool or a client.
	Of Subject
	// Live reports whether the check signs in, which requires a user.
	Live bool
	// Clock reports whether the check requires a clock that can be moved:
	// [Session.MovesClock].
	Clock bool
	// Run returns the findings. The error is [NotApplicable] if the requirement does not apply
	// to the target. Any other error means that the check could not examine the target.
	Run func(context.Context, *Target) ([]report.Finding, error)
}

// Subject is what a check examines.
type Subject string

// The subjects of checks.
const (
	OfPool   Subject = "pool"   // it runs once for each environment
	OfClient Subject = "client" // it runs once for each app client
)

// NotApplicable is the reason why a check does not apply to its target: a clause such as "the
// pool has no domain".
type NotApplicable string

func (n NotApplicable) Error() string { return string(n) }

// Finding returns a list with one finding.
func Finding(fix, message string, args ...any) []report.Finding {
	return []report.Finding{{Message: fmt.Sprintf(message, args...), Fix: fix}}
}
