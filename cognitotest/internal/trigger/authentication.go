package trigger

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The sources of the triggers around a sign-in.
const (
	PreAuthentication  = "PreAuthentication_Authentication"
	PostAuthentication = "PostAuthentication_Authentication"
)

// PreAuthenticationRequest is the request of a pre authentication event.
type PreAuthenticationRequest struct {
	UserAttributes map[string]string `json:"userAttributes"`
	ValidationData map[string]string `json:"validationData,omitempty"`
	// UserNotFound is present only if the client hides unknown users.
	UserNotFound *bool `json:"userNotFound,omitempty"`
}

// PreAuthentication runs the pre authentication trigger at the start of a sign-in.
// An error of the Lambda function rejects the sign-in.
func (i *Invoker) PreAuthentication(ctx context.Context, c Call, request PreAuthenticationRequest) error {
	c.Request = request
	_, err := i.Run(ctx, c, &struct{}{})
	return err
}

type postAuthenticationRequest struct {
	UserAttributes map[string]string `json:"userAttributes"`
	NewDeviceUsed  bool              `json:"newDeviceUsed"`
	ClientMetadata map[string]string `json:"clientMetadata,omitempty"`
}

// PostAuthentication runs the post authentication trigger after a user has signed in.
func (i *Invoker) PostAuthentication(ctx context.Context, c Call, user userpool.User, newDevice bool, metadata map[string]string) error {
	c.Username, c.Request = user.Username, postAuthenticationRequest{UserAttributes(user), newDevice, metadata}
	_, err := i.Run(ctx, c, &struct{}{})
	return err
}
