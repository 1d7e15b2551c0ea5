package cognitoidp_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var dates = regexp.MustCompile(`"(CreationDate|LastModifiedDate|UserCreateDate|UserLastModifiedDate)":1\d{9}(?:\.\d{1,3})?\b`)

// masked replaces the values that differ between runs: it replaces ids by their placeholders, and dates,
// which are epoch seconds with a fraction, by DATE.
func (s *server) masked(body string) string {
	for placeholder, value := range s.values {
		body = strings.ReplaceAll(body, value, placeholder)
	}
	return dates.ReplaceAllString(body, `"$1":"DATE"`)
}

// minimalPool is the DescribeUserPool response of a pool with only a name (a capture of May 2025;
// acceptance tests of the Terraform provider).
const minimalPool = `{"UserPool":{
	"Id":"{pool}","Name":"minimal","Arn":"arn:aws:cognito-idp:us-east-1:123456789012:userpool/{pool}","CreationDate":"DATE","LastModifiedDate":"DATE",
	"Policies":{
		"PasswordPolicy":{"MinimumLength":8,"RequireUppercase":true,"RequireLowercase":true,"RequireNumbers":true,"RequireSymbols":true,"TemporaryPasswordValidityDays":7},
		"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}},
	"DeletionProtection":"INACTIVE","LambdaConfig":{},
	"SchemaAttributes":[
		{"Name":"profile",%[1]s},{"Name":"address",%[1]s},
		{"Name":"birthdate","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"10","MaxLength":"10"}},
		{"Name":"gender",%[1]s},{"Name":"preferred_username",%[1]s},
		{"Name":"updated_at","AttributeDataType":"Number","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"NumberAttributeConstraints":{"MinValue":"0"}},
		{"Name":"website",%[1]s},{"Name":"picture",%[1]s},
		{"Name":"identities","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{}},
		{"Name":"sub","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":false,"Required":true,"StringAttributeConstraints":{"MinLength":"1","MaxLength":"2048"}},
		{"Name":"phone_number",%[1]s},
		{"Name":"phone_number_verified","AttributeDataType":"Boolean","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false},
		{"Name":"zoneinfo",%[1]s},{"Name":"locale",%[1]s},{"Name":"email",%[1]s},
		{"Name":"email_verified","AttributeDataType":"Boolean","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false},
		{"Name":"given_name",%[1]s},{"Name":"family_name",%[1]s},{"Name":"middle_name",%[1]s},{"Name":"name",%[1]s},{"Name":"nickname",%[1]s}],
	"VerificationMessageTemplate":{"DefaultEmailOption":"CONFIRM_WITH_CODE"},
	"UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":[]},
	"MfaConfiguration":"OFF","EstimatedNumberOfUsers":0,"EmailConfiguration":{"EmailSendingAccount":"COGNITO_DEFAULT"},"UserPoolTags":{},
	"AdminCreateUserConfig":{"AllowAdminCreateUserOnly":false,"UnusedAccountValidityDays":7},
	"AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"verified_email"},{"Priority":2,"Name":"verified_phone_number"}]},
	"UserPoolTier":"ESSENTIALS"}}`

const standardText = `"AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}`

func TestDescribeMinimalUserPool(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"minimal"}`)
	got := s.call(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`)
	assert.JSONEq(t, fmt.Sprintf(minimalPool, standardText), s.masked(got.body))
	assert.Regexp(t, `^us-east-1_[0-9A-Za-z]{9}$`, s.values["{pool}"])
}

func TestCreationDateIsEpochSeconds(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.Advance(time.Hour)
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}"}`)
	pool := s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`)["UserPool"].(map[string]any)
	created, modified := pool["CreationDate"].(float64), pool["LastModifiedDate"].(float64)
	assert.InDelta(t, float64(s.Now().Unix()), modified, 5)
	assert.InDelta(t, 3600, modified-created, 5)
}

// TestStandardAttributeHasDefaultConstraints: a standard attribute without constraints in the request gets the
// default constraints. Therefore the Terraform provider does not store them in its state.
func TestStandardAttributeHasDefaultConstraints(t *testing.T) {
	tests := []struct{ name, schema, want string }{
		{
			"constraints omitted", `{"Name":"email","AttributeDataType":"String","Required":true}`,
			`{"Name":"email","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Required":true,"StringAttributeConstraints":{"MinLength":"0","MaxLength":"2048"}}`,
		}, {
			"constraints stated", `{"Name":"email","AttributeDataType":"String","Mutable":false,"StringAttributeConstraints":{"MinLength":"7","MaxLength":"256"}}`,
			`{"Name":"email","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":false,"Required":false,"StringAttributeConstraints":{"MinLength":"7","MaxLength":"256"}}`,
		}, {
			"custom", `{"Name":"tenant","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"1"}}`,
			`{"Name":"custom:tenant","AttributeDataType":"Number","DeveloperOnlyAttribute":false,"Mutable":true,"Required":false,"NumberAttributeConstraints":{"MinValue":"1"}}`,
		}, {
			"developer-only", `{"Name":"tenant","AttributeDataType":"String","DeveloperOnlyAttribute":true}`,
			`{"Name":"dev:custom:tenant","AttributeDataType":"String","DeveloperOnlyAttribute":true,"Mutable":true,"Required":false,"StringAttributeConstraints":{}}`,
		},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			created := s.ok(t, "CreateUserPool", `{"PoolName":"p","Schema":[`+tt.schema+`]}`)
			var want map[string]any
			require.NoError(t, json.Unmarshal([]byte(tt.want), &want))
			assert.Contains(t, at(created, "UserPool", "SchemaAttributes"), want)
		})
	}
}

// everySetting creates a pool with every setting that an update can reset.
const everySetting = `{"PoolName":"minimal",
	"DeletionProtection":"ACTIVE","AutoVerifiedAttributes":["email"],
	"LambdaConfig":{"PreSignUp":"arn:aws:lambda:us-east-1:123456789012:function:f"},
	"VerificationMessageTemplate":{"DefaultEmailOption":"CONFIRM_WITH_LINK"},"EmailVerificationSubject":"Hello",
	"EmailConfiguration":{"ReplyToEmailAddress":"help@shop.example"},"DeviceConfiguration":{"ChallengeRequiredOnNewDevice":true},
	"UserPoolTags":{"team":"login"},"AdminCreateUserConfig":{"AllowAdminCreateUserOnly":true},
	"AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"admin_only"}]},
	"UserPoolAddOns":{"AdvancedSecurityMode":"AUDIT"},"UserPoolTier":"PLUS"}`

// TestUpdateUserPoolResetsOmittedSettings: an update resets the settings that it omits, except the tier
// (API reference) and the settings in TestUpdateUserPoolKeepsSomeOmittedSettings.
func TestUpdateUserPoolResetsOmittedSettings(t *testing.T) {
	s := start(t)
	s.pool(t, everySetting)
	before := s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`)["UserPool"]
	assert.Equal(t, map[string]any{"team": "login"}, at(before, "UserPoolTags"))
	assert.Equal(t, "AUDIT", at(before, "UserPoolAddOns", "AdvancedSecurityMode"))
	// A setting that the request has in part is returned with defaults for the rest.
	assert.Equal(t, map[string]any{"EmailSendingAccount": "COGNITO_DEFAULT", "ReplyToEmailAddress": "help@shop.example"}, at(before, "EmailConfiguration"))

	assert.Equal(t, `{}`, s.call(t, "UpdateUserPool", `{"UserPoolId":"{pool}"}`).body)
	got := s.call(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`)
	want := strings.NewReplacer(`"UserPoolTier":"ESSENTIALS"`, `"UserPoolTier":"PLUS"`, `"UserPoolTags":{}`, `"UserPoolTags":{"team":"login"}`).
		Replace(fmt.Sprintf(minimalPool, standardText))
	assert.JSONEq(t, want, s.masked(got.body))
}

// TestUpdateUserPoolKeepsSomeOmittedSettings: an update keeps these settings if it omits them. The first
// three are measured and contradict the documentation (go-to-k/cdkd#1968, #1982). The Terraform provider
// relies on the last two.
func TestUpdateUserPoolKeepsSomeOmittedSettings(t *testing.T) {
	tests := []struct{ name, pool, update, member string }{
		{"MFA configuration", `"MfaConfiguration":"OPTIONAL",` + sms, sms, "MfaConfiguration"},
		{"password policy", `"Policies":{"PasswordPolicy":{"MinimumLength":12}}`, `"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}}`, "Policies"},
		{"sign-in policy", `"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}}`, "", "Policies"},
		{
			"verification before an update",
			`"AutoVerifiedAttributes":["email"],"UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]}`,
			`"AutoVerifiedAttributes":["email"]`, "UserAttributeUpdateSettings",
		},
		{"tags", `"UserPoolTags":{"team":"login"}`, "", "UserPoolTags"},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.pool(t, `{"PoolName":"p",`+tt.pool+`}`)
			get := func() any {
				return at(s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`), "UserPool", tt.member)
			}
			before := get()
			s.ok(t, "UpdateUserPool", strings.TrimSuffix(`{"UserPoolId":"{pool}",`+tt.update, ",")+`}`)
			assert.Equal(t, before, get())
		})
	}
}

func TestMFAConfiguration(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	assert.Equal(t, `{"MfaConfiguration":"OFF"}`, s.call(t, "GetUserPoolMfaConfig", `{"UserPoolId":"{pool}"}`).body)
	const on = `"MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true}`
	assert.Equal(t, `{`+on+`}`, s.call(t, "SetUserPoolMfaConfig", `{"UserPoolId":"{pool}",`+on+`}`).body)
	assert.Equal(t, `{`+on+`}`, s.call(t, "GetUserPoolMfaConfig", `{"UserPoolId":"{pool}"}`).body)
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","MfaConfiguration":"ON"}`)
	assert.Equal(t, `{`+on+`}`, s.call(t, "GetUserPoolMfaConfig", `{"UserPoolId":"{pool}"}`).body, "after an update that keeps it on")
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","MfaConfiguration":"OFF"}`)
	assert.Equal(t, `{"MfaConfiguration":"OFF"}`, s.call(t, "GetUserPoolMfaConfig", `{"UserPoolId":"{pool}"}`).body, "OFF removes the factors")
}

// TestDisabledMFAFactorIsReturnedAsSent: a disabled factor is returned as the request had it (acceptance
// tests of the Terraform provider). The SMS sender in the request becomes a setting of the pool.
func TestDisabledMFAFactorIsReturnedAsSent(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	const config = `"MfaConfiguration":"ON","SmsMfaConfiguration":{"SmsAuthenticationMessage":"{####}",` + sms + `},"SoftwareTokenMfaConfiguration":{"Enabled":false}`
	assert.JSONEq(t, `{`+config+`}`, s.call(t, "SetUserPoolMfaConfig", `{"UserPoolId":"{pool}",`+config+`}`).body)
	pool := s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`)["UserPool"]
	assert.Equal(t, "x", at(pool, "SmsConfiguration", "ExternalId"))
	assert.Equal(t, "{####}", at(pool, "SmsAuthenticationMessage"))
}

// TestOlderAndNewerMembersAreBothReturned: some settings have an older and a newer member. If a request has
// one of them, the response has both (acceptance tests of the Terraform provider; cdk-preflight for the
// trigger).
func TestOlderAndNewerMembersAreBothReturned(t *testing.T) {
	const (
		lambda   = `arn:aws:lambda:us-east-1:123456789012:function:f`
		template = `{"DefaultEmailOption":"CONFIRM_WITH_CODE","EmailMessage":"{####}","EmailSubject":"Code","SmsMessage":"{####}"}`
	)
	tests := []struct{ name, sent, member, want string }{
		{"messages, from the template", `"VerificationMessageTemplate":` + template, "EmailVerificationMessage", `"{####}"`},
		{"subject, from the template", `"VerificationMessageTemplate":` + template, "EmailVerificationSubject", `"Code"`},
		{"text message, from the template", `"VerificationMessageTemplate":` + template, "SmsVerificationMessage", `"{####}"`},
		{
			"messages, to the template", `"EmailVerificationMessage":"{####}","EmailVerificationSubject":"Code","SmsVerificationMessage":"{####}"`,
			"VerificationMessageTemplate", template,
		},
		{
			"trigger, to the older one", `"LambdaConfig":{"PreTokenGenerationConfig":{"LambdaArn":"` + lambda + `","LambdaVersion":"V2_0"}}`,
			"LambdaConfig", `{"PreTokenGeneration":"` + lambda + `","PreTokenGenerationConfig":{"LambdaArn":"` + lambda + `","LambdaVersion":"V2_0"}}`,
		},
		{
			"trigger, to the newer one", `"LambdaConfig":{"PreTokenGeneration":"` + lambda + `"}`,
			"LambdaConfig", `{"PreTokenGeneration":"` + lambda + `","PreTokenGenerationConfig":{"LambdaArn":"` + lambda + `","LambdaVersion":"V1_0"}}`,
		},
	}
	s := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			created := s.ok(t, "CreateUserPool", `{"PoolName":"p",`+tt.sent+`}`)
			var want any
			require.NoError(t, json.Unmarshal([]byte(tt.want), &want))
			assert.Equal(t, want, at(created, "UserPool", tt.member))
		})
	}
}

// TestThreatProtectionImpliesPlusTier: a pool with threat protection and without a tier gets PLUS, the only
// tier with threat protection (developer guide, "User pool feature plans").
func TestThreatProtectionImpliesPlusTier(t *testing.T) {
	s := start(t)
	created := s.ok(t, "CreateUserPool", `{"PoolName":"p","UserPoolAddOns":{"AdvancedSecurityMode":"AUDIT"}}`)
	assert.Equal(t, "PLUS", at(created, "UserPool", "UserPoolTier"))
	created = s.ok(t, "CreateUserPool", `{"PoolName":"p","UserPoolAddOns":{"AdvancedSecurityMode":"OFF"}}`)
	assert.Equal(t, "ESSENTIALS", at(created, "UserPool", "UserPoolTier"))
}

// TestPoolWithDomainCannotBeDeleted: a pool can be deleted only after its deletion protection is off and
// its domain is deleted. Its clients are deleted with it. docs/fidelity/acceptance.yaml has the sources.
func TestPoolWithDomainCannotBeDeleted(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p","DeletionProtection":"ACTIVE"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
	s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`)
	const remove = `{"UserPoolId":"{pool}"}`
	const protected = "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first."
	s.fails(t, "DeleteUserPool", remove, "InvalidParameterException", protected)
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","DeletionProtection":"INACTIVE"}`)
	s.fails(t, "DeleteUserPool", remove, "InvalidParameterException", "User pool cannot be deleted. It has a domain configured that should be deleted first.")
	s.ok(t, "DeleteUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`)
	assert.Equal(t, `{}`, s.call(t, "DeleteUserPool", remove).body)
	s.fails(t, "DescribeUserPool", remove, "ResourceNotFoundException", "User pool {pool} does not exist.")
	s.fails(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_SRP_AUTH"}`, "ResourceNotFoundException", "User pool client {client} does not exist.")
	s.pool(t, `{"PoolName":"p"}`)
	s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`) // the domain name is available again
}
