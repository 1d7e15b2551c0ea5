package test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/gruntwork-io/terratest/modules/terraform"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// The tests of this file check how the modules handle defects of the provider. The name of each subtest contains the number
// of the upstream issue. d.Apply fails if the plan after it is not empty.

// object is an HCL object.
type object = map[string]any

func TestProviderTrapsOfRotation(t *testing.T) {
	t.Parallel()
	rotation := func(on bool, more object) object {
		refresh := object{"rotation": on}
		maps.Copy(refresh, more)
		return object{"web": deploy.Client(object{"refresh": refresh})}
	}
	d := deploy.Environment(t, rotation(true, nil), nil)
	rotates := func(t *testing.T, on bool, grace int32) {
		t.Helper()
		web := d.DescribeClient(t, "web")
		assert.Equal(t, !on, hasFlow(web, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth), "ALLOW_REFRESH_TOKEN_AUTH with rotation %t", on)
		require.NotNil(t, web.RefreshTokenRotation)
		assert.Equal(t, on, web.RefreshTokenRotation.Feature == types.FeatureTypeEnabled)
		assert.Equal(t, grace, aws.ToInt32(web.RefreshTokenRotation.RetryGracePeriodSeconds))
	}
	rotates(t, true, 10)
	d.AssertEmptyPlan(t)
	id := d.Outputs.ClientIDs["web"]

	t.Run("hashicorp/terraform-provider-aws#43531 #47554: rotation is switched off", func(t *testing.T) {
		d.Apply(t, object{"clients": rotation(false, nil)})
		rotates(t, false, 0)
	})
	t.Run("hashicorp/terraform-provider-aws#47196: rotation is switched on again, and the flows change with it", func(t *testing.T) {
		d.Apply(t, object{"clients": rotation(true, nil)})
		rotates(t, true, 10)
	})
	t.Run("hashicorp/terraform-provider-aws#45646: without a grace period", func(t *testing.T) {
		d.Apply(t, object{"clients": rotation(true, object{"retry_grace_period_seconds": 0})})
		rotates(t, true, 0)
	})
	assert.Equal(t, id, d.Outputs.ClientIDs["web"], "the client is never replaced")
}

func hasFlow(client *types.UserPoolClientType, flow types.ExplicitAuthFlowsType) bool {
	return slices.Contains(client.ExplicitAuthFlows, flow)
}

func TestProviderTrapsOfClients(t *testing.T) {
	t.Parallel()
	const api = "https://orders.example.com"
	servers := object{api: object{"scopes": object{"read": "Read orders"}}}
	d := deploy.Environment(t, object{
		"a": deploy.Client(object{"scopes": []string{"openid", api + "/read"}}),
		"b": deploy.Client(object{"logout_urls": []string{deploy.LogoutURL}, "explicit_auth_flows": []string{"ALLOW_USER_PASSWORD_AUTH"}, "read_attributes": []string{"email"}, "write_attributes": []string{"email"}}),
		"c": deploy.Client(object{"access_token": object{"validity": 2, "unit": "hours"}}),
	}, object{"resource_servers": servers})

	d.AssertEmptyPlan(t)

	t.Run("lgallard/terraform-aws-cognito-user-pool#68: each validity is sent with its unit", func(t *testing.T) {
		for _, key := range []string{"a", "c"} {
			units := d.DescribeClient(t, key).TokenValidityUnits
			require.NotNil(t, units, key)
			assert.NotEmpty(t, units.AccessToken, key)
			assert.NotEmpty(t, units.IdToken, key)
			assert.NotEmpty(t, units.RefreshToken, key)
		}
		d.Apply(t, object{"clients": object{
			"a": deploy.Client(object{"scopes": []string{"openid", api + "/read"}}),
			"b": deploy.Client(object{"logout_urls": []string{deploy.LogoutURL}, "explicit_auth_flows": []string{"ALLOW_USER_PASSWORD_AUTH"}, "read_attributes": []string{"email"}, "write_attributes": []string{"email"}}),
			"c": deploy.Client(object{"access_token": object{"validity": 7200, "unit": "seconds"}, "refresh": object{"validity": 180, "unit": "minutes"}, "id_token": object{"validity": 90}}),
		}})
		c := d.DescribeClient(t, "c")
		assert.EqualValues(t, 7200, aws.ToInt32(c.AccessTokenValidity))
		assert.EqualValues(t, 180, c.RefreshTokenValidity)
	})

	t.Run("an argument that is removed from the configuration is cleared in Cognito", func(t *testing.T) {
		require.NotEmpty(t, d.DescribeClient(t, "b").LogoutURLs)
		require.Contains(t, d.DescribeClient(t, "b").WriteAttributes, "email")
		d.Apply(t, object{"clients": object{
			"a": deploy.Client(object{"scopes": []string{"openid", api + "/read"}}), "b": deploy.Client(nil), "c": deploy.Client(nil),
		}})
		b := d.DescribeClient(t, "b")
		assert.Empty(t, b.LogoutURLs)
		assert.False(t, hasFlow(b, types.ExplicitAuthFlowsTypeAllowUserPasswordAuth))
		assert.NotContains(t, b.ReadAttributes, "email")
		assert.NotContains(t, b.WriteAttributes, "email")
	})

	t.Run("lgallard/terraform-aws-cognito-user-pool#163: removing a client does not change the other clients", func(t *testing.T) {
		without := object{"a": deploy.Client(object{"scopes": []string{"openid", api + "/read"}}), "c": deploy.Client(nil)}
		changes := map[string]tfjson.Actions{}
		for _, change := range d.Plan(t, object{"clients": without}).ResourceChanges {
			if !change.Change.Actions.NoOp() && change.Mode == tfjson.ManagedResourceMode {
				changes[change.Address] = change.Change.Actions
			}
		}
		assert.Equal(t, map[string]tfjson.Actions{
			`module.cognito.module.user_pool_client["b"].aws_cognito_user_pool_client.this`: {tfjson.ActionDelete},
		}, changes)
		a, c := d.Outputs.ClientIDs["a"], d.Outputs.ClientIDs["c"]
		d.Apply(t, object{"clients": without})
		assert.Equal(t, map[string]string{"a": a, "c": c}, d.Outputs.ClientIDs)
	})

	t.Run("a scope is created before a client refers to it, and deleted after it", func(t *testing.T) {
		servers[api] = object{"scopes": object{"read": "Read orders", "write": "Place orders"}}
		d.Apply(t, object{
			"inputs":  object{"resource_servers": servers},
			"clients": object{"a": deploy.Client(object{"scopes": []string{"openid", api + "/write"}}), "c": deploy.Client(object{"scopes": []string{"openid", api + "/write"}})},
		})
		servers = object{}
		d.Apply(t, object{"inputs": object{"resource_servers": servers}, "clients": object{"a": deploy.Client(nil), "c": deploy.Client(nil)}})
	})
}

const (
	lambda  = "arn:aws:lambda:us-east-1:123456789012:function:"
	kmsKey  = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"
	smsRole = "arn:aws:iam::123456789012:role/cognito-sms"
	sesMail = "arn:aws:ses:us-east-1:123456789012:identity/example.com"
)

func TestProviderTrapsOfPools(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "the Lambda functions do not exist")
	// The first apply sets every setting. A later one removes all of them.
	d := deploy.Environment(t, nil, object{
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

	d.AssertEmptyPlan(t)
	all := d.DescribePool(t)
	assert.NotNil(t, all.DeviceConfiguration)
	if assert.NotNil(t, all.UserPoolAddOns) {
		assert.Equal(t, types.AdvancedSecurityModeTypeEnforced, all.UserPoolAddOns.AdvancedSecurityMode)
	}
	if assert.NotNil(t, all.UsernameConfiguration) {
		assert.False(t, aws.ToBool(all.UsernameConfiguration.CaseSensitive))
	}
	assert.Equal(t, types.EmailSendingAccountTypeDeveloper, all.EmailConfiguration.EmailSendingAccount)
	assert.Contains(t, all.Policies.SignInPolicy.AllowedFirstAuthFactors, types.AuthFactorTypeWebAuthn)

	t.Run("hashicorp/terraform-provider-aws#21654 #38224: attributes of every type cause no permanent diff", func(t *testing.T) {
		attributes := map[string]types.SchemaAttributeType{}
		for _, attribute := range d.DescribePool(t).SchemaAttributes {
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

	t.Run("hashicorp/terraform-provider-aws#38096: an attribute is added later, and the SES identity is removed", func(t *testing.T) {
		inputs := d.Vars["inputs"].(object)
		delete(inputs, "email")
		inputs["attributes"].(object)["cost_center"] = object{}
		id := d.Outputs.UserPoolID
		d.Apply(t, object{"inputs": inputs})
		assert.Equal(t, id, d.Outputs.UserPoolID)
		assert.Equal(t, types.EmailSendingAccountTypeCognitoDefault, d.DescribePool(t).EmailConfiguration.EmailSendingAccount)
	})

	t.Run("hashicorp/terraform-provider-aws#34904: removed settings are removed in Cognito, and the next plan is empty", func(t *testing.T) {
		attributes := d.Vars["inputs"].(object)["attributes"]
		d.Apply(t, object{"inputs": object{"attributes": attributes}})
		pool := d.DescribePool(t)
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
		policy := d.DescribePool(t).Policies.PasswordPolicy
		require.NotNil(t, policy)
		assert.EqualValues(t, 7, policy.TemporaryPasswordValidityDays)
	})
}

// Cognito accepts a second factor only if its sender exists. One apply configures both.
func TestProviderTrapsOfMessages(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "the senders do not exist")
	d := deploy.Environment(t, nil, object{
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
	d.AssertEmptyPlan(t)

	t.Run("hashicorp/terraform-provider-aws#41049: senders and factors are switched on together", func(t *testing.T) {
		config, err := d.API().GetUserPoolMfaConfig(t.Context(), &cognitoidentityprovider.GetUserPoolMfaConfigInput{UserPoolId: aws.String(d.Outputs.UserPoolID)})
		require.NoError(t, err)
		require.NotNil(t, config.SmsMfaConfiguration)
		assert.Equal(t, "Your code is {####}", aws.ToString(config.SmsMfaConfiguration.SmsAuthenticationMessage))
		require.NotNil(t, config.EmailMfaConfiguration)
		assert.Equal(t, "Your code", aws.ToString(config.EmailMfaConfiguration.Subject))
		pool := d.DescribePool(t)
		assert.Equal(t, types.EmailSendingAccountTypeDeveloper, pool.EmailConfiguration.EmailSendingAccount)
		assert.Equal(t, smsRole, aws.ToString(pool.SmsConfiguration.SnsCallerArn))
		assert.Equal(t, kmsKey, aws.ToString(pool.LambdaConfig.KMSKeyID))
	})
	t.Run("hashicorp/terraform-provider-aws#45529: removals that the provider ignores are rejected at plan", func(t *testing.T) {
		without := func(name string) object {
			inputs := object{}
			for key, value := range d.Vars["inputs"].(object) {
				if key != name {
					inputs[key] = value
				}
			}
			return inputs
		}
		triggers := object{"pre_sign_up": lambda + "check", "pre_token_generation": object{"lambda_arn": lambda + "claims"}}
		inputs := without("lambda_triggers")
		inputs["lambda_triggers"] = triggers
		d.Apply(t, object{"inputs": inputs})
		fewer := without("lambda_triggers")
		fewer["lambda_triggers"] = object{"pre_sign_up": lambda + "check"}
		assert.Contains(t, d.PlanError(t, object{"inputs": fewer}), "lambda_triggers.pre_token_generation: the provider cannot remove it while other triggers remain")

		silent := without("sms")
		silent["mfa"] = object{"configuration": "OPTIONAL", "email": object{"subject": "Your code", "message": "Your code is {####}"}}
		assert.Contains(t, d.PlanError(t, object{"inputs": silent}), "sms: the provider cannot remove it")
	})
	t.Run("the custom senders are removed", func(t *testing.T) {
		inputs := d.Vars["inputs"].(object)
		delete(inputs, "lambda_triggers")
		d.Apply(t, object{"inputs": inputs})
		if config := d.DescribePool(t).LambdaConfig; config != nil {
			assert.Nil(t, config.CustomEmailSender)
			assert.Nil(t, config.CustomSMSSender)
		}
	})
}

// TestProviderTrapsOfVerifiedPhoneNumbers: while MFA is off, the provider calls SetUserPoolMfaConfig without the SMS
// settings, which Cognito rejects on a pool that verifies phone numbers (hashicorp/terraform-provider-aws#28294). The
// README of modules/user-pool has the workaround.
func TestProviderTrapsOfVerifiedPhoneNumbers(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "the senders do not exist")
	inputs := func(externalID, verified string, more object) object {
		in := object{
			"sms":          object{"sns_caller_arn": smsRole, "external_id": externalID},
			"verification": object{"auto_verified_attributes": []string{verified}},
		}
		maps.Copy(in, more)
		return object{"inputs": in}
	}
	bySMS := object{"mfa": object{"configuration": "OPTIONAL", "sms_message": "Your code is {####}"}}
	d := deploy.Environment(t, nil, inputs("orders", "phone_number", nil)["inputs"].(object))
	externalID := func() string { return aws.ToString(d.DescribePool(t).SmsConfiguration.ExternalId) }
	rejected := func(t *testing.T, vars object) {
		t.Helper()
		output, err := terraform.ApplyContextE(t, t.Context(), d.OptionsWith(t, vars))
		require.Error(t, err)
		assert.Contains(t, strings.Join(strings.Fields(output), " "), "SMS configuration is required when phone_number is selected for auto verification")
	}

	t.Run("another external ID is rejected and changes nothing", func(t *testing.T) {
		rejected(t, inputs("orders-2", "phone_number", nil))
		rejected(t, inputs("orders-2", "email", nil)) // the provider sets MFA before it removes the phone number
		assert.Equal(t, "orders", externalID())
		d.AssertEmptyPlan(t)
	})
	t.Run("two applies change it", func(t *testing.T) {
		d.Apply(t, inputs("orders", "email", nil))
		d.Apply(t, inputs("orders-2", "phone_number", nil))
		assert.Equal(t, "orders-2", externalID())
	})
	t.Run("with MFA by SMS, one apply is enough", func(t *testing.T) {
		d.Apply(t, inputs("orders-2", "phone_number", bySMS))
		d.Apply(t, inputs("orders-3", "phone_number", bySMS))
		assert.Equal(t, "orders-3", externalID())
	})
	t.Run("turning MFA off requires two applies, too", func(t *testing.T) {
		rejected(t, inputs("orders-3", "phone_number", nil))
		d.Apply(t, inputs("orders-3", "email", bySMS))
		d.Apply(t, inputs("orders-3", "phone_number", nil))
	})
}
