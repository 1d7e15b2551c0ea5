package test

import (
	"context"
	"encoding/json"
	"maps"
	"net/url"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	declarations "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// TestChecksOfAProductionPool weakens a production pool of the PLUS plan in the console, asserts that the checks of the
// security controls fail, applies the fixes of their pages, and asserts that the checks pass.
func TestChecksOfAProductionPool(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "the PLUS plan and MFA have costs")
	inputs := object{"user_pool_tier": "PLUS"}
	d := deploy.Environment(t, object{"web": deploy.Client(nil)}, inputs)
	failing := func() []string {
		e := declared(t, d)
		e.Production = true
		return failures(t, checkWith(t, d, e, settingsChecks()).Results)
	}
	assert.Equal(t, []string{"mfa-required", "threat-protection"}, failing(), "with the defaults of the module")

	_, err := d.API().UpdateUserPool(t.Context(), &cognitoidentityprovider.UpdateUserPoolInput{
		UserPoolId: aws.String(d.Outputs.UserPoolID), UserPoolTier: types.UserPoolTierTypePlus, AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"},
		AdminCreateUserConfig: &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: false},
		Policies:              &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{MinimumLength: aws.Int32(6), TemporaryPasswordValidityDays: 30}},
		AccountRecoverySetting: &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{
			{Name: types.RecoveryOptionNameTypeVerifiedPhoneNumber, Priority: aws.Int32(1)}, {Name: types.RecoveryOptionNameTypeVerifiedEmail, Priority: aws.Int32(2)},
		}},
		UserPoolAddOns: &types.UserPoolAddOnsType{AdvancedSecurityMode: types.AdvancedSecurityModeTypeAudit},
	})
	require.NoError(t, err)
	weakened := []string{"mfa-required", "self-sign-up", "password-policy", "account-recovery", "threat-protection"}
	assert.Equal(t, weakened, failing())

	for _, name := range weakened {
		maps.Copy(inputs, fixOf(t, name))
	}
	d.Apply(t, object{"inputs": inputs})
	assert.Empty(t, failing(), "with the fixes of the pages")
}

// TestCheckOfPasskeyRelyingParty moves the passkeys of a pool to a domain that its login pages cannot use.
func TestCheckOfPasskeyRelyingParty(t *testing.T) {
	t.Parallel()
	inputs := object{"managed_login_version": 2, "sign_in": object{"allowed_first_auth_factors": []string{"PASSWORD", "WEB_AUTHN"}}}
	d := deploy.Environment(t, nil, inputs)
	failing := func() []string { return failures(t, checkWith(t, d, declared(t, d), settingsChecks()).Results) }
	assert.Empty(t, failing(), "before the change")

	_, err := d.API().SetUserPoolMfaConfig(t.Context(), &cognitoidentityprovider.SetUserPoolMfaConfigInput{
		UserPoolId: aws.String(d.Outputs.UserPoolID), MfaConfiguration: types.UserPoolMfaTypeOff,
		WebAuthnConfiguration: &types.WebAuthnConfigurationType{RelyingPartyId: aws.String("app.example.com")},
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"passkey-relying-party"}, failing())

	var fix map[string]any
	require.NoError(t, json.Unmarshal(fixOf(t, "passkey-relying-party")["sign_in"].(json.RawMessage), &fix))
	login, err := url.Parse(d.Outputs.LoginBaseURL)
	require.NoError(t, err)
	fix["passkey"].(map[string]any)["relying_party_id"] = login.Host // the page has an example value
	inputs["sign_in"] = fix
	d.Apply(t, object{"inputs": inputs})
	assert.Empty(t, failing(), "with the fix of the page")
}

// TestCheckOfTLSPolicy sets the policy of a custom domain to TLS_V1, and then as the page of the check does.
func TestCheckOfTLSPolicy(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "a custom domain requires a certificate")
	d := deploy.Environment(t, object{"web": deploy.Client(nil)}, object{})
	certificate := aws.String("arn:aws:acm:us-east-1:123456789012:certificate/8c7f9d6e")
	domain := aws.String(d.Prefix + ".example.com")
	pool := aws.String(d.Outputs.UserPoolID)
	_, err := d.API().CreateUserPoolDomain(t.Context(), &cognitoidentityprovider.CreateUserPoolDomainInput{
		UserPoolId: pool, Domain: domain,
		CustomDomainConfig: &types.CustomDomainConfigType{CertificateArn: certificate, SecurityPolicy: types.SecurityPolicyTypeTlsV1},
	})
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := d.API().DeleteUserPoolDomain(context.WithoutCancel(t.Context()), &cognitoidentityprovider.DeleteUserPoolDomainInput{UserPoolId: pool, Domain: domain})
		assert.NoError(t, err)
	})
	e := declared(t, d)
	e.Endpoints = declarations.Endpoints{} // the login pages are at the custom domain
	failing := func() []string { return failures(t, checkWith(t, d, e, settingsChecks()).Results) }
	assert.Equal(t, []string{"tls-policy"}, failing())

	_, err = d.API().UpdateUserPoolDomain(t.Context(), &cognitoidentityprovider.UpdateUserPoolDomainInput{
		UserPoolId: pool, Domain: domain,
		CustomDomainConfig: &types.CustomDomainConfigType{CertificateArn: certificate, SecurityPolicy: types.SecurityPolicyTypeTlsV122021},
	})
	require.NoError(t, err)
	assert.Empty(t, failing(), "with the command of the page")
}

// TestCheckOfClientSecretRotation adds a second secret to a client, and deletes the first one after the transition.
func TestCheckOfClientSecretRotation(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "the second secret must be 30 days old")
	d := deploy.Environment(t, object{"web": deploy.Client(nil)}, object{})
	pool, client := aws.String(d.Outputs.UserPoolID), aws.String(d.Outputs.ClientIDs["web"])
	failing := func() []string {
		r := checkWith(t, d, declared(t, d), settingsChecks())
		require.Len(t, r.Clients, 1)
		return failures(t, r.Clients[0].Results)
	}
	first, err := d.API().ListUserPoolClientSecrets(t.Context(), &cognitoidentityprovider.ListUserPoolClientSecretsInput{UserPoolId: pool, ClientId: client})
	require.NoError(t, err)
	require.Len(t, first.ClientSecrets, 1)
	_, err = d.API().AddUserPoolClientSecret(t.Context(), &cognitoidentityprovider.AddUserPoolClientSecretInput{UserPoolId: pool, ClientId: client})
	require.NoError(t, err)
	assert.Empty(t, failing(), "during the transition")

	d.Target.Wait(31 * check.Day)
	assert.Equal(t, []string{"client-secret-rotation"}, failing())

	_, err = d.API().DeleteUserPoolClientSecret(t.Context(), &cognitoidentityprovider.DeleteUserPoolClientSecretInput{
		UserPoolId: pool, ClientId: client, ClientSecretId: first.ClientSecrets[0].ClientSecretId,
	})
	require.NoError(t, err)
	assert.Empty(t, failing(), "after the old secret is deleted")
	d.Apply(t) // the output client_secrets has the other secret
}
