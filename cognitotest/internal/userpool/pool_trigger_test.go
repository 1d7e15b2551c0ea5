package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

const (
	testFunction = "arn:aws:lambda:us-east-1:123456789012:function:f"
	testKey      = "arn:aws:kms:us-east-1:123456789012:key/1"
)

// Each function and each key must be in the region of the pool.
func TestTriggerRules(t *testing.T) {
	t.Parallel()
	const (
		region    = "InvalidParameterException: Cross-region lambda functions are not supported"
		elsewhere = "arn:aws:lambda:us-west-2:123456789012:function:f"
	)
	functions := func(trigger, arn string) map[string]string { return map[string]string{trigger: arn} }
	tests := []struct {
		name     string
		triggers Triggers
		want     string
	}{
		{"none", Triggers{}, ""},
		{"function", Triggers{Functions: functions("PreSignUp", testFunction)}, ""},
		{"function in another region", Triggers{Functions: functions("PreSignUp", elsewhere)}, region},
		{"one of two functions in another region", Triggers{Functions: map[string]string{"PreSignUp": testFunction, "CustomMessage": elsewhere}}, region},
		{"function without a region", Triggers{Functions: functions("PreSignUp", "f")}, region},
		{"versioned function", Triggers{PreTokenVersioned: testFunction, PreTokenVersion: "V2_0"}, ""},
		{"versioned function in another region", Triggers{PreTokenVersioned: elsewhere, PreTokenVersion: "V2_0"}, region},
		{"both members", Triggers{Functions: functions("PreTokenGeneration", testFunction), PreTokenVersioned: testFunction}, ""},
		{
			"both members with different functions", Triggers{Functions: functions("PreTokenGeneration", testFunction), PreTokenVersioned: testFunction + "2"},
			"InvalidParameterException: Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
		},
		{"custom sender of emails", Triggers{Functions: functions("CustomEmailSender", testFunction), KMSKeyARN: testKey}, ""},
		{
			"custom sender of emails without a key", Triggers{Functions: functions("CustomEmailSender", testFunction)},
			"InvalidParameterException: KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.",
		},
		{
			"custom sender of SMS without a key", Triggers{Functions: functions("CustomSMSSender", testFunction)},
			"InvalidParameterException: KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.",
		},
		{
			"custom sender with a key in another region", Triggers{Functions: functions("CustomSMSSender", testFunction), KMSKeyARN: "arn:aws:kms:us-west-2:123456789012:key/1"},
			"InvalidParameterException: Invalid arn us-west-2",
		},
		{"key in another region without a custom sender", Triggers{KMSKeyARN: "arn:aws:kms:us-west-2:123456789012:key/1"}, ""},
	}
	for _, tt := range tests {
		requireText(t, tt.want, Pool{PoolSettings: PoolSettings{Triggers: tt.triggers}}.validate("us-east-1", "123456789012"), tt.name)
	}
}

func TestFunctionOfATrigger(t *testing.T) {
	t.Parallel()
	older := map[string]string{"PreTokenGeneration": "older", "PreSignUp": "sign-up"}
	tests := []struct {
		name         string
		triggers     Triggers
		trigger      string
		arn, version string
	}{
		{"none", Triggers{}, "PreSignUp", "", "1"},
		{"one version", Triggers{Functions: older, PreTokenVersioned: "newer", PreTokenVersion: "V2_0"}, "PreSignUp", "sign-up", "1"},
		{"older form", Triggers{Functions: older}, "PreTokenGeneration", "older", "1"},
		{"V1_0", Triggers{Functions: older, PreTokenVersioned: "newer", PreTokenVersion: "V1_0"}, "PreTokenGeneration", "newer", "1"},
		{"V2_0", Triggers{Functions: older, PreTokenVersioned: "newer", PreTokenVersion: "V2_0"}, "PreTokenGeneration", "newer", "2"},
		{"V3_0", Triggers{PreTokenVersioned: "newer", PreTokenVersion: "V3_0"}, "PreTokenGeneration", "newer", "3"},
	}
	for _, tt := range tests {
		arn, version := tt.triggers.Function(tt.trigger)
		assert.Equal(t, []string{tt.arn, tt.version}, []string{arn, version}, tt.name)
	}
}
