package cognitotest_test

import "testing"

func TestRefusedRiskConfigurations(t *testing.T) { checkRefused(t, refusedRiskConfigurations()) }

func refusedRiskConfigurations() []refused {
	set := func(body string) call {
		return call{"SetRiskConfiguration", `{"UserPoolId":"{pool}",` + body + `}`}
	}
	return []refused{
		{name: "a range that is none", source: "badmintoncryer/cdk-preflight: measured", request: set(`"RiskExceptionConfiguration":{"BlockedIPRangeList":["203.0.113.7"]}`), fault: fault{400, "InvalidParameterException", "Incorrect CIDR format"}},
		{name: "the same of those to skip", source: "badmintoncryer/cdk-preflight: measured", request: set(`"RiskExceptionConfiguration":{"SkippedIPRangeList":["10.0.0.0/33"]}`), fault: fault{400, "InvalidParameterException", "Incorrect CIDR format"}},
		{
			name: "messages from another region", source: "badmintoncryer/cdk-preflight: measured",
			request: set(`"AccountTakeoverRiskConfiguration":{"Actions":{},"NotifyConfiguration":{"SourceArn":"arn:aws:ses:eu-central-1:123456789012:identity/shop.example"}}`),
			fault:   fault{400, "InvalidParameterException", "Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2."},
		}, {
			name: "unknown client", source: "API reference",
			request: set(`"ClientId":"nobody","RiskExceptionConfiguration":{"BlockedIPRangeList":["10.0.0.0/8"]}`), fault: fault{400, "ResourceNotFoundException", "User pool client nobody does not exist."},
		},
	}
}
