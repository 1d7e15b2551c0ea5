package trigger

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"

// The sources of the custom email sender trigger. CustomEmailSender_AccountTakeOverNotification
// belongs to threat protection, which the emulator does not have.
const (
	CustomEmailSenderSignUp              = "CustomEmailSender_SignUp"
	CustomEmailSenderAdminCreateUser     = "CustomEmailSender_AdminCreateUser"
	CustomEmailSenderResendCode          = "CustomEmailSender_ResendCode"
	CustomEmailSenderForgotPassword      = "CustomEmailSender_ForgotPassword"
	CustomEmailSenderUpdateUserAttribute = "CustomEmailSender_UpdateUserAttribute"
	CustomEmailSenderVerifyUserAttribute = "CustomEmailSender_VerifyUserAttribute"
	CustomEmailSenderAuthentication      = "CustomEmailSender_Authentication"
)

// The sources of the custom SMS sender trigger.
const (
	CustomSMSSenderSignUp              = "CustomSMSSender_SignUp"
	CustomSMSSenderAdminCreateUser     = "CustomSMSSender_AdminCreateUser"
	CustomSMSSenderResendCode          = "CustomSMSSender_ResendCode"
	CustomSMSSenderForgotPassword      = "CustomSMSSender_ForgotPassword"
	CustomSMSSenderUpdateUserAttribute = "CustomSMSSender_UpdateUserAttribute"
	CustomSMSSenderVerifyUserAttribute = "CustomSMSSender_VerifyUserAttribute"
	CustomSMSSenderAuthentication      = "CustomSMSSender_Authentication"
)

// The types of the request of a custom sender event.
const (
	emailSenderRequest = "customEmailSenderRequestV1"
	smsSenderRequest   = "customSMSSenderRequestV1"
)

// customSenderRequest is the request of a custom sender event. The client metadata is null if the
// request has none (a captured event).
type customSenderRequest struct {
	Type           string            `json:"type"`
	Code           string            `json:"code"`
	ClientMetadata map[string]string `json:"clientMetadata"`
	UserAttributes map[string]string `json:"userAttributes"`
}

// CustomSender returns a function that starts the pool's custom sender for a message with an
// encrypted code. The service does not wait for the custom sender, and ignores its response and its
// errors (developer guide, "Things to know about Lambda triggers"). The event has no response (a
// captured event). The attribute in the event is the address of the message, also if it is not the
// user's yet (unspecified). An error means that the function does not exist.
func (i *Invoker) CustomSender(c Call, user userpool.User, attribute, address, code string, metadata map[string]string) (start func(), err error) {
	request := customSenderRequest{emailSenderRequest, code, metadata, UserAttributes(user)}
	if Trigger(c.Source) == userpool.TriggerCustomSMSSender {
		request.Type = smsSenderRequest
	}
	request.UserAttributes[attribute] = address
	c.Username, c.Request = user.Username, request
	v, ok, err := i.prepare(c, nil)
	if !ok || err != nil {
		return func() {}, err
	}
	return func() { i.start(v) }, nil
}
