package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

// mailedCode returns the code in the last message.
func (l *login) mailedCode() *string {
	outbox := l.Outbox()
	return aws.String(outbox[len(outbox)-1].Code)
}

func accountScenario(t *testing.T, l *login) {
	c := t.Context()
	must(l.UpdateUserPool(c, &idp.UpdateUserPoolInput{UserPoolId: &l.pool, AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"}}))(t)
	email := []types.AttributeType{{Name: aws.String("email"), Value: aws.String("ada@shop.example")}}
	signedUp := must(l.SignUp(c, &idp.SignUpInput{ClientId: &l.client, Username: ada, Password: aws.String(password), UserAttributes: email}))(t)
	assert.False(t, signedUp.UserConfirmed)
	assert.Equal(t, "a***@s***", *signedUp.CodeDeliveryDetails.Destination)
	must(l.ResendConfirmationCode(c, &idp.ResendConfirmationCodeInput{ClientId: &l.client, Username: ada}))(t)
	must(l.ConfirmSignUp(c, &idp.ConfirmSignUpInput{ClientId: &l.client, Username: ada, ConfirmationCode: l.mailedCode()}))(t)

	must(l.ForgotPassword(c, &idp.ForgotPasswordInput{ClientId: &l.client, Username: ada}))(t)
	must(l.ConfirmForgotPassword(c, &idp.ConfirmForgotPasswordInput{ClientId: &l.client, Username: ada, ConfirmationCode: l.mailedCode(), Password: aws.String("N3w!Password")}))(t)
	must(l.AdminResetUserPassword(c, &idp.AdminResetUserPasswordInput{UserPoolId: &l.pool, Username: ada}))(t)
	must(l.ConfirmForgotPassword(c, &idp.ConfirmForgotPasswordInput{ClientId: &l.client, Username: ada, ConfirmationCode: l.mailedCode(), Password: aws.String(password)}))(t)

	token := l.signIn(t, *ada).AccessToken
	must(l.ChangePassword(c, &idp.ChangePasswordInput{AccessToken: token, PreviousPassword: aws.String(password), ProposedPassword: aws.String("0ther!Pass")}))(t)
	updated := must(l.UpdateUserAttributes(c, &idp.UpdateUserAttributesInput{AccessToken: token, UserAttributes: []types.AttributeType{
		{Name: aws.String("email"), Value: aws.String("lovelace@shop.example")}, {Name: aws.String("nickname"), Value: aws.String("A")},
	}}))(t)
	assert.Equal(t, "l***@s***", *updated.CodeDeliveryDetailsList[0].Destination)
	must(l.GetUserAttributeVerificationCode(c, &idp.GetUserAttributeVerificationCodeInput{AccessToken: token, AttributeName: aws.String("email")}))(t)
	must(l.VerifyUserAttribute(c, &idp.VerifyUserAttributeInput{AccessToken: token, AttributeName: aws.String("email"), Code: l.mailedCode()}))(t)
	must(l.DeleteUserAttributes(c, &idp.DeleteUserAttributesInput{AccessToken: token, UserAttributeNames: []string{"nickname"}}))(t)
	must(l.DeleteUser(c, &idp.DeleteUserInput{AccessToken: token}))(t)

	must(l.SignUp(c, &idp.SignUpInput{ClientId: &l.client, Username: ada, Password: aws.String(password), UserAttributes: email}))(t)
	must(l.AdminConfirmSignUp(c, &idp.AdminConfirmSignUpInput{UserPoolId: &l.pool, Username: ada}))(t)
	l.signIn(t, *ada)
}
