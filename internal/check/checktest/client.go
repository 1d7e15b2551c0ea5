package checktest

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// SignInClient returns a client with the authorization code grant, a secret, and rotation with a grace period of ten seconds.
func SignInClient() types.UserPoolClientType {
	return types.UserPoolClientType{
		ClientId: aws.String(ClientID), ClientSecret: aws.String(ClientSecret), AllowedOAuthFlowsUserPoolClient: aws.Bool(true),
		AllowedOAuthFlows: []types.OAuthFlowType{"code"}, AllowedOAuthScopes: []string{"openid", "email"},
		CallbackURLs: []string{"https://app.example.com/callback"}, LogoutURLs: []string{"https://app.example.com/signed-out"},
		SupportedIdentityProviders: []string{"COGNITO"}, EnableTokenRevocation: aws.Bool(true),
		RefreshTokenRotation: &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: aws.Int32(10)},
	}
}

// SignInAPI returns the API of a pool with a domain of a login version, and a client that supports sign-ins.
func SignInAPI(version int32) *API {
	return &API{
		AppClient: new(SignInClient()), Pool: &types.UserPoolType{Id: aws.String("eu-west-1_Ab12Cd34E"), Domain: aws.String("orders")},
		Domain: &types.DomainDescriptionType{Domain: aws.String("orders"), ManagedLoginVersion: &version},
	}
}
