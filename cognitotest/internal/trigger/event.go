package trigger

import (
	"encoding/json"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// event is the input of a Lambda function (developer guide, "User pool Lambda trigger event").
type event struct {
	Version       string        `json:"version"`
	TriggerSource string        `json:"triggerSource"`
	Region        string        `json:"region"`
	UserPoolID    string        `json:"userPoolId"`
	UserName      string        `json:"userName"`
	CallerContext callerContext `json:"callerContext"`
	Request       any           `json:"request"`
	Response      any           `json:"response,omitempty"` // nil for an event whose response the service ignores
}

type callerContext struct {
	AWSSDKVersion string `json:"awsSdkVersion"`
	ClientID      string `json:"clientId"`
}

// unknownSDK is the awsSdkVersion of a caller whose SDK the service does not recognize (captures).
const unknownSDK = "aws-sdk-unknown-unknown"

// Text is a string member that is null in an event if it is empty.
type Text string

// MarshalJSON encodes "" as null.
func (t Text) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(t))
}

// UserAttributes returns the userAttributes of an event for an existing user: the attributes
// and the status of the account.
func UserAttributes(u userpool.User) map[string]string {
	attributes := Attributes(u.Attributes)
	attributes["cognito:user_status"] = u.Status
	return attributes
}

// Attributes returns the userAttributes of an event for a user without an account.
func Attributes(list []userpool.Attribute) map[string]string {
	attributes := map[string]string{}
	for _, a := range list {
		attributes[a.Name] = a.Value
	}
	return attributes
}
