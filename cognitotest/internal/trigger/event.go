package trigger

import (
	"encoding/json"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// event is what a function gets (developer guide, "User pool Lambda trigger event").
type event struct {
	Version       string        `json:"version"`
	TriggerSource string        `json:"triggerSource"`
	Region        string        `json:"region"`
	UserPoolID    string        `json:"userPoolId"`
	UserName      string        `json:"userName"`
	CallerContext callerContext `json:"callerContext"`
	Request       any           `json:"request"`
	Response      any           `json:"response"`
}

type callerContext struct {
	AWSSDKVersion string `json:"awsSdkVersion"`
	ClientID      string `json:"clientId"`
}

// anySDK is the version of an SDK that the service does not know (captures).
const anySDK = "aws-sdk-unknown-unknown"

// Text is a member that is null in an event while it is empty.
type Text string

// MarshalJSON encodes "" as null.
func (t Text) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(t))
}

// UserAttributes are a user's attributes as the events have them, with the status of
// the account.
func UserAttributes(u userpool.User) map[string]string {
	attributes := Attributes(u.Attributes)
	attributes["cognito:user_status"] = u.Status
	return attributes
}

// Attributes are the attributes of somebody who has no account yet.
func Attributes(list []userpool.Attribute) map[string]string {
	attributes := map[string]string{}
	for _, a := range list {
		attributes[a.Name] = a.Value
	}
	return attributes
}
