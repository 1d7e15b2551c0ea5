package cognitoidp

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"

// providerUser is the ProviderUserIdentifierType of the API.
type providerUser struct {
	ProviderName           string
	ProviderAttributeName  string
	ProviderAttributeValue string
}

func (u providerUser) record() userpool.ProviderUser {
	return userpool.ProviderUser{Provider: u.ProviderName, Attribute: u.ProviderAttributeName, Value: u.ProviderAttributeValue}
}

type linkRequest struct {
	UserPoolID      string `json:"UserPoolId"`
	DestinationUser providerUser
	SourceUser      providerUser
	User            providerUser // AdminDisableProviderForUser only
}

func adminLinkProviderForUser(c *call, in linkRequest) (any, error) {
	return none{}, c.Store.LinkUser(in.UserPoolID, in.DestinationUser.record(), in.SourceUser.record())
}

func adminDisableProviderForUser(c *call, in linkRequest) (any, error) {
	return none{}, c.Store.UnlinkUser(in.UserPoolID, in.User.record())
}

var linkActions = []action{
	on("AdminLinkProviderForUser", adminLinkProviderForUser),
	on("AdminDisableProviderForUser", adminDisableProviderForUser),
}
