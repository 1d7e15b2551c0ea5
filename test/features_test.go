package test

import (
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// TestFeatures deploys inputs that no example sets, and compares them with the settings in Cognito. d.Apply also asserts
// that a plan after the apply is empty.
func TestFeatures(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "the Lambda functions, roles and providers do not exist")
	d := deploy.Environment(t, featuredClients(), featuredPool(t))
	pool := d.DescribePool(t)

	t.Run("sign-in", func(t *testing.T) {
		assert.Empty(t, pool.UsernameAttributes)
		assert.ElementsMatch(t, []types.AliasAttributeType{types.AliasAttributeTypeEmail, types.AliasAttributeTypePhoneNumber, types.AliasAttributeTypePreferredUsername}, pool.AliasAttributes)
		require.NotNil(t, pool.UsernameConfiguration)
		assert.True(t, aws.ToBool(pool.UsernameConfiguration.CaseSensitive))
	})
	t.Run("verification", func(t *testing.T) {
		assert.ElementsMatch(t, []types.VerifiedAttributeType{types.VerifiedAttributeTypeEmail, types.VerifiedAttributeTypePhoneNumber}, pool.AutoVerifiedAttributes)
		assert.Equal(t, []types.VerifiedAttributeType{types.VerifiedAttributeTypeEmail}, pool.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate)
		template := pool.VerificationMessageTemplate
		require.NotNil(t, template)
		assert.Equal(t, types.DefaultEmailOptionTypeConfirmWithLink, template.DefaultEmailOption)
		assert.Equal(t, "Welcome: {##confirm##}", aws.ToString(template.EmailMessageByLink))
		assert.Equal(t, "Welcome", aws.ToString(template.EmailSubjectByLink))
		assert.Equal(t, "Orders: {####}", aws.ToString(template.SmsMessage))
	})
	t.Run("passwords", func(t *testing.T) {
		policy := pool.Policies.PasswordPolicy
		assert.EqualValues(t, 16, aws.ToInt32(policy.MinimumLength))
		assert.False(t, policy.RequireSymbols)
		assert.EqualValues(t, 5, aws.ToInt32(policy.PasswordHistorySize))
		assert.EqualValues(t, 2, policy.TemporaryPasswordValidityDays)
	})
	t.Run("account recovery", func(t *testing.T) {
		var names []types.RecoveryOptionNameType
		for _, mechanism := range pool.AccountRecoverySetting.RecoveryMechanisms {
			names = append(names, mechanism.Name)
		}
		assert.Equal(t, []types.RecoveryOptionNameType{types.RecoveryOptionNameTypeAdminOnly}, names)
	})
	t.Run("invitations", func(t *testing.T) {
		config := pool.AdminCreateUserConfig
		assert.False(t, config.AllowAdminCreateUserOnly)
		require.NotNil(t, config.InviteMessageTemplate)
		assert.Equal(t, "You are {username}, with {####}", aws.ToString(config.InviteMessageTemplate.EmailMessage))
	})
	t.Run("Lambda triggers", func(t *testing.T) {
		config := pool.LambdaConfig
		for name, arn := range map[string]*string{
			"pre-sign-up": config.PreSignUp, "post-confirmation": config.PostConfirmation, "pre-authentication": config.PreAuthentication,
			"post-authentication": config.PostAuthentication, "custom-message": config.CustomMessage, "user-migration": config.UserMigration,
			"define": config.DefineAuthChallenge, "create": config.CreateAuthChallenge, "verify": config.VerifyAuthChallengeResponse,
			"claims": config.PreTokenGenerationConfig.LambdaArn,
		} {
			assert.Equal(t, lambda+name, aws.ToString(arn))
		}
		assert.Equal(t, types.PreTokenGenerationLambdaVersionTypeV30, config.PreTokenGenerationConfig.LambdaVersion)
	})
	t.Run("tags", func(t *testing.T) {
		assert.Equal(t, map[string]string{"team": "orders", "cost-center": "1234"}, pool.UserPoolTags)
	})
	t.Run("managed login", func(t *testing.T) {
		domain, err := d.API().DescribeUserPoolDomain(t.Context(), &cognitoidentityprovider.DescribeUserPoolDomainInput{Domain: aws.String(d.Prefix)})
		require.NoError(t, err)
		assert.EqualValues(t, 2, aws.ToInt32(domain.DomainDescription.ManagedLoginVersion))
		// A client without a branding style has no login page.
		_, err = d.Application(t, "web").NewBrowser().SignIn(t.Context(), login.Credentials{Username: "ada", Password: "-"})
		var page *login.UnknownPageError
		require.ErrorAs(t, err, &page)
		assert.Equal(t, "managed login (version 2) without a branding style for this app client", page.Hint)
	})

	web := d.DescribeClient(t, "web")
	t.Run("read and write attributes", func(t *testing.T) {
		assert.ElementsMatch(t, []string{"email", "email_verified", "name", "custom:team"}, web.ReadAttributes)
		assert.ElementsMatch(t, []string{"name", "email"}, web.WriteAttributes)
	})
	t.Run("user existence errors", func(t *testing.T) {
		assert.Equal(t, types.PreventUserExistenceErrorTypesLegacy, web.PreventUserExistenceErrors)
	})
	t.Run("default redirect URI", func(t *testing.T) {
		assert.Equal(t, deploy.CallbackURL, aws.ToString(web.DefaultRedirectURI))
	})
	t.Run("revocation", func(t *testing.T) {
		assert.False(t, aws.ToBool(web.EnableTokenRevocation))
		assert.False(t, d.Outputs.RefreshContract["web"].Revocation)
	})
	t.Run("sign-in through the API", func(t *testing.T) {
		assert.EqualValues(t, 15, aws.ToInt32(web.AuthSessionValidity))
		assert.True(t, aws.ToBool(web.EnablePropagateAdditionalUserContextData))
		assert.ElementsMatch(t, []types.ExplicitAuthFlowsType{
			types.ExplicitAuthFlowsTypeAllowUserSrpAuth, types.ExplicitAuthFlowsTypeAllowUserPasswordAuth,
			types.ExplicitAuthFlowsTypeAllowCustomAuth, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth,
		}, web.ExplicitAuthFlows)
	})
	t.Run("SAML and social identity providers", func(t *testing.T) {
		assert.Equal(t, []string{"Amazon-SAML", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple"}, d.Outputs.IdentityProviderNames)
		for name, want := range map[string]types.IdentityProviderTypeType{
			"Amazon-SAML": types.IdentityProviderTypeTypeSaml, "Google": types.IdentityProviderTypeTypeGoogle, "Facebook": types.IdentityProviderTypeTypeFacebook,
			"LoginWithAmazon": types.IdentityProviderTypeTypeLoginWithAmazon, "SignInWithApple": types.IdentityProviderTypeTypeSignInWithApple,
		} {
			described, err := d.API().DescribeIdentityProvider(t.Context(), &cognitoidentityprovider.DescribeIdentityProviderInput{
				UserPoolId: aws.String(d.Outputs.UserPoolID), ProviderName: aws.String(name),
			})
			require.NoError(t, err, name)
			assert.Equal(t, want, described.IdentityProvider.ProviderType, name)
		}
	})

	t.Run("hashicorp/terraform-provider-aws#13582: another key of Apple replaces the provider, and the plan does not show the key", func(t *testing.T) {
		inputs := featuredPool(t)
		inputs["identity_provider_secrets"].(object)["SignInWithApple"] = "-----BEGIN PRIVATE KEY-----\nANOTHER-KEY\n-----END PRIVATE KEY-----"
		done := timing.Spend(t, timing.Terraform)
		output, err := terraform.PlanContextE(t, t.Context(), d.OptionsWith(t, object{"inputs": inputs}))
		done()
		require.NoError(t, err)
		assert.Contains(t, output, `["SignInWithApple"].aws_cognito_identity_provider.this will be replaced due to changes in replace_triggered_by`)
		if strings.Contains(output, "ANOTHER-KEY") { // assert.NotContains would print the key
			t.Error("the plan shows the key")
		}
	})

	t.Run("deletion protection", func(t *testing.T) {
		d.Apply(t, object{"deletion_protection": "ACTIVE"})
		assert.Equal(t, types.DeletionProtectionTypeActive, d.DescribePool(t).DeletionProtection)
		_, err := d.API().DeleteUserPool(t.Context(), &cognitoidentityprovider.DeleteUserPoolInput{UserPoolId: aws.String(d.Outputs.UserPoolID)})
		require.ErrorContains(t, err, "deletion protection is activated")
		d.Apply(t, object{"deletion_protection": "INACTIVE"})
	})
}

func featuredPool(t *testing.T) object {
	t.Helper()
	saml, err := os.ReadFile("testdata/roots/federated-providers/northwind-metadata.xml")
	require.NoError(t, err)
	return object{
		"sign_in": object{
			"username_attributes": []string{}, "alias_attributes": []string{"email", "phone_number", "preferred_username"}, "case_sensitive": true,
		},
		"attributes": object{"team": object{}},
		"verification": object{
			"auto_verified_attributes": []string{"email", "phone_number"}, "required_before_update": []string{"email"},
			"default_email_option": "CONFIRM_WITH_LINK", "email_subject_by_link": "Welcome", "email_message_by_link": "Welcome: {##confirm##}",
			"sms_message": "Orders: {####}",
		},
		"sms": object{"sns_caller_arn": smsRole, "external_id": "orders"},
		"password_policy": object{
			"minimum_length": 16, "require_symbols": false, "password_history_size": 5, "temporary_password_validity_days": 2,
		},
		"account_recovery":  []string{"admin_only"},
		"admin_create_user": object{"only": false, "email_subject": "Welcome", "email_message": "You are {username}, with {####}"},
		"lambda_triggers": object{
			"pre_sign_up": lambda + "pre-sign-up", "post_confirmation": lambda + "post-confirmation",
			"pre_authentication": lambda + "pre-authentication", "post_authentication": lambda + "post-authentication",
			"custom_message": lambda + "custom-message", "user_migration": lambda + "user-migration",
			"define_auth_challenge": lambda + "define", "create_auth_challenge": lambda + "create", "verify_auth_challenge_response": lambda + "verify",
			"pre_token_generation": object{"lambda_arn": lambda + "claims", "lambda_version": "V3_0"},
		},
		"tags":                  object{"team": "orders", "cost-center": "1234"},
		"managed_login_version": 2,
		"identity_providers": object{
			"Google":          object{"type": "Google", "client_id": "g", "authorize_scopes": []string{"openid", "email"}, "attribute_mapping": object{"email": "email"}},
			"Facebook":        object{"type": "Facebook", "client_id": "f", "authorize_scopes": []string{"public_profile", "email"}, "facebook_api_version": "v21.0", "attribute_mapping": object{"email": "email"}},
			"LoginWithAmazon": object{"type": "LoginWithAmazon", "client_id": "a", "authorize_scopes": []string{"profile"}, "attribute_mapping": object{"email": "email"}},
			"SignInWithApple": object{"type": "SignInWithApple", "client_id": "com.example.orders", "authorize_scopes": []string{"email"}, "apple": object{"team_id": "ABCDE12345", "key_id": "ABCDE67890"}, "attribute_mapping": object{"email": "email"}},
			"Amazon-SAML":     object{"type": "SAML", "saml": object{"metadata_file": string(saml)}, "attribute_mapping": object{"email": "mail"}},
		},
		"identity_provider_secrets": object{
			"Google": "g-secret", "Facebook": "f-secret", "LoginWithAmazon": "a-secret",
			"SignInWithApple": "-----BEGIN PRIVATE KEY-----\nMIGTAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----",
		},
	}
}

func featuredClients() object {
	return object{"web": deploy.Client(object{
		"default_redirect_uri": deploy.CallbackURL, "supported_identity_providers": []string{"COGNITO", "Google", "Amazon-SAML"},
		"read_attributes": []string{"email", "email_verified", "name", "custom:team"}, "write_attributes": []string{"name", "email"},
		"prevent_user_existence_errors": "LEGACY", "enable_propagate_additional_user_context_data": true,
		"auth_session_validity": 15, "explicit_auth_flows": []string{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH"},
		"refresh": object{"revocation": false},
	})}
}
