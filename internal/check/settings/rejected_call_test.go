package settings

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// noBranding rejects DescribeManagedLoginBrandingByClient alone.
type noBranding struct{ *checktest.API }

func (noBranding) DescribeManagedLoginBrandingByClient(context.Context, *cognitoidentityprovider.DescribeManagedLoginBrandingByClientInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeManagedLoginBrandingByClientOutput, error) {
	return nil, errNotAuthorized
}

// noDomain rejects DescribeUserPoolDomain alone.
type noDomain struct{ *checktest.API }

func (noDomain) DescribeUserPoolDomain(context.Context, *cognitoidentityprovider.DescribeUserPoolDomainInput, ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.DescribeUserPoolDomainOutput, error) {
	return nil, errNotAuthorized
}

// A check whose second call is rejected has not checked anything. It does not pass.
func TestRejectedSecondCallIsNoResult(t *testing.T) {
	t.Parallel()
	want := unchecked(notAuthorized).Outcome
	branding := noBranding{checktest.SignInAPI(2)}
	got := checktest.Run(t, branding, nil, ManagedLoginBranding, checktest.Environment(environment.AppClient{}))
	assert.Equal(t, want, got.Outcome)
	assert.Empty(t, got.Findings)

	passkeys := noDomain{checktest.SignInAPI(2)}
	passkeys.Pool.Policies = &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{types.AuthFactorTypeWebAuthn}}}
	passkeys.MFA = &cognitoidentityprovider.GetUserPoolMfaConfigOutput{}
	got = checktest.Run(t, passkeys, nil, PasskeyRelyingParty, checktest.Environment(environment.AppClient{}))
	assert.Equal(t, want, got.Outcome)
	assert.Empty(t, got.Findings)
}
