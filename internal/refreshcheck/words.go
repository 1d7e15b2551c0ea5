package refreshcheck

import (
	"fmt"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/duration"
)

// inWords words a duration for a finding: "1 hour", "30 days".
func inWords(d time.Duration) string { return duration.Words(d) }

// argument writes a duration as an input of the modules.
func argument(d time.Duration) string { return duration.Argument(d) }

// seconds writes a duration for retry_grace_period_seconds.
func seconds(d time.Duration) string { return fmt.Sprint(int(d / time.Second)) }
