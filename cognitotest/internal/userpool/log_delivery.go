package userpool

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// LogDelivery is the destination of the events of one source: the members that rules read.
type LogDelivery struct {
	EventSource string   // userNotification or userAuthEvents
	Level       string   // ERROR or INFO
	LogGroups   []string // ARNs in CloudWatch Logs
	Others      []string // ARNs of buckets and streams
}

// logLevels maps an event source to the only level that it supports (API_LogConfigurationType).
var logLevels = map[string]string{"userNotification": "ERROR", "userAuthEvents": "INFO"}

// CheckLogDelivery applies the rules for a pool's log configurations. The texts for a
// duplicate source, the tier and the region are measured by cdk-preflight. The others are
// unspecified.
func (p Pool) CheckLogDelivery(list []LogDelivery) error {
	for i, l := range list {
		twice := slices.ContainsFunc(list[:i], func(other LogDelivery) bool { return other.EventSource == l.EventSource })
		switch {
		case twice:
			return apierror.InvalidParameter("Following event sources appear more then once in a request")
		case l.Level != logLevels[l.EventSource]:
			return apierror.InvalidParameter("Log level %s is not supported for event source %s.", l.Level, l.EventSource)
		case len(l.LogGroups)+len(l.Others) != 1:
			return apierror.InvalidParameter("Exactly one log destination should be specified for event source %s.", l.EventSource)
		case l.EventSource == "userNotification" && len(l.Others) > 0:
			return apierror.InvalidParameter("Only CloudWatchLogsConfiguration is supported for event source %s.", l.EventSource)
		case l.EventSource == "userAuthEvents" && p.Tier != tierPlus:
			return apierror.FeatureUnavailable("The following feature is not available for the " + p.Tier + " pricing tier configured: Log Streaming")
		}
		for _, arn := range slices.Concat(l.LogGroups, l.Others) {
			if r := arnPart(arn, arnRegion); r != "" && r != p.Region() { // the ARN of a bucket has no region
				return apierror.InvalidParameter("ARN does not belong to current region")
			}
		}
	}
	return nil
}
