package lifecycle

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// UserPool applies a user pool with every argument, and two pools for arguments that exclude each other.
func UserPool(t *testing.T) {
	l := start(t, "user-pool")
	pool := func(name string) *types.UserPoolType {
		described, err := l.API().DescribeUserPool(t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: aws.String(l.id("aws_cognito_user_pool." + name))})
		require.NoError(t, err)
		return described.UserPool
	}
	mfa := func() *cognitoidentityprovider.GetUserPoolMfaConfigOutput {
		set, err := l.API().GetUserPoolMfaConfig(t.Context(), &cognitoidentityprovider.GetUserPoolMfaConfigInput{UserPoolId: aws.String(l.id("aws_cognito_user_pool.this"))})
		require.NoError(t, err)
		return set
	}

	l.step(t, minimal)
	assert.True(t, aws.ToBool(pool("email").UsernameConfiguration.CaseSensitive))
	assert.Equal(t, []types.AliasAttributeType{types.AliasAttributeTypePreferredUsername}, pool("alias").AliasAttributes)

	l.step(t, allArguments)
	described := pool("this")
	assert.Equal(t, types.UserPoolTierTypePlus, described.UserPoolTier)
	assert.Equal(t, types.DeletionProtectionTypeActive, described.DeletionProtection)
	assert.Equal(t, map[string]string{"Team": "orders"}, described.UserPoolTags)
	assert.Equal(t, "Welcome", aws.ToString(described.AdminCreateUserConfig.InviteMessageTemplate.EmailSubject))
	assert.Equal(t, types.DefaultEmailOptionTypeConfirmWithLink, described.VerificationMessageTemplate.DefaultEmailOption)
	assert.Equal(t, "Confirm {##here##}.", aws.ToString(described.VerificationMessageTemplate.EmailMessageByLink))
	assert.Equal(t, types.PreTokenGenerationLambdaVersionTypeV20, described.LambdaConfig.PreTokenGenerationConfig.LambdaVersion)
	assert.NotNil(t, described.LambdaConfig.CustomSMSSender)
	assert.EqualValues(t, 3, aws.ToInt32(described.Policies.PasswordPolicy.PasswordHistorySize))
	assert.Equal(t, []types.VerifiedAttributeType{types.VerifiedAttributeTypeEmail}, described.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate)
	assert.Equal(t, types.AdvancedSecurityModeTypeAudit, described.UserPoolAddOns.AdvancedSecurityMode)
	assert.Equal(t, "9", aws.ToString(attributeOf(t, described, "custom:level", types.AttributeDataTypeNumber).NumberAttributeConstraints.MaxValue))
	assert.Equal(t, types.UserPoolMfaTypeOn, mfa().MfaConfiguration)
	assert.True(t, mfa().SoftwareTokenMfaConfiguration.Enabled)
	assert.Equal(t, "Your code", aws.ToString(mfa().EmailMfaConfiguration.Subject))
	assert.Equal(t, "login.example.com", aws.ToString(mfa().WebAuthnConfiguration.RelyingPartyId))

	l.step(t, changed)
	described = pool("this")
	assert.Equal(t, map[string]string{"Team": "billing", "Stage": "test"}, described.UserPoolTags)
	assert.Equal(t, types.PreTokenGenerationLambdaVersionTypeV30, described.LambdaConfig.PreTokenGenerationConfig.LambdaVersion)
	assert.ElementsMatch(t, []types.AuthFactorType{types.AuthFactorTypePassword, types.AuthFactorTypeEmailOtp, types.AuthFactorTypeWebAuthn}, described.Policies.SignInPolicy.AllowedFirstAuthFactors)
	attributeOf(t, described, "custom:since", types.AttributeDataTypeDatetime)
	assert.Equal(t, types.UserPoolMfaTypeOptional, mfa().MfaConfiguration)
	assert.Equal(t, "{####} signs you in", aws.ToString(pool("alias").SmsAuthenticationMessage))

	l.assertReplacements(t)
	l.assertImports(t, nil)

	l.step(t, removed)
	described = pool("this")
	assert.Empty(t, described.UserPoolTags)
	assert.Empty(t, described.AutoVerifiedAttributes)
	assert.Nil(t, described.DeviceConfiguration)
	attributeOf(t, described, "custom:team", types.AttributeDataTypeString)
}

// attributeOf returns an attribute of a pool's schema.
func attributeOf(t *testing.T, pool *types.UserPoolType, name string, kind types.AttributeDataType) types.SchemaAttributeType {
	t.Helper()
	for _, attribute := range pool.SchemaAttributes {
		if aws.ToString(attribute.Name) == name {
			assert.Equal(t, kind, attribute.AttributeDataType, name)
			return attribute
		}
	}
	require.Failf(t, "no attribute", "the schema has no %s", name)
	return types.SchemaAttributeType{}
}
