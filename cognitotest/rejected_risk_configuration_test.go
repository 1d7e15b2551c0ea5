package cognitotest_test

import "testing"

func TestRejectedRiskConfigurations(t *testing.T) { checkRejected(t, rejectedRiskConfigurations()) }

func rejectedRiskConfigurations() []rejection {
	set := func(body string) call {
		return call{"SetRiskConfiguration", `{"UserPoolId":"{pool}",` + body + `}`}
	}
	return []rejection{
		{name: "address instead of a blocked range", source: "badmintoncryer/cdk-preflight: measured", request: set(`"RiskExceptionConfiguration":{"BlockedIPRangeList":["203.0.113.7"]}`), wantError: apiError{400, "InvalidParameterException", "Incorrect CIDR format"}},
		{name: "invalid skipped range", source: "badmintoncryer/cdk-preflight: measured", request: set(`"RiskExceptionConfiguration":{"SkippedIPRangeList":["10.0.0.0/33"]}`), wantError: apiError{400, "InvalidParameterException", "Incorrect CIDR format"}},
		{
			name: "messages from another region", source: "badmintoncryer/cdk-preflight: measured",
			request:   set(`"AccountTakeoverRiskConfiguration":{"Actions":{},"NotifyConfiguration":{"SourceArn":"arn:aws:ses:eu-central-1:123456789012:identity/shop.example"}}`),
			wantError: apiError{400, "InvalidParameterException", "Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2."},
		}, {
			name: "unknown client", source: "API reference",
			request: set(`"ClientId":"nobody","RiskExceptionConfiguration":{"BlockedIPRangeList":["10.0.0.0/8"]}`), wantError: apiError{400, "ResourceNotFoundException", "User pool client nobody does not exist."},
		},
	}
}
