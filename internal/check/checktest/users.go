package checktest

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

// Users records the calls that create and delete users.
type Users struct {
	CreateErr, SetErr, DeleteErr error
	Created                      *cognitoidentityprovider.AdminCreateUserInput
	Deleted                      []string
	Cancelled                    bool // the context of a deletion had ended
}

// AdminCreateUser records the user and returns CreateErr.
func (c *Users) AdminCreateUser(_ context.Context, in *cognitoidentityprovider.AdminCreateUserInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminCreateUserOutput, error) {
	c.Created = in
	return &cognitoidentityprovider.AdminCreateUserOutput{}, c.CreateErr
}

// AdminSetUserPassword returns SetErr.
func (c *Users) AdminSetUserPassword(context.Context, *cognitoidentityprovider.AdminSetUserPasswordInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminSetUserPasswordOutput, error) {
	return &cognitoidentityprovider.AdminSetUserPasswordOutput{}, c.SetErr
}

// AdminDeleteUser records the username and returns DeleteErr.
func (c *Users) AdminDeleteUser(ctx context.Context, in *cognitoidentityprovider.AdminDeleteUserInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminDeleteUserOutput, error) {
	c.Deleted = append(c.Deleted, aws.ToString(in.Username))
	c.Cancelled = c.Cancelled || ctx.Err() != nil
	return &cognitoidentityprovider.AdminDeleteUserOutput{}, c.DeleteErr
}
