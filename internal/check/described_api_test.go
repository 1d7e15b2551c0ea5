package check_test

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/aws-sdk-go-v2/service/wafv2"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
)

var errNoAnswer = errors.New("no answer")

// describedAPI records the requests of a target. Its fields replace responses of [checktest.API].
type describedAPI struct {
	checktest.API

	domainErr, clientErr error
	bodyless             bool // DescribeUserPool and DescribeUserPoolClient return no body
	secrets              [][]types.ClientSecretDescriptorType

	requests []any
}

type apiOption = func(*cognitoidentityprovider.Options)

func (a *describedAPI) DescribeUserPool(ctx context.Context, in *cognitoidentityprovider.DescribeUserPoolInput, _ ...apiOption) (*cognitoidentityprovider.DescribeUserPoolOutput, error) {
	a.requests = append(a.requests, *in)
	if a.bodyless {
		return &cognitoidentityprovider.DescribeUserPoolOutput{UserPool: a.Pool}, a.Err
	}
	return a.API.DescribeUserPool(ctx, in)
}

func (a *describedAPI) DescribeUserPoolClient(ctx context.Context, in *cognitoidentityprovider.DescribeUserPoolClientInput, _ ...apiOption) (*cognitoidentityprovider.DescribeUserPoolClientOutput, error) {
	a.requests = append(a.requests, *in)
	if a.clientErr != nil || a.bodyless {
		return &cognitoidentityprovider.DescribeUserPoolClientOutput{UserPoolClient: a.AppClient}, a.clientErr
	}
	return a.API.DescribeUserPoolClient(ctx, in)
}

func (a *describedAPI) DescribeUserPoolDomain(ctx context.Context, in *cognitoidentityprovider.DescribeUserPoolDomainInput, _ ...apiOption) (*cognitoidentityprovider.DescribeUserPoolDomainOutput, error) {
	a.requests = append(a.requests, *in)
	if a.domainErr != nil {
		return nil, a.domainErr
	}
	return a.API.DescribeUserPoolDomain(ctx, in)
}

func (a *describedAPI) DescribeManagedLoginBrandingByClient(ctx context.Context, in *cognitoidentityprovider.DescribeManagedLoginBrandingByClientInput, _ ...apiOption) (*cognitoidentityprovider.DescribeManagedLoginBrandingByClientOutput, error) {
	a.requests = append(a.requests, *in)
	return a.API.DescribeManagedLoginBrandingByClient(ctx, in)
}

func (a *describedAPI) GetUserPoolMfaConfig(ctx context.Context, in *cognitoidentityprovider.GetUserPoolMfaConfigInput, _ ...apiOption) (*cognitoidentityprovider.GetUserPoolMfaConfigOutput, error) {
	a.requests = append(a.requests, *in)
	return a.API.GetUserPoolMfaConfig(ctx, in)
}

// ListUserPoolClientSecrets returns one page of the secrets for each call.
func (a *describedAPI) ListUserPoolClientSecrets(_ context.Context, in *cognitoidentityprovider.ListUserPoolClientSecretsInput, _ ...apiOption) (*cognitoidentityprovider.ListUserPoolClientSecretsOutput, error) {
	a.requests = append(a.requests, *in)
	out := &cognitoidentityprovider.ListUserPoolClientSecretsOutput{}
	if a.Err != nil {
		return nil, a.Err
	}
	out.ClientSecrets, a.secrets = a.secrets[0], a.secrets[1:]
	if len(a.secrets) > 0 {
		out.NextToken = aws.String("next")
	}
	return out, nil
}

// webACL returns an ACL for the ARN of a pool.
type webACL struct {
	out *wafv2.GetWebACLForResourceOutput
	err error
	arn string
}

func (a *webACL) GetWebACLForResource(_ context.Context, in *wafv2.GetWebACLForResourceInput, _ ...func(*wafv2.Options)) (*wafv2.GetWebACLForResourceOutput, error) {
	a.arn = aws.ToString(in.ResourceArn)
	return a.out, a.err
}
