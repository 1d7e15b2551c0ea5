package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

// mailedCode returns the code in the last message.
func (s *sdkServer) mailedCode() *string {
	outbox := s.Outbox()
	return aws.String(outbox[len(outbox)-1].Code)
}

func accountScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	must(s.UpdateUserPool(c, &idp.UpdateUserPoolInput{UserPoolId: &s.pool, AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"}}))(t)
	email := []types.AttributeType{{Name: aws.String("email"), Value: aws.String("ada@shop.example")}}
	signedUp := must(s.SignUp(c, &idp.SignUpInput{ClientId: &s.client, Username: ada, Password: aws.String(password), UserAttributes: email}))(t)
	assert.False(t, signedUp.UserConfirmed)
	assert.Equal(t, "a***@s***", *signedUp.CodeDeliveryDetails.Destination)
	must(s.ResendConfirmationCode(c, &idp.ResendConfirmationCodeInput{ClientId: &s.client, Username: ada}))(t)
	must(s.ConfirmSignUp(c, &idp.ConfirmSignUpInput{ClientId: &s.client, Username: ada, ConfirmationCode: s.mailedCode()}))(t)

	must(s.ForgotPassword(c, &idp.ForgotPasswordInput{ClientId: &s.client, Username: ada}))(t)
	must(s.ConfirmForgotPassword(c, &idp.ConfirmForgotPasswordInput{ClientId: &s.client, Username: ada, ConfirmationCode: s.mailedCode(), Password: aws.String("N3w!Password")}))(t)
	must(s.AdminResetUserPassword(c, &idp.AdminResetUserPasswordInput{UserPoolId: &s.pool, Username: ada}))(t)
	must(s.ConfirmForgotPassword(c, &idp.ConfirmForgotPasswordInput{ClientId: &s.client, Username: ada, ConfirmationCode: s.mailedCode(), Password: aws.String(password)}))(t)

	token := s.signIn(t, *ada).AccessToken
	must(s.ChangePassword(c, &idp.ChangePasswordInput{AccessToken: token, PreviousPassword: aws.String(password), ProposedPassword: aws.String("0ther!Pass")}))(t)
	updated := must(s.UpdateUserAttributes(c, &idp.UpdateUserAttributesInput{AccessToken: token, UserAttributes: []types.AttributeType{
		{Name: aws.String("email"), Value: aws.String("lovelace@shop.example")}, {Name: aws.String("nickname"), Value: aws.String("A")},
	}}))(t)
	assert.Equal(t, "l***@s***", *updated.CodeDeliveryDetailsList[0].Destination)
	must(s.GetUserAttributeVerificationCode(c, &idp.GetUserAttributeVerificationCodeInput{AccessToken: token, AttributeName: aws.String("email")}))(t)
	must(s.VerifyUserAttribute(c, &idp.VerifyUserAttributeInput{AccessToken: token, AttributeName: aws.String("email"), Code: s.mailedCode()}))(t)
	must(s.DeleteUserAttributes(c, &idp.DeleteUserAttributesInput{AccessToken: token, UserAttributeNames: []string{"nickname"}}))(t)
	must(s.DeleteUser(c, &idp.DeleteUserInput{AccessToken: token}))(t)

	must(s.SignUp(c, &idp.SignUpInput{ClientId: &s.client, Username: ada, Password: aws.String(password), UserAttributes: email}))(t)
	must(s.AdminConfirmSignUp(c, &idp.AdminConfirmSignUpInput{UserPoolId: &s.pool, Username: ada}))(t)
	s.signIn(t, *ada)
}
