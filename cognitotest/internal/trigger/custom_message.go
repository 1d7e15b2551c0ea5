package trigger

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The sources of the custom message trigger.
const (
	CustomMessageSignUp              = "CustomMessage_SignUp"
	CustomMessageAdminCreateUser     = "CustomMessage_AdminCreateUser"
	CustomMessageResendCode          = "CustomMessage_ResendCode"
	CustomMessageForgotPassword      = "CustomMessage_ForgotPassword"
	CustomMessageUpdateUserAttribute = "CustomMessage_UpdateUserAttribute"
	CustomMessageVerifyUserAttribute = "CustomMessage_VerifyUserAttribute"
	CustomMessageAuthentication      = "CustomMessage_Authentication"
)

// The placeholders in the texts of messages.
const (
	CodePlaceholder     = "{####}"
	LinkPlaceholder     = "{##Click Here##}"
	UsernamePlaceholder = "{username}"
)

type customMessageRequest struct {
	UserAttributes    map[string]string `json:"userAttributes"`
	CodeParameter     string            `json:"codeParameter"`
	LinkParameter     string            `json:"linkParameter"`
	UsernameParameter Text              `json:"usernameParameter"`
	ClientMetadata    map[string]string `json:"clientMetadata,omitempty"`
}

// CustomMessageResponse has the texts that the Lambda function replaces. An empty text
// leaves the template of the pool.
type CustomMessageResponse struct {
	SMSMessage   Text `json:"smsMessage"`
	EmailMessage Text `json:"emailMessage"`
	EmailSubject Text `json:"emailSubject"`
}

// CustomMessage runs the custom message trigger, which may replace the text of a message.
// The placeholders and the null members are as in a captured event.
func (i *Invoker) CustomMessage(ctx context.Context, c Call, user userpool.User, metadata map[string]string) (CustomMessageResponse, error) {
	request := customMessageRequest{
		UserAttributes: UserAttributes(user), CodeParameter: CodePlaceholder, LinkParameter: LinkPlaceholder, ClientMetadata: metadata,
	}
	if c.Source == CustomMessageAdminCreateUser {
		request.UsernameParameter = UsernamePlaceholder
	}
	c.Username, c.Request = user.Username, request
	var response CustomMessageResponse
	_, err := i.Run(ctx, c, &response)
	return response, err
}
