package test

import (
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// TestPeople sees what the root module's inputs do to the people of a pool: the pages of managed login, invitations,
// passwords, attributes, second factors by message, and a sign-in with a company's provider, which is another user pool.
func TestPeople(t *testing.T) {
	t.Parallel()
	standInOnly(t, "its messages cannot be read")
	env := newEnvironment(t)
	company := env.makeCompany(t)
	d := deployFixture(t, "environment", in(env), withVars(object{
		"clients": object{"web": client(object{"supported_identity_providers": []string{"COGNITO", "Company"}})},
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
			"identity_providers": object{"Company": object{
				"type": "OIDC", "client_id": company.ClientID, "authorize_scopes": []string{"openid", "email"},
				"oidc": object{"issuer": company.issuer}, "attribute_mapping": object{"email": "email"},
			}},
			"identity_provider_secrets": object{"Company": company.ClientSecret},
		},
	}))
	api, pool := d.sdk(), aws.String(d.outputs.UserPoolID)
	ada := d.createUser(t)
	attribute := func(name, value string) types.AttributeType {
		return types.AttributeType{Name: aws.String(name), Value: aws.String(value)}
	}

	t.Run("managed login", func(t *testing.T) {
		web := d.application(t, "web", "openid", "email")
		_, err := web.NewBrowser().SignIn(t.Context(), ada.Credentials)
		var page *login.UnknownPageError
		require.ErrorAs(t, err, &page)
		assert.Equal(t, "managed login (version 2) without a branding style for this app client", page.Hint)
		// As modules/managed-login-branding does on a provider that has the resource.
		_, err = api.CreateManagedLoginBranding(t.Context(), &cognitoidentityprovider.CreateManagedLoginBrandingInput{
			UserPoolId: pool, ClientId: aws.String(web.ClientID), UseCognitoProvidedValues: true,
		})
		require.NoError(t, err)
		d.keepsItsContract(t, "web", web, ada)
	})

	t.Run("invitation", func(t *testing.T) {
		address := "grace." + lowerCaseName(t) + "@example.com"
		_, err := api.AdminCreateUser(t.Context(), &cognitoidentityprovider.AdminCreateUserInput{
			UserPoolId: pool, Username: aws.String(address), UserAttributes: []types.AttributeType{attribute("email", address)},
			DesiredDeliveryMediums: []types.DeliveryMediumType{types.DeliveryMediumTypeEmail}, // the default is SMS
		})
		require.NoError(t, err)
		sent := env.outbox()
		require.Len(t, sent, 1)
		assert.Equal(t, address, sent[0].to)
		assert.Equal(t, "Welcome to Orders", sent[0].subject)
		assert.Contains(t, sent[0].body, "; your password is "+sent[0].code+".")
		assert.GreaterOrEqual(t, len(sent[0].code), 14, "a temporary password obeys the policy")
		_, err = d.application(t, "web", "openid").NewBrowser().SignIn(t.Context(), login.Credentials{Username: address, Password: sent[0].code})
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
		require.NoError(t, set("NoSymbolsAtAll1"), "symbols are not asked for")
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
		web := d.application(t, "web", "openid")
		assert.Equal(t, "orders", d.idClaims(t, web, signIn(t, web, ada))["custom:team"])
	})

	t.Run("second factor by message", func(t *testing.T) {
		_, err := api.AdminUpdateUserAttributes(t.Context(), &cognitoidentityprovider.AdminUpdateUserAttributesInput{
			UserPoolId: pool, Username: aws.String(ada.Username),
			UserAttributes: []types.AttributeType{attribute("phone_number", "+15555550100"), attribute("phone_number_verified", "true")},
		})
		require.NoError(t, err)
		web := d.application(t, "web", "openid", "email")
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
			reader, before := ada, len(env.outbox())
			reader.OneTimeCode = func() (string, error) {
				sent := env.outbox()[before:]
				require.Len(t, sent, 1, "the code is sent once the password was right")
				assert.Equal(t, factor.to, sent[0].to)
				assert.Equal(t, strings.ReplaceAll(factor.body, "{####}", sent[0].code), sent[0].body)
				return sent[0].code, nil
			}
			signIn(t, web, reader)
			require.Len(t, env.outbox(), before+1)

			reader.OneTimeCode = func() (string, error) { return "000000", nil }
			_, err = web.NewBrowser().SignIn(t.Context(), reader.Credentials)
			var refused *login.SecondFactorError
			require.ErrorAs(t, err, &refused)
		}
	})

	t.Run("federated sign-in", func(t *testing.T) {
		company.registers(t, d.outputs.LoginBaseURL+"/oauth2/idpresponse")
		web := d.application(t, "web", "openid", "email")
		callback := company.signsIn(t, d, web)
		assert.Equal(t, "s1", callback.Get("state"), "the application's own state comes back")
		granted := redeem(t, web, &login.Callback{Code: callback.Get("code")})
		id := d.idClaims(t, web, granted)
		assert.Equal(t, company.user.Username, id["email"])
		name, _ := id["cognito:username"].(string)
		assert.True(t, strings.HasPrefix(strings.ToLower(name), "company_"), "the user %q is named after the provider", name)
		got, err := api.AdminGetUser(t.Context(), &cognitoidentityprovider.AdminGetUserInput{UserPoolId: pool, Username: aws.String(name)})
		require.NoError(t, err)
		assert.Equal(t, types.UserStatusTypeExternalProvider, got.UserStatus)
		refresh(t, web, granted.refresh)
	})
}

// idClaims verifies the ID token and returns what it says.
func (d *deployment) idClaims(t *testing.T, app *login.Client, got tokens) claims {
	t.Helper()
	ctx := oidc.ClientContext(t.Context(), d.env.http)
	return claimsOf(t, d.verifySignature(t, ctx, oidc.NewRemoteKeySet(ctx, d.outputs.JWKSURI), got.id, &oidc.Config{ClientID: app.ClientID, Now: d.env.now}))
}

// company is somebody else's user pool, in the part of an OpenID Connect provider.
type company struct {
	*login.Client

	issuer, pool string
	user         person
	api          *cognitoidentityprovider.Client
}

// makeCompany makes the company's pool with one client and one user.
func (e *environment) makeCompany(t *testing.T) *company {
	t.Helper()
	pool, prefix := e.makePool(t)
	api := cognitoidentityprovider.NewFromConfig(e.aws)
	made, err := api.CreateUserPoolClient(t.Context(), &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: aws.String(pool), ClientName: aws.String("orders"), GenerateSecret: true,
	})
	require.NoError(t, err)
	of := &deployment{env: e, outputs: outputs{environmentOutput: environmentOutput{UserPoolID: pool}}}
	base := "https://" + prefix + ".auth." + e.region + ".amazoncognito.com"
	return &company{
		Client: &login.Client{
			HTTP: e.http, AuthorizationEndpoint: base + "/oauth2/authorize", TokenEndpoint: base + "/oauth2/token",
			ClientID: aws.ToString(made.UserPoolClient.ClientId), ClientSecret: aws.ToString(made.UserPoolClient.ClientSecret),
		},
		issuer: "https://cognito-idp." + e.region + ".amazonaws.com/" + pool, pool: pool, user: of.createUser(t), api: api,
	}
}

// registers tells the company where its users are sent back to.
func (c *company) registers(t *testing.T, redirectURI string) {
	t.Helper()
	c.RedirectURI = redirectURI
	_, err := c.api.UpdateUserPoolClient(t.Context(), &cognitoidentityprovider.UpdateUserPoolClientInput{
		UserPoolId: aws.String(c.pool), ClientId: aws.String(c.ClientID), CallbackURLs: []string{redirectURI},
		AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode},
		AllowedOAuthScopes: []string{"openid", "email"}, SupportedIdentityProviders: []string{"COGNITO"},
	})
	require.NoError(t, err)
}

// signsIn walks from the application's authorization request to the company's form and back, in one browser, and
// returns the parameters of the callback.
func (c *company) signsIn(t *testing.T, d *deployment, web *login.Client) url.Values {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	browser := *d.env.http
	browser.Jar = jar
	browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	follow := func(address string) *url.URL {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		require.NoError(t, err)
		response, err := browser.Do(request)
		require.NoError(t, err)
		defer response.Body.Close()
		require.Equal(t, http.StatusFound, response.StatusCode, address)
		target, err := response.Location()
		require.NoError(t, err)
		return target
	}
	asked := follow(web.AuthorizationEndpoint + "?" + url.Values{
		"response_type": {"code"}, "client_id": {web.ClientID}, "redirect_uri": {web.RedirectURI},
		"scope": {strings.Join(web.Scopes, " ")}, "state": {"s1"}, "identity_provider": {"Company"},
	}.Encode())
	require.Equal(t, c.AuthorizationEndpoint, asked.Scheme+"://"+asked.Host+asked.Path, "the provider's discovery document says where to go")

	back, err := c.NewBrowser().SignInWith(t.Context(), c.user.Credentials, func(query url.Values) {
		clear(query)
		maps.Copy(query, asked.Query())
	})
	require.NoError(t, err)
	done := follow(c.RedirectURI + "?" + url.Values{"code": {back.Code}, "state": {back.State}}.Encode())
	require.Equal(t, web.RedirectURI, done.Scheme+"://"+done.Host+done.Path)
	return done.Query()
}
