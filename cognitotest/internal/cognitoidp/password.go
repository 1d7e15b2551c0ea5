package cognitoidp

func forgotPassword(c *call, in clientUserRequest) (any, error) {
	client, err := c.clientOf(in)
	if err != nil {
		return nil, err
	}
	return deliveryResponse(c.Accounts.ForgotPassword(c.ctx, client, in.Username, in.ClientMetadata))
}

func confirmForgotPassword(c *call, in struct {
	clientUserRequest
	ConfirmationCode string
	Password         string
}) (any, error) {
	client, err := c.clientOf(in.clientUserRequest)
	if err != nil {
		return nil, err
	}
	return none{}, c.Accounts.ConfirmForgotPassword(c.ctx, client, in.Username, in.ConfirmationCode, in.Password, in.ClientMetadata)
}

func changePassword(c *call, in struct{ AccessToken, PreviousPassword, ProposedPassword string }) (any, error) {
	u, err := c.tokenUser(in.AccessToken)
	if err != nil {
		return nil, err
	}
	return none{}, c.Accounts.ChangePassword(c.ctx, u, in.PreviousPassword, in.ProposedPassword)
}

func adminResetUserPassword(c *call, in adminUserRequest) (any, error) {
	return none{}, c.Accounts.ResetAsAdmin(c.ctx, in.UserPoolID, in.Username, in.ClientMetadata)
}

var passwordActions = []action{
	on("ForgotPassword", forgotPassword),
	on("ConfirmForgotPassword", confirmForgotPassword),
	on("ChangePassword", changePassword),
	on("AdminResetUserPassword", adminResetUserPassword),
}
