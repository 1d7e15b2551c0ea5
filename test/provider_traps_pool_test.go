package test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	lambda  = "arn:aws:lambda:us-east-1:123456789012:function:"
	kmsKey  = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"
	smsRole = "arn:aws:iam::123456789012:role/cognito-sms"
	sesMail = "arn:aws:ses:us-east-1:123456789012:identity/example.com"
)

func TestProviderTrapsOfPools(t *testing.T) {
	t.Parallel()
	standInOnly(t, "its functions do not exist")
	// Every setting once, and then none of them.
	d := environmentWith(t, nil, object{
		"attributes": object{
			"team":       object{"max_length": 64},
			"seats":      object{"type": "Number", "min_value": 0, "max_value": 100},
			"joined":     object{"type": "DateTime"},
			"trial":      object{"type": "Boolean", "mutable": false},
			"given_name": object{"required": true},
			"nickname":   object{},
			"birthdate":  object{},
			"updated_at": object{"type": "Number"},
		},
		"sign_in":         object{"allowed_first_auth_factors": []string{"PASSWORD", "WEB_AUTHN"}},
		"verification":    object{"required_before_update": []string{"email"}, "default_email_option": "CONFIRM_WITH_LINK"},
		"email":           object{"source_arn": sesMail, "from_email_address": "orders@example.com"},
		"lambda_triggers": object{"pre_sign_up": lambda + "check", "pre_token_generation": object{"lambda_arn": lambda + "claims"}},
		"mfa":             object{"configuration": "OPTIONAL"},
		"password_policy": object{"temporary_password_validity_days": 3},
		"user_pool_tier":  "PLUS",
		"threat_protection": object{
			"advanced_security_mode": "ENFORCED",
		},
		"device_configuration": object{},
	})

	d.planIsEmpty(t)
	all := d.describePool(t)
	assert.NotNil(t, all.DeviceConfiguration)
	if assert.NotNil(t, all.UserPoolAddOns) {
		assert.Equal(t, types.AdvancedSecurityModeTypeEnforced, all.UserPoolAddOns.AdvancedSecurityMode)
	}
	if assert.NotNil(t, all.UsernameConfiguration) {
		assert.False(t, aws.ToBool(all.UsernameConfiguration.CaseSensitive))
	}
	assert.Equal(t, types.EmailSendingAccountTypeDeveloper, all.EmailConfiguration.EmailSendingAccount)
	assert.Contains(t, all.Policies.SignInPolicy.AllowedFirstAuthFactors, types.AuthFactorTypeWebAuthn)

	t.Run("hashicorp/terraform-provider-aws#21654 #38224: attributes of every type settle", func(t *testing.T) {
		attributes := map[string]types.SchemaAttributeType{}
		for _, attribute := range d.describePool(t).SchemaAttributes {
			attributes[aws.ToString(attribute.Name)] = attribute
		}
		assert.Equal(t, types.AttributeDataTypeString, attributes["custom:team"].AttributeDataType)
		assert.Equal(t, "64", aws.ToString(attributes["custom:team"].StringAttributeConstraints.MaxLength))
		assert.Equal(t, types.AttributeDataTypeNumber, attributes["custom:seats"].AttributeDataType)
		assert.Equal(t, "100", aws.ToString(attributes["custom:seats"].NumberAttributeConstraints.MaxValue))
		assert.Equal(t, types.AttributeDataTypeDatetime, attributes["custom:joined"].AttributeDataType)
		assert.Equal(t, types.AttributeDataTypeBoolean, attributes["custom:trial"].AttributeDataType)
		assert.False(t, aws.ToBool(attributes["custom:trial"].Mutable))
		assert.True(t, aws.ToBool(attributes["given_name"].Required))
	})

	t.Run("hashicorp/terraform-provider-aws#38096: an attribute is added later, and the SES identity taken away", func(t *testing.T) {
		inputs := d.vars["inputs"].(object)
		delete(inputs, "email")
		inputs["attributes"].(object)["cost_center"] = object{}
		id := d.outputs.UserPoolID
		d.apply(t, object{"inputs": inputs})
		assert.Equal(t, id, d.outputs.UserPoolID)
		assert.Equal(t, types.EmailSendingAccountTypeCognitoDefault, d.describePool(t).EmailConfiguration.EmailSendingAccount)
	})

	t.Run("hashicorp/terraform-provider-aws#34904: and what is taken away is gone, without a plan that never ends", func(t *testing.T) {
		attributes := d.vars["inputs"].(object)["attributes"]
		d.apply(t, object{"inputs": object{"attributes": attributes}})
		pool := d.describePool(t)
		if settings := pool.UserAttributeUpdateSettings; settings != nil {
			assert.Empty(t, settings.AttributesRequireVerificationBeforeUpdate)
		}
		if pool.LambdaConfig != nil {
			assert.Empty(t, aws.ToString(pool.LambdaConfig.PreSignUp))
			assert.Nil(t, pool.LambdaConfig.PreTokenGenerationConfig)
		}
		if pool.UserPoolAddOns != nil {
			assert.Equal(t, types.AdvancedSecurityModeTypeOff, pool.UserPoolAddOns.AdvancedSecurityMode)
		}
		assert.Equal(t, types.UserPoolMfaTypeOff, pool.MfaConfiguration)
		assert.Equal(t, types.UserPoolTierTypeEssentials, pool.UserPoolTier)
		assert.Equal(t, []types.AuthFactorType{types.AuthFactorTypePassword}, pool.Policies.SignInPolicy.AllowedFirstAuthFactors)
		assert.Equal(t, types.DefaultEmailOptionTypeConfirmWithCode, pool.VerificationMessageTemplate.DefaultEmailOption)
		assert.Nil(t, pool.DeviceConfiguration)
	})

	t.Run("hashicorp/terraform-provider-aws#8827: the validity of temporary passwords is always sent", func(t *testing.T) {
		policy := d.describePool(t).Policies.PasswordPolicy
		require.NotNil(t, policy)
		assert.EqualValues(t, 7, policy.TemporaryPasswordValidityDays)
	})
}

// Cognito takes a second factor only once its sender is there; one apply brings both.
func TestProviderTrapsOfMessages(t *testing.T) {
	t.Parallel()
	standInOnly(t, "its senders do not exist")
	d := environmentWith(t, nil, object{
		"sms":   object{"sns_caller_arn": smsRole, "external_id": "orders"},
		"email": object{"source_arn": sesMail, "from_email_address": "Orders <orders@example.com>"},
		"mfa": object{
			"configuration": "OPTIONAL",
			"sms_message":   "Your code is {####}",
			"email":         object{"subject": "Your code", "message": "Your code is {####}"},
		},
		"account_recovery": []string{"verified_email", "verified_phone_number"},
		"lambda_triggers": object{
			"custom_email_sender": object{"lambda_arn": lambda + "mail"},
			"custom_sms_sender":   object{"lambda_arn": lambda + "text"},
			"kms_key_id":          kmsKey,
		},
	})
	d.planIsEmpty(t)

	t.Run("hashicorp/terraform-provider-aws#41049: senders and factors are switched on together", func(t *testing.T) {
		config, err := d.sdk().GetUserPoolMfaConfig(t.Context(), &cognitoidentityprovider.GetUserPoolMfaConfigInput{UserPoolId: aws.String(d.outputs.UserPoolID)})
		require.NoError(t, err)
		require.NotNil(t, config.SmsMfaConfiguration)
		assert.Equal(t, "Your code is {####}", aws.ToString(config.SmsMfaConfiguration.SmsAuthenticationMessage))
		require.NotNil(t, config.EmailMfaConfiguration)
		assert.Equal(t, "Your code", aws.ToString(config.EmailMfaConfiguration.Subject))
		pool := d.describePool(t)
		assert.Equal(t, types.EmailSendingAccountTypeDeveloper, pool.EmailConfiguration.EmailSendingAccount)
		assert.Equal(t, smsRole, aws.ToString(pool.SmsConfiguration.SnsCallerArn))
		assert.Equal(t, kmsKey, aws.ToString(pool.LambdaConfig.KMSKeyID))
	})
	t.Run("hashicorp/terraform-provider-aws#45529: what the provider would silently keep is refused at plan", func(t *testing.T) {
		without := func(name string) object {
			inputs := object{}
			for key, value := range d.vars["inputs"].(object) {
				if key != name {
					inputs[key] = value
				}
			}
			return inputs
		}
		triggers := object{"pre_sign_up": lambda + "check", "pre_token_generation": object{"lambda_arn": lambda + "claims"}}
		inputs := without("lambda_triggers")
		inputs["lambda_triggers"] = triggers
		d.apply(t, object{"inputs": inputs})
		fewer := without("lambda_triggers")
		fewer["lambda_triggers"] = object{"pre_sign_up": lambda + "check"}
		assert.Contains(t, d.planFails(t, object{"inputs": fewer}), "lambda_triggers.pre_token_generation: the provider cannot remove it while other triggers remain")

		silent := without("sms")
		silent["mfa"] = object{"configuration": "OPTIONAL", "email": object{"subject": "Your code", "message": "Your code is {####}"}}
		assert.Contains(t, d.planFails(t, object{"inputs": silent}), "sms: the provider cannot remove it")
	})
	t.Run("the senders of one's own are taken away", func(t *testing.T) {
		inputs := d.vars["inputs"].(object)
		delete(inputs, "lambda_triggers")
		d.apply(t, object{"inputs": inputs})
		if config := d.describePool(t).LambdaConfig; config != nil {
			assert.Nil(t, config.CustomEmailSender)
			assert.Nil(t, config.CustomSMSSender)
		}
	})
}
