package cognitoidp

import (
	"encoding/json"
	"strings"
)

// analyticsOf returns the analytics settings of an app client as the request had them. If they have the
// ARN of the Pinpoint project, it adds the ARN of the role that the service creates to access the
// project (AnalyticsConfigurationType; acceptance tests of the Terraform provider,
// analytics_configuration with application_arn).
func analyticsOf(sent []byte) json.RawMessage {
	var members map[string]json.RawMessage
	if json.Unmarshal(sent, &members) != nil { // a client without analytics
		return sent
	}
	var project string
	if json.Unmarshal(members["ApplicationArn"], &project) != nil || members["RoleArn"] != nil {
		return sent
	}
	parts := strings.Split(project, ":") // arn:PARTITION:mobiletargeting:REGION:ACCOUNT:apps/ID
	if len(parts) < 6 {
		return sent
	}
	role := "arn:" + parts[1] + ":iam::" + parts[4] + ":role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp"
	members["RoleArn"], _ = json.Marshal(role) // a string always encodes
	described, _ := json.Marshal(members)      // the raw messages are valid JSON
	return described
}
