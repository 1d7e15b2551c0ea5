package check

import (
	"fmt"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/duration"
)

// InWords formats a duration for a message: "1 hour", "30 days".
func InWords(d time.Duration) string { return duration.Words(d) }

// ValidityArgument formats a duration as the attributes validity and unit of the modules.
func ValidityArgument(d time.Duration) string { return duration.Argument(d) }

// SecondsArgument formats a duration as a value of retry_grace_period_seconds.
func SecondsArgument(d time.Duration) string { return fmt.Sprint(int(d / time.Second)) }
