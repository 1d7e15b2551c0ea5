package prove

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
)

// fakeAPI describes the clients of a fakeService.
type fakeAPI struct {
	*checktest.API
	service *fakeService
}

func (a fakeAPI) DescribeUserPool(ctx context.Context, in *cognitoidentityprovider.DescribeUserPoolInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolOutput, error) {
	if err := a.service.request(); err != nil {
		return nil, err
	}
	return a.API.DescribeUserPool(ctx, in)
}

func (a fakeAPI) DescribeUserPoolDomain(ctx context.Context, in *cognitoidentityprovider.DescribeUserPoolDomainInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolDomainOutput, error) {
	if err := a.service.request(); err != nil {
		return nil, err
	}
	return a.API.DescribeUserPoolDomain(ctx, in)
}

func (a fakeAPI) GetUserPoolMfaConfig(ctx context.Context, in *cognitoidentityprovider.GetUserPoolMfaConfigInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.GetUserPoolMfaConfigOutput, error) {
	if err := a.service.request(); err != nil {
		return nil, err
	}
	return a.API.GetUserPoolMfaConfig(ctx, in)
}

func (a fakeAPI) GetUserPoolSessionConfiguration(ctx context.Context, userPoolID string) (check.SessionConfiguration, error) {
	if err := a.service.request(); err != nil {
		return check.SessionConfiguration{}, err
	}
	return a.API.GetUserPoolSessionConfiguration(ctx, userPoolID)
}

func (a fakeAPI) DescribeUserPoolClient(_ context.Context, in *cognitoidentityprovider.DescribeUserPoolClientInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolClientOutput, error) {
	if err := a.service.request(); err != nil {
		return nil, err
	}
	if *in.ClientId == otherClientID {
		return &cognitoidentityprovider.DescribeUserPoolClientOutput{UserPoolClient: a.service.other}, nil
	}
	return &cognitoidentityprovider.DescribeUserPoolClientOutput{UserPoolClient: &a.service.client}, nil
}

// fakeUsers creates and deletes the users of a fakeService.
type fakeUsers struct {
	*checktest.Users
	service *fakeService
}

func (u fakeUsers) AdminCreateUser(ctx context.Context, in *cognitoidentityprovider.AdminCreateUserInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminCreateUserOutput, error) {
	if err := u.service.request(); err != nil {
		return nil, err
	}
	return u.Users.AdminCreateUser(ctx, in)
}

func (u fakeUsers) AdminSetUserPassword(ctx context.Context, in *cognitoidentityprovider.AdminSetUserPasswordInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminSetUserPasswordOutput, error) {
	if err := u.service.request(); err != nil {
		return nil, err
	}
	return u.Users.AdminSetUserPassword(ctx, in)
}

func (u fakeUsers) AdminDeleteUser(ctx context.Context, in *cognitoidentityprovider.AdminDeleteUserInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.AdminDeleteUserOutput, error) {
	if err := u.service.request(); err != nil {
		return nil, err
	}
	return u.Users.AdminDeleteUser(ctx, in)
}
