package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

const (
	notifications = `{"LogLevel":"ERROR","EventSource":"userNotification","CloudWatchLogsConfiguration":{"LogGroupArn":"arn:aws:logs:us-east-1:123456789012:log-group:pool"}}`
	authEvents    = `{"LogLevel":"INFO","EventSource":"userAuthEvents","S3Configuration":{"BucketArn":"arn:aws:s3:::logs"}}`
)

// TestLogDeliveryRoundTrip: the configuration is returned as it was sent. An empty list removes it: the
// Terraform provider deletes the resource that way.
func TestLogDeliveryRoundTrip(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p","UserPoolTier":"PLUS"}`)
	get := func() string {
		return s.call(t, "GetLogDeliveryConfiguration", `{"UserPoolId":"{pool}"}`).body
	}
	want := func(configurations string) string {
		return s.placeholders.Replace(`{"LogDeliveryConfiguration":{"UserPoolId":"{pool}","LogConfigurations":[` + configurations + `]}}`)
	}
	assert.Equal(t, want(""), get())
	set := s.call(t, "SetLogDeliveryConfiguration", `{"UserPoolId":"{pool}","LogConfigurations":[`+notifications+`,`+authEvents+`]}`)
	assert.Equal(t, want(notifications+","+authEvents), set.body)
	assert.Equal(t, set.body, get())
	assert.Equal(t, want(""), s.call(t, "SetLogDeliveryConfiguration", `{"UserPoolId":"{pool}","LogConfigurations":[]}`).body)
	assert.Equal(t, want(""), get())
}

func TestLogDeliveryErrors(t *testing.T) {
	set := func(configurations string) request {
		return request{"SetLogDeliveryConfiguration", `{"UserPoolId":"{pool}","LogConfigurations":[` + configurations + `]}`}
	}
	const (
		measured = "cdk-preflight"
		plus     = `{"PoolName":"p","UserPoolTier":"PLUS"}`
		lite     = `{"PoolName":"p","UserPoolTier":"LITE"}`
	)
	checkRules(t, []rule{
		{name: "event source twice", source: measured, request: set(notifications + "," + notifications), message: "Following event sources appear more then once in a request"},
		{name: "log group in another region", source: measured, request: set(`{"LogLevel":"ERROR","EventSource":"userNotification","CloudWatchLogsConfiguration":{"LogGroupArn":"arn:aws:logs:eu-west-1:123456789012:log-group:pool"}}`), message: "ARN does not belong to current region"},
		{name: "sign-in events in the default tier", source: measured, request: set(authEvents), exception: "FeatureUnavailableInTierException", message: "The following feature is not available for the ESSENTIALS pricing tier configured: Log Streaming"},
		{name: "sign-in events in LITE", source: measured, pool: lite, request: set(authEvents), exception: "FeatureUnavailableInTierException", message: "The following feature is not available for the LITE pricing tier configured: Log Streaming"},
		{name: "log level of the other event source", source: "unspecified", pool: plus, request: set(`{"LogLevel":"ERROR","EventSource":"userAuthEvents","S3Configuration":{"BucketArn":"arn:aws:s3:::logs"}}`), message: "Log level ERROR is not supported for event source userAuthEvents."},
		{name: "no destination", source: "unspecified", request: set(`{"LogLevel":"ERROR","EventSource":"userNotification"}`), message: "Exactly one log destination should be specified for event source userNotification."},
		{name: "two destinations", source: "unspecified", pool: plus, request: set(`{"LogLevel":"INFO","EventSource":"userAuthEvents","S3Configuration":{"BucketArn":"arn:aws:s3:::logs"},"FirehoseConfiguration":{"StreamArn":"arn:aws:firehose:us-east-1:123456789012:deliverystream/logs"}}`), message: "Exactly one log destination should be specified for event source userAuthEvents."},
		{name: "notifications to S3", source: "unspecified", request: set(`{"LogLevel":"ERROR","EventSource":"userNotification","S3Configuration":{"BucketArn":"arn:aws:s3:::logs"}}`), message: "Only CloudWatchLogsConfiguration is supported for event source userNotification."},
		{name: "unknown pool", source: "documented", request: request{"GetLogDeliveryConfiguration", `{"UserPoolId":"us-east-1_AbCdEfGhI"}`}, exception: "ResourceNotFoundException", message: "User pool us-east-1_AbCdEfGhI does not exist."},
	})
}
