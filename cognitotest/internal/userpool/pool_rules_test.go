package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const testRole = "arn:aws:iam::123456789012:role/sms"

// The rules combine settings of a pool. Each invalid row differs from a valid row in one setting.
func TestPoolRules(t *testing.T) {
	t.Parallel()
	mechanism := func(name string, priority int) RecoveryMechanism {
		return RecoveryMechanism{Name: name, Priority: priority}
	}
	sms := &SMSSender{CallerARN: testRole}
	ses := EmailSender{Account: "DEVELOPER", SourceARN: "arn:aws:ses:eu-west-1:123456789012:identity/example.com"}
	preferred := []SchemaAttribute{{Name: "preferred_username", DataType: "String", Required: true}}
	tests := []struct {
		name string
		pool Pool
		want string
	}{
		{"no setting", Pool{}, ""},

		{"aliases", Pool{AliasAttributes: []string{"email"}}, ""},
		{"username attributes", Pool{UsernameAttributes: []string{"email"}}, ""},
		{
			"aliases and username attributes", Pool{AliasAttributes: []string{"email"}, UsernameAttributes: []string{"email"}},
			"InvalidParameterException: Only one of the aliasAttributes or usernameAttributes can be set in a User pool.",
		},
		{"required preferred_username", Pool{Schema: preferred, AliasAttributes: []string{"email"}}, ""},
		{"preferred_username as alias", Pool{AliasAttributes: []string{"preferred_username"}}, ""},
		{
			"required preferred_username as alias", Pool{Schema: preferred, AliasAttributes: []string{"preferred_username"}},
			"InvalidParameterException: preferred_username cannot be both required and an alias.",
		},
		{"first factors with a password", Pool{PoolSettings: PoolSettings{AllowedFirstAuthFactors: []string{"EMAIL_OTP", "PASSWORD"}}}, ""},
		{
			"first factors without a password", Pool{PoolSettings: PoolSettings{AllowedFirstAuthFactors: []string{"EMAIL_OTP"}}},
			"InvalidParameterException: Password should be configured as one of the allowed first auth factors.",
		},

		{"verification before an update", Pool{PoolSettings: PoolSettings{AutoVerifiedAttributes: []string{"email"}, VerifyBeforeUpdate: []string{"email"}}}, ""},
		{
			"verification before an update without automatic verification", Pool{PoolSettings: PoolSettings{AutoVerifiedAttributes: []string{"email"}, VerifyBeforeUpdate: []string{"email", "phone_number"}}},
			"InvalidParameterException: All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes",
		},
		{"verification of phone numbers", Pool{PoolSettings: PoolSettings{AutoVerifiedAttributes: []string{"phone_number"}, SMS: sms}}, ""},
		{
			"verification of phone numbers without a sender", Pool{PoolSettings: PoolSettings{AutoVerifiedAttributes: []string{"phone_number"}}},
			"InvalidParameterException: SMS configuration is required when phone_number is selected for auto verification",
		},

		{"UnusedAccountValidityDays", Pool{PoolSettings: PoolSettings{UnusedAccountValidityDays: new(7)}}, ""},
		{"TemporaryPasswordValidityDays", Pool{PoolSettings: PoolSettings{PasswordPolicy: PasswordPolicy{TemporaryPasswordValidityDays: 7}}}, ""},
		{
			"both settings of temporary passwords", Pool{PoolSettings: PoolSettings{UnusedAccountValidityDays: new(0), PasswordPolicy: PasswordPolicy{TemporaryPasswordValidityDays: 1}}},
			"InvalidParameterException: Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays",
		},

		{"recovery", Pool{PoolSettings: PoolSettings{Recovery: []RecoveryMechanism{mechanism("verified_email", 1), mechanism("verified_phone_number", 2)}}}, ""},
		{"recovery by administrators", Pool{PoolSettings: PoolSettings{Recovery: []RecoveryMechanism{mechanism("admin_only", 1)}}}, ""},
		{
			"recovery by administrators and email", Pool{PoolSettings: PoolSettings{Recovery: []RecoveryMechanism{mechanism("admin_only", 1), mechanism("verified_email", 2)}}},
			"InvalidParameterException: Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.",
		},
		{
			"recovery with a priority twice", Pool{PoolSettings: PoolSettings{Recovery: []RecoveryMechanism{mechanism("verified_email", 1), mechanism("verified_phone_number", 1)}}},
			"InvalidParameterException: Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.",
		},
		{
			"recovery with a mechanism twice", Pool{PoolSettings: PoolSettings{Recovery: []RecoveryMechanism{mechanism("verified_email", 1), mechanism("verified_email", 2)}}},
			"InvalidParameterException: Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.",
		},

		{"sender of emails", Pool{PoolSettings: PoolSettings{Email: ses}}, ""},
		{"sender of the service", Pool{PoolSettings: PoolSettings{Email: EmailSender{Account: "COGNITO_DEFAULT"}}}, ""},
		{"SES without an identity", Pool{PoolSettings: PoolSettings{Email: EmailSender{Account: "DEVELOPER"}}}, "InvalidParameterException: Source ARN is required to use DEVELOPER email sending owner"},
		{
			"identity for the sender of the service", Pool{PoolSettings: PoolSettings{Email: EmailSender{Account: "COGNITO_DEFAULT", SourceARN: ses.SourceARN}}},
			"InvalidParameterException: Cognito is not allowed to use your email identity",
		},
		{
			"SES in another region", Pool{PoolSettings: PoolSettings{Email: EmailSender{Account: "DEVELOPER", SourceARN: "arn:aws:ses:eu-central-1:123456789012:identity/example.com"}}},
			"InvalidParameterException: Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2.",
		},
		{"From", Pool{PoolSettings: PoolSettings{Email: EmailSender{From: "a@example.com"}}}, ""},
		{"From with a name", Pool{PoolSettings: PoolSettings{Email: EmailSender{From: "A B <a@example.com>"}}}, ""},
		{"From without an address", Pool{PoolSettings: PoolSettings{Email: EmailSender{From: "A B"}}}, "InvalidParameterException: Provided From email address is invalid"},
		{"From without a host", Pool{PoolSettings: PoolSettings{Email: EmailSender{From: "a@"}}}, "InvalidParameterException: Provided From email address is invalid"},

		{"sender of SMS in the region", Pool{PoolSettings: PoolSettings{SMS: &SMSSender{CallerARN: testRole, Region: "us-east-1"}}}, ""},
		{
			"sender of SMS in another region", Pool{PoolSettings: PoolSettings{SMS: &SMSSender{CallerARN: testRole, Region: "us-west-2"}}},
			"InvalidParameterException: Invalid snsRegion. Allowed SNS region for us-east-1 is us-east-1",
		},
		{"sender of SMS without a role", Pool{PoolSettings: PoolSettings{SMS: &SMSSender{}}}, "InvalidParameterException: SmsConfiguration must have either SnsCallerArn or EumsSms."},
		{
			"sender of SMS with a role of another account", Pool{PoolSettings: PoolSettings{SMS: &SMSSender{CallerARN: "arn:aws:iam::210987654321:role/sms"}}},
			"InvalidParameterException: Cross-account pass role is not allowed.",
		},
		{"End User Messaging", Pool{PoolSettings: PoolSettings{SMS: &SMSSender{Messaging: &MessagingSender{CallerARN: testRole, Region: "us-east-1"}}}}, ""},
		{"End User Messaging without a region", Pool{PoolSettings: PoolSettings{SMS: &SMSSender{Messaging: &MessagingSender{CallerARN: testRole}}}}, ""},
		{
			"End User Messaging in another region", Pool{PoolSettings: PoolSettings{SMS: &SMSSender{Messaging: &MessagingSender{CallerARN: testRole, Region: "us-west-2"}}}},
			"InvalidParameterException: Invalid region in eumsSms. The Region of the user pool is us-east-1.",
		},
		{
			"End User Messaging with a role of another account", Pool{PoolSettings: PoolSettings{SMS: &SMSSender{Messaging: &MessagingSender{CallerARN: "arn:aws:iam::210987654321:role/sms"}}}},
			"InvalidParameterException: Cross-account pass role is not allowed.",
		},
		{
			"End User Messaging and SNS", Pool{PoolSettings: PoolSettings{SMS: &SMSSender{CallerARN: testRole, Messaging: &MessagingSender{CallerARN: testRole}}}},
			"InvalidParameterException: SmsConfiguration can have either SnsCallerArn or EumsSms, not both.",
		},
		{
			"End User Messaging and the region of SNS", Pool{PoolSettings: PoolSettings{SMS: &SMSSender{Region: "us-east-1", Messaging: &MessagingSender{CallerARN: testRole}}}},
			"InvalidParameterException: SmsConfiguration can have either SnsCallerArn or EumsSms, not both.",
		},

		{"key of the service", Pool{PoolSettings: PoolSettings{Key: EncryptionKey{Type: "AWS_OWNED_KEY"}}}, ""},
		{"key of the customer", Pool{PoolSettings: PoolSettings{Key: EncryptionKey{Type: "CUSTOMER_MANAGED_KEY", KMSARN: testKey}}}, ""},
		{"key without an ARN", Pool{PoolSettings: PoolSettings{Key: EncryptionKey{Type: "CUSTOMER_MANAGED_KEY"}}}, "InvalidParameterException: KmsKeyArn is required for the KeyType CUSTOMER_MANAGED_KEY."},

		{"MFA", Pool{PoolSettings: PoolSettings{MFA: MFA{Configuration: "ON"}, SMS: sms}}, ""},
		{
			"MFA without a sender", Pool{PoolSettings: PoolSettings{MFA: MFA{Configuration: "OPTIONAL"}}},
			"InvalidParameterException: SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
		},
		{"optional MFA and codes as first factor", Pool{PoolSettings: PoolSettings{MFA: MFA{Configuration: "OPTIONAL"}, SMS: sms, AllowedFirstAuthFactors: []string{"PASSWORD", "EMAIL_OTP"}}}, ""},
		{
			"required MFA and codes as first factor", Pool{PoolSettings: PoolSettings{MFA: MFA{Configuration: "ON"}, SMS: sms, AllowedFirstAuthFactors: []string{"PASSWORD", "EMAIL_OTP"}}},
			"InvalidParameterException: Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled",
		},
		{"required MFA and passkeys", Pool{PoolSettings: PoolSettings{MFA: MFA{Configuration: "ON", PasskeysAreMFA: true}, SMS: sms, AllowedFirstAuthFactors: []string{"PASSWORD", "WEB_AUTHN"}}}, ""},
		{
			"required MFA and passkeys that do not satisfy it", Pool{PoolSettings: PoolSettings{MFA: MFA{Configuration: "ON"}, SMS: sms, AllowedFirstAuthFactors: []string{"PASSWORD", "WEB_AUTHN"}}},
			"InvalidParameterException: WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA.",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := NewStore("123456789012")
			pool, err := s.CreatePool("us-east-1", tt.pool)
			requireText(t, tt.want, err)
			if tt.want != "" {
				assert.Zero(t, pool)
				assert.Empty(t, s.Pools("us-east-1"))
			}
		})
	}
}

// A delivery medium that is a second factor cannot be the only recovery mechanism.
func TestRecoveryWithTheMediumOfASecondFactor(t *testing.T) {
	t.Parallel()
	const (
		phone = "InvalidParameterException: Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured."
		email = "InvalidParameterException: Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_email as a recovery mechanism when Email MFA is configured."
	)
	tests := []struct {
		mfa       MFA
		mechanism []string
		want      string
	}{
		{MFA{Configuration: "ON", SMS: true}, []string{"verified_phone_number"}, phone},
		{MFA{Configuration: "OPTIONAL", SMS: true}, []string{"verified_phone_number"}, phone},
		{MFA{Configuration: "ON", SMS: true}, []string{"verified_email"}, ""},
		{MFA{Configuration: "ON", SMS: true}, []string{"verified_phone_number", "verified_email"}, ""},
		{MFA{Configuration: "ON", SMS: true}, nil, ""},
		{MFA{Configuration: "OFF", SMS: true}, []string{"verified_phone_number"}, ""},
		{MFA{SMS: true}, []string{"verified_phone_number"}, ""},
		{MFA{Configuration: "ON", Email: true}, []string{"verified_email"}, email},
		{MFA{Configuration: "ON", Email: true}, []string{"verified_phone_number"}, ""},
		{MFA{Configuration: "ON", SoftwareToken: new(true)}, []string{"verified_phone_number"}, ""},
		{MFA{Configuration: "ON", SoftwareToken: new(true)}, []string{"verified_email"}, ""},
	}
	for _, tt := range tests {
		p := Pool{PoolSettings: PoolSettings{MFA: tt.mfa}}
		for i, name := range tt.mechanism {
			p.Recovery = append(p.Recovery, RecoveryMechanism{Name: name, Priority: i + 1})
		}
		requireText(t, tt.want, p.checkRecovery(), "%+v", tt)
	}
}

// The message lists all features of a pool that its feature plan does not include.
func TestFeaturesOfTheFeaturePlan(t *testing.T) {
	t.Parallel()
	disabled := func(tier, features string) string {
		return "FeatureUnavailableInTierException: The following features need to be disabled for the " + tier + " pricing tier configured: " + features
	}
	tests := []struct {
		name     string
		settings PoolSettings
		lite     string // the features that the plan LITE does not include
		others   string // the features that the plan ESSENTIALS does not include
	}{
		{"password", PoolSettings{AllowedFirstAuthFactors: []string{"PASSWORD"}}, "", ""},
		{"codes", PoolSettings{AllowedFirstAuthFactors: []string{"PASSWORD", "EMAIL_OTP"}}, "Passwordless Sign-In", ""},
		{"V1_0", PoolSettings{Triggers: Triggers{PreTokenVersion: "V1_0"}}, "", ""},
		{"V2_0", PoolSettings{Triggers: Triggers{PreTokenVersion: "V2_0"}}, "Token Customization with Pre-Token Generation Lambda V2_0", ""},
		{"email MFA", PoolSettings{MFA: MFA{Email: true}}, "Email MFA", ""},
		{"password history", PoolSettings{PasswordPolicy: PasswordPolicy{HistorySize: 1}}, "Password History", ""},
		{"registration", PoolSettings{Registration: &ClientRegistration{Enabled: true}}, "Dynamic Client Registration", ""},
		{"registration that is off", PoolSettings{Registration: &ClientRegistration{}}, "", ""},
		{"names of levels", PoolSettings{CustomACR: ACRNames{"Level1": "low"}}, "Custom ACR Level Names", ""},
		{"threat protection that is off", PoolSettings{AdvancedSecurityMode: "OFF"}, "", ""},
		{"threat protection that records", PoolSettings{AdvancedSecurityMode: "AUDIT"}, "Threat Protection", "Threat Protection"},
		{"threat protection", PoolSettings{AdvancedSecurityMode: "ENFORCED"}, "Threat Protection", "Threat Protection"},
		{
			"several", PoolSettings{AdvancedSecurityMode: "AUDIT", AllowedFirstAuthFactors: []string{"WEB_AUTHN", "PASSWORD"}, PasswordPolicy: PasswordPolicy{HistorySize: 2}},
			"Passwordless Sign-In, Password History, Threat Protection", "Threat Protection",
		},
	}
	for _, tt := range tests {
		for tier, features := range map[string]string{"LITE": tt.lite, "ESSENTIALS": tt.others, "PLUS": ""} {
			p := Pool{PoolSettings: tt.settings}
			p.Tier = tier
			want := ""
			if features != "" {
				want = disabled(tier, features)
			}
			requireText(t, want, p.validate("us-east-1", "123456789012"), "%s, %s", tt.name, tier)
		}
		want := "ESSENTIALS"
		if tt.others != "" {
			want = "PLUS"
		}
		require.Equal(t, want, Pool{PoolSettings: tt.settings}.DefaultTierFor(), tt.name)
	}
}

func TestPartOfAnARN(t *testing.T) {
	t.Parallel()
	for arn, want := range map[string]string{
		"arn:aws:lambda:eu-west-1:123456789012:function:f:1": "function:f:1",
		"arn:aws:s3:::bucket":                                "bucket",
		"arn:aws:s3::":                                       "",
		"":                                                   "",
	} {
		assert.Equal(t, want, arnPart(arn, arnResource), arn)
	}
	assert.Equal(t, "eu-west-1", arnPart("arn:aws:lambda:eu-west-1", arnRegion))
	assert.Empty(t, arnPart("arn:aws:lambda", arnRegion))
}
