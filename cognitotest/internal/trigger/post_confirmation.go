package trigger

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The sources of the post confirmation trigger.
const (
	PostConfirmationSignUp         = "PostConfirmation_ConfirmSignUp"
	PostConfirmationForgotPassword = "PostConfirmation_ConfirmForgotPassword"
)

// UserRequest is the request of an event with only a user and client metadata.
type UserRequest struct {
	UserAttributes map[string]string `json:"userAttributes"`
	ClientMetadata map[string]string `json:"clientMetadata,omitempty"`
}

// PostConfirmation runs the post confirmation trigger after a user is confirmed or has a new
// password. The change stays if the function fails (aws-amplify/amplify-cli#2735).
func (i *Invoker) PostConfirmation(ctx context.Context, c Call, user userpool.User, metadata map[string]string) error {
	c.Username, c.Request = user.Username, UserRequest{UserAttributes(user), metadata}
	_, err := i.Run(ctx, c, &struct{}{})
	return err
}
