package cognitoidp

import (
	"encoding/json"
	"strings"
)

// analyticsOf returns the analytics of a client as the client sent them. If they name the project by its ARN, it adds
// the role that the service creates to reach the project (AnalyticsConfigurationType; acceptance tests of the Terraform
// provider, analytics_configuration with application_arn).
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
	described, _ := json.Marshal(members)      // raw messages that were decoded before
	return described
}
