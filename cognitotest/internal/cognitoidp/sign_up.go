package cognitoidp

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// clientUserRequest has the members with which an app client identifies itself and a user.
type clientUserRequest struct {
	ClientID       string `json:"ClientId"`
	Username       string
	SecretHash     string
	ClientMetadata account.Metadata
}

// clientOf returns the client of a request. It returns an error if SecretHash is wrong.
func (c *call) clientOf(in clientUserRequest) (userpool.Client, error) {
	client, err := c.findClient(in.ClientID)
	if err != nil {
		return userpool.Client{}, err
	}
	return client, checkSecretHash(client, in.Username, in.SecretHash)
}

// codeDeliveryDetails is the CodeDeliveryDetailsType of the API.
type codeDeliveryDetails struct{ Destination, DeliveryMedium, AttributeName string }

func deliveryOf(d message.Delivery) codeDeliveryDetails {
	return codeDeliveryDetails{d.Destination, d.Medium, d.Attribute}
}

// deliveryResponse returns the response of an action that sends a code.
func deliveryResponse(d message.Delivery, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return map[string]any{"CodeDeliveryDetails": deliveryOf(d)}, nil
}

func signUp(c *call, in struct {
	clientUserRequest
	Password       string
	UserAttributes []attribute
	ValidationData []attribute
}) (any, error) {
	client, err := c.clientOf(in.clientUserRequest)
	if err != nil {
		return nil, err
	}
	done, err := c.Accounts.SignUp(c.ctx, client, account.SignUp{
		Username: in.Username, Password: in.Password, Attributes: attributeRecords(in.UserAttributes),
		ValidationData: attributeMap(in.ValidationData), Metadata: in.ClientMetadata,
	})
	if err != nil {
		return nil, err
	}
	response := struct {
		UserConfirmed       bool
		UserSub             string
		CodeDeliveryDetails *codeDeliveryDetails `json:",omitempty"`
		Session             string               `json:",omitempty"`
	}{UserConfirmed: done.Confirmed(), UserSub: done.User.Sub()}
	if done.Delivery != nil {
		details := deliveryOf(*done.Delivery)
		response.CodeDeliveryDetails = &details
		response.Session = c.SignIns.SignUpSession(client, done.User, done.Delivery.Medium)
	}
	return response, nil
}

func confirmSignUp(c *call, in struct {
	clientUserRequest
	ConfirmationCode   string
	ForceAliasCreation bool
	Session            string
}) (any, error) {
	client, err := c.clientOf(in.clientUserRequest)
	if err != nil {
		return nil, err
	}
	session, err := c.SignIns.ConfirmedSession(client, in.Session, func() (userpool.User, error) {
		return c.Accounts.ConfirmSignUp(c.ctx, client, in.Username, in.ConfirmationCode, in.ForceAliasCreation, in.ClientMetadata)
	})
	if err != nil {
		return nil, err
	}
	return struct {
		Session string `json:",omitempty"`
	}{session}, nil
}

func resendConfirmationCode(c *call, in clientUserRequest) (any, error) {
	client, err := c.clientOf(in)
	if err != nil {
		return nil, err
	}
	return deliveryResponse(c.Accounts.ResendConfirmationCode(c.ctx, client, in.Username, in.ClientMetadata))
}

func adminConfirmSignUp(c *call, in adminUserRequest) (any, error) {
	return none{}, c.Accounts.ConfirmAsAdmin(c.ctx, in.UserPoolID, in.Username, in.ClientMetadata)
}

var signUpActions = []action{
	on("SignUp", signUp),
	on("ConfirmSignUp", confirmSignUp),
	on("ResendConfirmationCode", resendConfirmationCode),
	on("AdminConfirmSignUp", adminConfirmSignUp),
}
