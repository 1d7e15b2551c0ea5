package test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// person is a user of the deployment's pool who can sign in.
type person struct {
	login.Credentials

	sub  string
	name string
}

// createUser makes a confirmed user with a permanent password and a verified email address, and sends no message.
func (d *deployment) createUser(t *testing.T) person {
	t.Helper()
	unique := lowerCaseName(t)
	p := person{
		Credentials: login.Credentials{
			Username: "ada." + unique + "@example.com",
			Password: "Right-" + lowerCaseName(t) + "-7",
		},
		name: "Ada " + unique,
	}
	created, err := d.sdk().AdminCreateUser(t.Context(), &cognitoidentityprovider.AdminCreateUserInput{
		UserPoolId:    aws.String(d.outputs.UserPoolID),
		Username:      aws.String(p.Username),
		MessageAction: types.MessageActionTypeSuppress,
		UserAttributes: []types.AttributeType{
			{Name: aws.String("email"), Value: aws.String(p.Username)},
			{Name: aws.String("email_verified"), Value: aws.String("true")},
			{Name: aws.String("name"), Value: aws.String(p.name)},
		},
	})
	require.NoError(t, err)
	require.NotNil(t, created.User)
	for _, attribute := range created.User.Attributes {
		if aws.ToString(attribute.Name) == "sub" {
			p.sub = aws.ToString(attribute.Value)
		}
	}
	require.NotEmpty(t, p.sub, "the new user has no sub")

	_, err = d.sdk().AdminSetUserPassword(t.Context(), &cognitoidentityprovider.AdminSetUserPasswordInput{
		UserPoolId: aws.String(d.outputs.UserPoolID),
		Username:   aws.String(p.Username),
		Password:   aws.String(p.Password),
		Permanent:  true,
	})
	require.NoError(t, err)
	return p
}
