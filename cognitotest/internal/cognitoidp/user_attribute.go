package cognitoidp

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"

// ownAttributeRequest has the members of the actions with which users manage their own attributes.
type ownAttributeRequest struct {
	AccessToken        string
	AttributeName      string
	Code               string
	UserAttributes     []attribute
	UserAttributeNames []string
	ClientMetadata     account.Metadata
}

func updateUserAttributes(c *call, in ownAttributeRequest) (any, error) {
	u, client, err := c.tokenUserAndClient(in.AccessToken)
	if err != nil {
		return nil, err
	}
	sent, err := c.Accounts.UpdateAttributes(c.ctx, client, u, attributeRecords(in.UserAttributes), in.ClientMetadata)
	if err != nil {
		return nil, err
	}
	list := []codeDeliveryDetails{}
	for _, d := range sent {
		list = append(list, deliveryOf(d))
	}
	return map[string]any{"CodeDeliveryDetailsList": list}, nil
}

func deleteUserAttributes(c *call, in ownAttributeRequest) (any, error) {
	u, client, err := c.tokenUserAndClient(in.AccessToken)
	if err != nil {
		return nil, err
	}
	return none{}, c.Accounts.DeleteAttributes(client, u, in.UserAttributeNames)
}

func getUserAttributeVerificationCode(c *call, in ownAttributeRequest) (any, error) {
	u, client, err := c.tokenUserAndClient(in.AccessToken)
	if err != nil {
		return nil, err
	}
	return deliveryResponse(c.Accounts.SendAttributeCode(c.ctx, client, u, in.AttributeName, in.ClientMetadata))
}

func verifyUserAttribute(c *call, in ownAttributeRequest) (any, error) {
	u, err := c.tokenUser(in.AccessToken)
	if err != nil {
		return nil, err
	}
	return none{}, c.Accounts.VerifyAttribute(u, in.AttributeName, in.Code)
}

var userAttributeActions = []action{
	on("UpdateUserAttributes", updateUserAttributes),
	on("DeleteUserAttributes", deleteUserAttributes),
	on("GetUserAttributeVerificationCode", getUserAttributeVerificationCode),
	on("VerifyUserAttribute", verifyUserAttribute),
}
