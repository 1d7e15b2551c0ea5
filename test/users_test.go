package test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/idp"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// TestUsers checks the effect of the root module's inputs on the users of a pool: managed login, invitations,
// passwords, attributes, second factors by message, and federated sign-ins: with an OpenID Connect provider, which is
// another user pool, and with a SAML provider.
func TestUsers(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "the messages cannot be read")
	env := target.New(t)
	company, partner := idp.New(t, env), idp.NewSAML(t)
	d := deploy.Fixture(t, "environment", deploy.In(env), deploy.WithVars(object{
		"clients": object{"web": deploy.Client(object{"supported_identity_providers": []string{"COGNITO", "Company", "Partner"}})},
		"inputs": object{
			"managed_login_version": 2,
			"account_recovery":      []string{"verified_email", "verified_phone_number"},
			"email":                 object{"source_arn": sesMail, "from_email_address": "orders@example.com"},
			"sms":                   object{"sns_caller_arn": smsRole, "external_id": "orders"},
			"mfa": object{
				"configuration": "OPTIONAL", "sms_message": "Orders: {####} is your code",
				"email": object{"subject": "Your code", "message": "Sign in to Orders with {####}."},
			},
			"attributes":        object{"team": object{"min_length": 2, "max_length": 8}},
			"password_policy":   object{"minimum_length": 14, "require_symbols": false, "password_history_size": 1},
			"admin_create_user": object{"email_subject": "Welcome to Orders", "email_message": "You are {username}; your password is {####}."},
			"identity_providers": object{
				"Company": object{
					"type": "OIDC", "client_id": company.ClientID, "authorize_scopes": []string{"openid", "email"},
					"oidc": object{"issuer": company.Issuer}, "attribute_mapping": object{"email": "email"},
				},
				"Partner": object{
					"type": "SAML", "saml": object{"metadata_file": partner.Metadata, "request_signing_algorithm": "rsa-sha256"},
					"attribute_mapping": object{"email": "urn:oid:0.9.2342.19200300.100.1.3"},
				},
			},
			"identity_provider_secrets": object{"Company": company.ClientSecret},
		},
	}))
	api, pool := d.API(), aws.String(d.Outputs.UserPoolID)
	ada := d.CreateUser(t)
	attribute := func(name, value string) types.AttributeType {
		return types.AttributeType{Name: aws.String(name), Value: aws.String(value)}
	}

	// Before other subtests move the clock: the provider has the clock of this machine.
	t.Run("SAML sign-in", func(t *testing.T) {
		partner.Register(t, d)
		web := d.Application(t, "web", "openid", "email")
		callback := partner.SignIn(t, d, web, "Partner")
		assert.Equal(t, "s1", callback.Get("state"), "the callback has the state of the application")
		granted := session.Redeem(t, web, &login.Callback{Code: callback.Get("code")})
		id := session.IDClaims(t, d, web, granted)
		assert.Equal(t, partner.Email, id["email"])
		assert.Equal(t, "partner_"+partner.Email, strings.ToLower(id["cognito:username"].(string)))
		session.Refresh(t, web, granted.Refresh)
	})

	t.Run("managed login", func(t *testing.T) {
		web := d.Application(t, "web", "openid", "email")
		_, err := web.NewBrowser().SignIn(t.Context(), ada.Credentials)
		var page *login.UnknownPageError
		require.ErrorAs(t, err, &page)
		assert.Equal(t, "managed login (version 2) without a branding style for this app client", page.Hint)
		// modules/managed-login-branding does the same with a provider that has the resource.
		_, err = api.CreateManagedLoginBranding(t.Context(), &cognitoidentityprovider.CreateManagedLoginBrandingInput{
			UserPoolId: pool, ClientId: aws.String(web.ClientID), UseCognitoProvidedValues: true,
		})
		require.NoError(t, err)
		session.AssertContract(t, d, "web", web, ada)
	})

	t.Run("invitation", func(t *testing.T) {
		address := "grace." + target.UniqueName(t) + "@example.com"
		_, err := api.AdminCreateUser(t.Context(), &cognitoidentityprovider.AdminCreateUserInput{
			UserPoolId: pool, Username: aws.String(address), UserAttributes: []types.AttributeType{attribute("email", address)},
			DesiredDeliveryMediums: []types.DeliveryMediumType{types.DeliveryMediumTypeEmail}, // the default is SMS
		})
		require.NoError(t, err)
		sent := env.Outbox()
		require.Len(t, sent, 1)
		assert.Equal(t, address, sent[0].To)
		assert.Equal(t, "Welcome to Orders", sent[0].Subject)
		assert.Contains(t, sent[0].Body, "; your password is "+sent[0].Code+".")
		assert.GreaterOrEqual(t, len(sent[0].Code), 14, "a temporary password follows the policy")
		_, err = d.Application(t, "web", "openid").NewBrowser().SignIn(t.Context(), login.Credentials{Username: address, Password: sent[0].Code})
		var page *login.UnknownPageError
		require.ErrorAs(t, err, &page)
		assert.Equal(t, "a user who must set a new password first", page.Hint)
	})

	t.Run("password policy", func(t *testing.T) {
		set := func(password string) error {
			_, err := api.AdminSetUserPassword(t.Context(), &cognitoidentityprovider.AdminSetUserPasswordInput{
				UserPoolId: pool, Username: aws.String(ada.Username), Password: aws.String(password), Permanent: true,
			})
			return err
		}
		var invalid *types.InvalidPasswordException
		require.ErrorAs(t, set("Thirteen-char"), &invalid)
		require.ErrorAs(t, set("no-upper-case-1"), &invalid)
		require.NoError(t, set("NoSymbolsAtAll1"), "symbols are not required")
		require.NoError(t, set(ada.Password))
	})

	t.Run("schema attribute", func(t *testing.T) {
		set := func(team string) error {
			_, err := api.AdminUpdateUserAttributes(t.Context(), &cognitoidentityprovider.AdminUpdateUserAttributesInput{
				UserPoolId: pool, Username: aws.String(ada.Username), UserAttributes: []types.AttributeType{attribute("custom:team", team)},
			})
			return err
		}
		var invalid *types.InvalidParameterException
		require.ErrorAs(t, set("x"), &invalid)
		require.ErrorAs(t, set("nine chars"), &invalid)
		require.NoError(t, set("orders"))
		web := d.Application(t, "web", "openid")
		assert.Equal(t, "orders", session.IDClaims(t, d, web, session.SignIn(t, web, ada))["custom:team"])
	})

	t.Run("second factor by message", func(t *testing.T) {
		_, err := api.AdminUpdateUserAttributes(t.Context(), &cognitoidentityprovider.AdminUpdateUserAttributesInput{
			UserPoolId: pool, Username: aws.String(ada.Username),
			UserAttributes: []types.AttributeType{attribute("phone_number", "+15555550100"), attribute("phone_number_verified", "true")},
		})
		require.NoError(t, err)
		web := d.Application(t, "web", "openid", "email")
		for _, factor := range []struct {
			to, body   string
			preference cognitoidentityprovider.AdminSetUserMFAPreferenceInput
		}{
			{ada.Username, "Sign in to Orders with {####}.", cognitoidentityprovider.AdminSetUserMFAPreferenceInput{
				EmailMfaSettings: &types.EmailMfaSettingsType{Enabled: true, PreferredMfa: true},
			}},
			{"+15555550100", "Orders: {####} is your code", cognitoidentityprovider.AdminSetUserMFAPreferenceInput{
				SMSMfaSettings: &types.SMSMfaSettingsType{Enabled: true, PreferredMfa: true}, EmailMfaSettings: &types.EmailMfaSettingsType{},
			}},
		} {
			factor.preference.UserPoolId, factor.preference.Username = pool, aws.String(ada.Username)
			_, err := api.AdminSetUserMFAPreference(t.Context(), &factor.preference)
			require.NoError(t, err)
			reader, before := ada, len(env.Outbox())
			reader.OneTimeCode = func() (string, error) {
				sent := env.Outbox()[before:]
				require.Len(t, sent, 1, "the code is sent after the right password")
				assert.Equal(t, factor.to, sent[0].To)
				assert.Equal(t, strings.ReplaceAll(factor.body, "{####}", sent[0].Code), sent[0].Body)
				return sent[0].Code, nil
			}
			session.SignIn(t, web, reader)
			require.Len(t, env.Outbox(), before+1)

			reader.OneTimeCode = func() (string, error) { return "000000", nil }
			_, err = web.NewBrowser().SignIn(t.Context(), reader.Credentials)
			var rejected *login.SecondFactorError
			require.ErrorAs(t, err, &rejected)
		}
	})

	t.Run("federated sign-in", func(t *testing.T) {
		company.RegisterRedirectURI(t, d.Outputs.LoginBaseURL+"/oauth2/idpresponse")
		web := d.Application(t, "web", "openid", "email")
		callback := company.SignIn(t, d, web)
		assert.Equal(t, "s1", callback.Get("state"), "the callback has the state of the application")
		granted := session.Redeem(t, web, &login.Callback{Code: callback.Get("code")})
		id := session.IDClaims(t, d, web, granted)
		assert.Equal(t, company.User.Username, id["email"])
		name, _ := id["cognito:username"].(string)
		assert.True(t, strings.HasPrefix(strings.ToLower(name), "company_"), "the username %q does not begin with the provider's name", name)
		got, err := api.AdminGetUser(t.Context(), &cognitoidentityprovider.AdminGetUserInput{UserPoolId: pool, Username: aws.String(name)})
		require.NoError(t, err)
		assert.Equal(t, types.UserStatusTypeExternalProvider, got.UserStatus)
		session.Refresh(t, web, granted.Refresh)
	})
}
