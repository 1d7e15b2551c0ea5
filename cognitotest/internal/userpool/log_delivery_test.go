package userpool

import "testing"

// The level of a source is fixed. A source has one destination, in the region of the pool.
func TestLogDelivery(t *testing.T) {
	t.Parallel()
	const (
		group  = "arn:aws:logs:us-east-1:123456789012:log-group:a"
		bucket = "arn:aws:s3:::logs"
		stream = "arn:aws:firehose:us-east-1:123456789012:deliverystream/a"
	)
	notifications := LogDelivery{EventSource: "userNotification", Level: "ERROR", LogGroups: []string{group}}
	events := func(groups, others []string) LogDelivery {
		return LogDelivery{EventSource: "userAuthEvents", Level: "INFO", LogGroups: groups, Others: others}
	}
	tests := []struct {
		name string
		tier string
		list []LogDelivery
		want string
	}{
		{"none", "LITE", nil, ""},
		{"notifications", "LITE", []LogDelivery{notifications}, ""},
		{"events to a log group", "PLUS", []LogDelivery{notifications, events([]string{group}, nil)}, ""},
		{"events to a bucket", "PLUS", []LogDelivery{events(nil, []string{bucket})}, ""},
		{"events to a stream", "PLUS", []LogDelivery{events(nil, []string{stream})}, ""},
		{"twice", "PLUS", []LogDelivery{notifications, notifications}, "InvalidParameterException: Following event sources appear more then once in a request"},
		{
			"level of the other source", "PLUS", []LogDelivery{{EventSource: "userNotification", Level: "INFO", LogGroups: []string{group}}},
			"InvalidParameterException: Log level INFO is not supported for event source userNotification.",
		},
		{"no destination", "PLUS", []LogDelivery{events(nil, nil)}, "InvalidParameterException: Exactly one log destination should be specified for event source userAuthEvents."},
		{"two destinations", "PLUS", []LogDelivery{events([]string{group}, []string{bucket})}, "InvalidParameterException: Exactly one log destination should be specified for event source userAuthEvents."},
		{
			"notifications to a bucket", "PLUS", []LogDelivery{{EventSource: "userNotification", Level: "ERROR", Others: []string{bucket}}},
			"InvalidParameterException: Only CloudWatchLogsConfiguration is supported for event source userNotification.",
		},
		{
			"events in another plan", "ESSENTIALS", []LogDelivery{events([]string{group}, nil)},
			"FeatureUnavailableInTierException: The following feature is not available for the ESSENTIALS pricing tier configured: Log Streaming",
		},
		{"another region", "PLUS", []LogDelivery{events([]string{"arn:aws:logs:us-west-2:123456789012:log-group:a"}, nil)}, "InvalidParameterException: ARN does not belong to current region"},
		{"stream in another region", "PLUS", []LogDelivery{events(nil, []string{"arn:aws:firehose:us-west-2:123456789012:deliverystream/a"})}, "InvalidParameterException: ARN does not belong to current region"},
	}
	for _, tt := range tests {
		requireText(t, tt.want, Pool{ID: "us-east-1_a", PoolSettings: PoolSettings{Tier: tt.tier}}.CheckLogDelivery(tt.list), tt.name)
	}
}
