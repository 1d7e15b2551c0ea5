package deploy

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// User is a user of the deployment's pool who can sign in.
type User struct {
	login.Credentials

	Sub  string
	Name string
}

// CreateUser creates a confirmed user with a permanent password and a verified email address. Cognito sends no message.
func (d *Deployment) CreateUser(t *testing.T) User {
	t.Helper()
	unique := target.UniqueName(t)
	user := User{
		Credentials: login.Credentials{
			Username: "ada." + unique + "@example.com",
			Password: "Right-" + target.UniqueName(t) + "-7",
		},
		Name: "Ada " + unique,
	}
	created, err := d.API().AdminCreateUser(t.Context(), &cognitoidentityprovider.AdminCreateUserInput{
		UserPoolId:    aws.String(d.Outputs.UserPoolID),
		Username:      aws.String(user.Username),
		MessageAction: types.MessageActionTypeSuppress,
		UserAttributes: []types.AttributeType{
			{Name: aws.String("email"), Value: aws.String(user.Username)},
			{Name: aws.String("email_verified"), Value: aws.String("true")},
			{Name: aws.String("name"), Value: aws.String(user.Name)},
		},
	})
	require.NoError(t, err)
	require.NotNil(t, created.User)
	for _, attribute := range created.User.Attributes {
		if aws.ToString(attribute.Name) == "sub" {
			user.Sub = aws.ToString(attribute.Value)
		}
	}
	require.NotEmpty(t, user.Sub, "the new user has no sub")

	_, err = d.API().AdminSetUserPassword(t.Context(), &cognitoidentityprovider.AdminSetUserPasswordInput{
		UserPoolId: aws.String(d.Outputs.UserPoolID),
		Username:   aws.String(user.Username),
		Password:   aws.String(user.Password),
		Permanent:  true,
	})
	require.NoError(t, err)
	return user
}
