package clients

import (
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/require"
)

const (
	appOrigin  = "http://localhost:3000" // the app does not run
	ordersRead = "https://orders.example/read"
	graceOfSPA = 10

	keyID, keySecret = "AKIDEXAMPLE", "secret"
)

// environment describes the pool for a script, as JSON.
type environment struct {
	Region  string            `json:"region"`
	PoolID  string            `json:"poolId"`
	Issuer  string            `json:"issuer"`
	Domain  string            `json:"domain"`
	Scope   string            `json:"scope"` // the scope of the client machine
	Clients map[string]client `json:"clients"`
	User    user              `json:"user"`

	Newcomer user `json:"newcomer"` // has a temporary password and an authenticator app

	Endpoint  string    `json:"endpoint,omitempty"` // the plain HTTP endpoint, for a page
	AccessKey accessKey `json:"accessKey,omitzero"` // for a page that signs requests

	AppConfig string `json:"appConfig,omitempty"` // the output of cognitokit app-config

	// For the client that only verifies tokens.
	Tokens       map[string]any    `json:"tokens,omitempty"`
	APITokens    map[string]string `json:"apiTokens,omitempty"`
	ForeignToken string            `json:"foreignToken,omitempty"`
}

type accessKey struct {
	ID     string `json:"id"`
	Secret string `json:"secret"`
}

type client struct {
	ID       string `json:"id"`
	Secret   string `json:"secret,omitempty"`
	Redirect string `json:"redirect,omitempty"`
	Logout   string `json:"logout,omitempty"`
	Grace    int    `json:"grace"`
}

type user struct {
	Username string `json:"username"`
	Password string `json:"password"`
	Email    string `json:"email"`
	Group    string `json:"group"`
	TOTP     string `json:"totp,omitempty"` // the key of the user's authenticator app
}

// newPool creates a pool with a domain, a resource server, a user in a group, and a client of each type.
func newPool(t *testing.T) (*emulator, *environment, *idp.Client) {
	t.Helper()
	s, server := startEmulator(t)
	e, api := newPoolOf(t, s, server.Client(), appOrigin)
	return s, e, api
}

// newPoolOf creates the pool of newPool in an emulator, for an app at an origin.
func newPoolOf(t *testing.T, s *emulator, through *http.Client, origin string) (*environment, *idp.Client) {
	t.Helper()
	api := idp.New(idp.Options{
		Region: s.region, HTTPClient: through, Credentials: credentials.NewStaticCredentialsProvider(keyID, keySecret, ""),
	})
	ctx := t.Context()
	pool, err := api.CreateUserPool(ctx, &idp.CreateUserPoolInput{
		PoolName: aws.String("clients"), AutoVerifiedAttributes: []types.VerifiedAttributeType{types.VerifiedAttributeTypeEmail},
	})
	require.NoError(t, err)
	id := pool.UserPool.Id
	e := &environment{
		Region: s.region, PoolID: *id, Issuer: "https://cognito-idp." + s.region + ".amazonaws.com/" + *id,
		Domain: "https://orders.auth." + s.region + ".amazoncognito.com", Scope: ordersRead, Clients: map[string]client{},
		User:     user{Username: "jo", Password: "Str0ng!Pass", Email: "jo@example.com", Group: "readers"},
		Newcomer: user{Username: "newcomer", Password: "Temp0rary!Pass", Email: "newcomer@example.com"},
	}
	_, err = api.SetUserPoolMfaConfig(ctx, &idp.SetUserPoolMfaConfigInput{
		UserPoolId: id, MfaConfiguration: types.UserPoolMfaTypeOptional, SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true},
	})
	require.NoError(t, err)
	_, err = api.CreateUserPoolDomain(ctx, &idp.CreateUserPoolDomainInput{UserPoolId: id, Domain: aws.String("orders")})
	require.NoError(t, err)
	_, err = api.CreateResourceServer(ctx, &idp.CreateResourceServerInput{
		UserPoolId: id, Identifier: aws.String("https://orders.example"), Name: aws.String("orders"),
		Scopes: []types.ResourceServerScopeType{{ScopeName: aws.String("read"), ScopeDescription: aws.String("Read orders")}},
	})
	require.NoError(t, err)
	e.addClients(t, api, origin)
	e.addUsers(t, api)
	return e, api
}

// addClients creates the clients that the scripts use.
func (e *environment) addClients(t *testing.T, api *idp.Client, origin string) {
	t.Helper()
	callbackURL, logoutURL := origin+"/callback", origin+"/signed-out"
	code := func(in *idp.CreateUserPoolClientInput) {
		in.AllowedOAuthFlowsUserPoolClient = true
		in.AllowedOAuthFlows = []types.OAuthFlowType{types.OAuthFlowTypeCode}
		in.AllowedOAuthScopes = []string{"openid", "email"}
		in.CallbackURLs, in.LogoutURLs = []string{callbackURL}, []string{logoutURL}
		in.SupportedIdentityProviders = []string{"COGNITO"}
	}
	for _, kind := range []struct {
		key    string
		change func(*idp.CreateUserPoolClientInput)
	}{
		{"web", func(in *idp.CreateUserPoolClientInput) { code(in); in.GenerateSecret = true }},
		{"plain", code},
		{"spa", func(in *idp.CreateUserPoolClientInput) {
			code(in)
			in.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: aws.Int32(graceOfSPA)}
		}},
		{"strict", func(in *idp.CreateUserPoolClientInput) {
			code(in)
			in.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: aws.Int32(0)}
		}},
		{"machine", func(in *idp.CreateUserPoolClientInput) {
			in.GenerateSecret, in.AllowedOAuthFlowsUserPoolClient = true, true
			in.AllowedOAuthFlows = []types.OAuthFlowType{types.OAuthFlowTypeClientCredentials}
			in.AllowedOAuthScopes = []string{ordersRead}
		}},
		{"api", func(in *idp.CreateUserPoolClientInput) {
			in.ExplicitAuthFlows = []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
			in.PreventUserExistenceErrors = types.PreventUserExistenceErrorTypesEnabled
		}},
	} {
		in := &idp.CreateUserPoolClientInput{UserPoolId: &e.PoolID, ClientName: &kind.key}
		kind.change(in)
		created, err := api.CreateUserPoolClient(t.Context(), in)
		require.NoError(t, err)
		c := client{ID: *created.UserPoolClient.ClientId, Secret: aws.ToString(created.UserPoolClient.ClientSecret)}
		if len(in.CallbackURLs) > 0 {
			c.Redirect, c.Logout = callbackURL, logoutURL
		}
		if in.RefreshTokenRotation != nil {
			c.Grace = int(*in.RefreshTokenRotation.RetryGracePeriodSeconds)
		}
		e.Clients[kind.key] = c
	}
}

// addUsers creates both users. One has a permanent password and is in a group.
func (e *environment) addUsers(t *testing.T, api *idp.Client) {
	t.Helper()
	for _, u := range []user{e.User, e.Newcomer} {
		_, err := api.AdminCreateUser(t.Context(), &idp.AdminCreateUserInput{
			UserPoolId: &e.PoolID, Username: &u.Username, MessageAction: types.MessageActionTypeSuppress, TemporaryPassword: &u.Password,
			UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: &u.Email}, {Name: aws.String("email_verified"), Value: aws.String("true")}},
		})
		require.NoError(t, err)
	}
	_, err := api.AdminSetUserPassword(t.Context(), &idp.AdminSetUserPasswordInput{
		UserPoolId: &e.PoolID, Username: &e.User.Username, Password: &e.User.Password, Permanent: true,
	})
	require.NoError(t, err)
	_, err = api.CreateGroup(t.Context(), &idp.CreateGroupInput{UserPoolId: &e.PoolID, GroupName: &e.User.Group})
	require.NoError(t, err)
	_, err = api.AdminAddUserToGroup(t.Context(), &idp.AdminAddUserToGroupInput{UserPoolId: &e.PoolID, GroupName: &e.User.Group, Username: &e.User.Username})
	require.NoError(t, err)
}
