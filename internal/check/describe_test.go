package check_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/aws-sdk-go-v2/service/wafv2"
	waftypes "github.com/aws/aws-sdk-go-v2/service/wafv2/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

const (
	poolID   = "eu-west-1_Ab12Cd34E"
	clientID = "1example23456789"
)

// targetOf returns the target of a pool with the clients web and other.
func targetOf(c check.Connection) *check.Target {
	e := &environment.Environment{Region: "eu-west-1", UserPoolID: poolID, Clients: []environment.Client{{Key: "web", ID: clientID}, {Key: "other", ID: "2example23456789"}}}
	return check.NewTarget(e, c, nil)
}

// TestTargetDescribesEachResourceOnce calls each function twice and requires one request.
func TestTargetDescribesEachResourceOnce(t *testing.T) {
	t.Parallel()
	api := &describedAPI{
		API: checktest.API{
			Pool: &types.UserPoolType{Domain: aws.String("orders")}, AppClient: &types.UserPoolClientType{}, Domain: &types.DomainDescriptionType{Domain: aws.String("orders")},
			MFA: &cognitoidentityprovider.GetUserPoolMfaConfigOutput{MfaConfiguration: "ON"}, Branding: &types.ManagedLoginBrandingType{ManagedLoginBrandingId: aws.String("b")},
			Tracking: check.SessionConfiguration{UserSessionTracking: "ENABLED"},
		},
		secrets: [][]types.ClientSecretDescriptorType{{{ClientSecretId: aws.String("1")}}, {{ClientSecretId: aws.String("2")}}},
	}
	api.Sessions.SSOSession.MaxValidityMinutes = 7
	target := targetOf(check.Connection{API: api})
	client := target.Clients[0]
	for range 2 {
		pool, err := target.Pool(t.Context())
		require.NoError(t, err)
		assert.Same(t, api.Pool, pool)
		mfa, err := target.MFA(t.Context())
		require.NoError(t, err)
		assert.Same(t, api.MFA, mfa)
		domain, err := client.Domain(t.Context())
		require.NoError(t, err)
		assert.Same(t, api.Domain, domain)
		app, err := client.AppClient(t.Context())
		require.NoError(t, err)
		assert.Same(t, api.AppClient, app)
		branding, err := client.Branding(t.Context())
		require.NoError(t, err)
		assert.Same(t, api.Branding, branding)
		secrets, err := client.Secrets(t.Context())
		require.NoError(t, err)
		assert.Len(t, secrets, 2, "the secrets of both pages")
		tracking, err := target.Tracking(t.Context())
		require.NoError(t, err)
		assert.Equal(t, api.Tracking, tracking)
		sessions, err := client.Sessions(t.Context())
		require.NoError(t, err)
		assert.Equal(t, api.Sessions, sessions)
		registration, err := client.Registration(t.Context())
		require.NoError(t, err)
		assert.Nil(t, registration)
		registered, err := client.Registered(t.Context())
		require.NoError(t, err)
		assert.False(t, registered)
	}
	pool, app := aws.String(poolID), aws.String(clientID)
	assert.Equal(t, []any{
		cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: pool},
		cognitoidentityprovider.GetUserPoolMfaConfigInput{UserPoolId: pool},
		cognitoidentityprovider.DescribeUserPoolDomainInput{Domain: aws.String("orders")},
		cognitoidentityprovider.DescribeUserPoolClientInput{UserPoolId: pool, ClientId: app},
		cognitoidentityprovider.DescribeManagedLoginBrandingByClientInput{UserPoolId: pool, ClientId: app},
		cognitoidentityprovider.ListUserPoolClientSecretsInput{UserPoolId: pool, ClientId: app},
		cognitoidentityprovider.ListUserPoolClientSecretsInput{UserPoolId: pool, ClientId: app, NextToken: aws.String("next")},
	}, api.requests)
}

// TestTargetReturnsTheErrorOfARequest calls every function of a target.
func TestTargetReturnsTheErrorOfARequest(t *testing.T) {
	t.Parallel()
	target := targetOf(check.Connection{API: &describedAPI{API: checktest.API{Err: errNoAnswer}}, WAF: &webACL{}, HTTP: http.DefaultClient})
	client := target.Clients[0]
	for name, ask := range map[string]func() (any, error){
		"Pool":         func() (any, error) { return target.Pool(t.Context()) },
		"Registration": func() (any, error) { return target.Registration(t.Context()) },
		"MFA": func() (any, error) {
			_, err := target.MFA(t.Context())
			return nil, err
		},
		"Domain":     func() (any, error) { return target.Domain(t.Context()) },
		"WebACL":     func() (any, error) { return target.WebACL(t.Context()) },
		"Endpoints":  func() (any, error) { return target.Endpoints(t.Context()) },
		"Discovery":  func() (any, error) { return target.Discovery(t.Context()) },
		"AppClient":  func() (any, error) { return client.AppClient(t.Context()) },
		"Registered": func() (any, error) { return client.Registered(t.Context()) },
		"Branding":   func() (any, error) { return client.Branding(t.Context()) },
		"Secrets":    func() (any, error) { return client.Secrets(t.Context()) },
		"Tracking":   func() (any, error) { return target.Tracking(t.Context()) },
		"Sessions":   func() (any, error) { return client.Sessions(t.Context()) },
	} {
		got, err := ask()
		assert.Equal(t, errNoAnswer, err, name)
		assert.Zero(t, got, name)
	}
}

func TestEmptyDescriptionIsAnError(t *testing.T) {
	t.Parallel()
	target := targetOf(check.Connection{API: &describedAPI{}})
	_, err := target.Pool(t.Context())
	assert.EqualError(t, err, "DescribeUserPool returned no user pool")
	_, err = target.Clients[0].AppClient(t.Context())
	assert.EqualError(t, err, "DescribeUserPoolClient returned no client")
}

func TestMissingResourcesAreNoErrors(t *testing.T) {
	t.Parallel()
	for _, domain := range []*types.DomainDescriptionType{nil, {}} {
		api := &describedAPI{API: checktest.API{Pool: &types.UserPoolType{Domain: aws.String("orders")}, Domain: domain}}
		target := targetOf(check.Connection{API: api})
		got, err := target.Domain(t.Context())
		require.NoError(t, err)
		assert.Nil(t, got, "a deleted domain")
		branding, err := target.Clients[0].Branding(t.Context())
		require.NoError(t, err)
		assert.Nil(t, branding)
	}
}

func TestWebACLOfAPool(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		waf  *webACL
		want string
		err  string
	}{
		{"no ACL", &webACL{out: &wafv2.GetWebACLForResourceOutput{}}, "", ""},
		{"an ACL", &webACL{out: &wafv2.GetWebACLForResourceOutput{WebACL: &waftypes.WebACL{ARN: aws.String("arn:of-the-acl")}}}, "arn:of-the-acl", ""},
		{"a failed request", &webACL{out: &wafv2.GetWebACLForResourceOutput{WebACL: &waftypes.WebACL{ARN: aws.String("arn:of-the-acl")}}, err: errNoAnswer}, "", "no answer"},
		{"no connection", nil, "", "AWS WAF cannot be reached from here"},
	} {
		connection := check.Connection{API: &describedAPI{API: checktest.API{Pool: &types.UserPoolType{Arn: aws.String("arn:of-the-pool")}}}}
		if tt.waf != nil {
			connection.WAF = tt.waf
		}
		got, err := targetOf(connection).WebACL(t.Context())
		assert.Equal(t, tt.want, got, tt.name)
		if tt.err == "" {
			require.NoError(t, err, tt.name)
		} else {
			assert.EqualError(t, err, tt.err, tt.name)
		}
		if tt.waf != nil {
			assert.Equal(t, "arn:of-the-pool", tt.waf.arn, tt.name)
		}
	}
}

func TestEndpointsOfATarget(t *testing.T) {
	t.Parallel()
	api := &describedAPI{API: checktest.API{Pool: &types.UserPoolType{Domain: aws.String("orders")}, Domain: &types.DomainDescriptionType{Domain: aws.String("orders")}}}
	deployed, err := targetOf(check.Connection{API: api}).Endpoints(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "https://orders.auth.eu-west-1.amazoncognito.com/oauth2/token", deployed.TokenEndpoint)

	declared := environment.Endpoints{AuthorizationEndpoint: "https://login.example.com/oauth2/authorize"}
	got, err := check.NewTarget(&environment.Environment{Endpoints: declared}, check.Connection{}, nil).Endpoints(t.Context())
	require.NoError(t, err)
	assert.Equal(t, declared, got, "the declared ones, without a request")

	api.domainErr = errNoAnswer
	failed, err := targetOf(check.Connection{API: api}).Endpoints(t.Context())
	assert.Equal(t, errNoAnswer, err)
	assert.Zero(t, failed)
}

func TestDiscoveryDocumentOfATarget(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "/eu-west-1_Ab12Cd34E/.well-known/openid-configuration", r.URL.Path)
		assert.NoError(t, json.NewEncoder(w).Encode(map[string]string{"issuer": "i"}))
	}))
	defer server.Close()
	client := &http.Client{Transport: checktest.HostTransport{Server: server}}
	got, err := targetOf(check.Connection{API: &describedAPI{API: checktest.API{Pool: &types.UserPoolType{}}}, HTTP: client}).Discovery(t.Context())
	require.NoError(t, err)
	assert.Equal(t, check.DiscoveryDocument{Issuer: "i"}, got)

	missing := httptest.NewServer(http.NotFoundHandler())
	defer missing.Close()
	client = &http.Client{Transport: checktest.HostTransport{Server: missing}}
	_, err = targetOf(check.Connection{API: &describedAPI{API: checktest.API{Pool: &types.UserPoolType{}}}, HTTP: client}).Discovery(t.Context())
	_, invalid := check.AsInvalidResponse(err)
	assert.True(t, invalid, err)
}

func TestOthersOfAClient(t *testing.T) {
	t.Parallel()
	target := targetOf(check.Connection{})
	assert.Equal(t, []*check.Target{target.Clients[1]}, target.Clients[0].Others())
	assert.Equal(t, []*check.Target{target.Clients[0]}, target.Clients[1].Others())
	assert.Len(t, target.Clients, 2, "the list is not changed")
}

// TestMemoizeForgetsTheErrorOfAStoppedContext requires a second request after a stopped one only.
func TestMemoizeForgetsTheErrorOfAStoppedContext(t *testing.T) {
	t.Parallel()
	calls := 0
	ask := check.Memoize(func(ctx context.Context) (int, error) {
		calls++
		return calls, ctx.Err()
	})
	stopped, stop := context.WithCancel(t.Context())
	stop()
	_, err := ask(stopped)
	require.ErrorIs(t, err, context.Canceled)
	for range 2 {
		got, err := ask(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 2, got)
	}
	_, err = ask(stopped)
	assert.NoError(t, err, "the result is known")
}

func TestRegistrationOfAPool(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		body   string
		on     bool
		open   bool
		grants []string
		scopes []string
	}{
		{"none", `{"UserPool":{}}`, false, false, nil, nil},
		{"off", `{"UserPool":{"DcrConfiguration":{"EnableStatus":"Disabled","OpenDcrEnabled":true}}}`, false, false, []string{"code", "client_credentials", "code"}, []string{"openid", "email", "phone", "profile"}},
		{"on", `{"UserPool":{"DcrConfiguration":{"EnableStatus":"Enabled","AllowedScopes":["orders/read"]}}}`, true, false, []string{"code", "client_credentials"}, []string{"openid", "email", "phone", "profile", "orders/read"}},
		{"open", `{"UserPool":{"DcrConfiguration":{"EnableStatus":"Enabled","OpenDcrEnabled":true,"AuthenticatedGrantTypes":["client_credentials"],"OpenDcrGrantTypes":["implicit"]}}}`, true, true, []string{"client_credentials", "implicit"}, []string{"openid", "email", "phone", "profile"}},
	} {
		got, err := targetOf(check.Connection{API: &describedAPI{API: checktest.API{Pool: &types.UserPoolType{}, PoolBody: tt.body}}}).Registration(t.Context())
		require.NoError(t, err, tt.name)
		assert.Equal(t, tt.on, got.On(), tt.name)
		assert.Equal(t, tt.open, got.Open(), tt.name)
		if tt.grants == nil {
			assert.Nil(t, got, tt.name)
			continue
		}
		assert.Equal(t, tt.grants, got.Grants(), tt.name)
		assert.Equal(t, tt.scopes, got.Scopes(), tt.name)
	}
	assert.Equal(t, []string{"code"}, (&check.Registration{}).OpenGrants())
}

func TestRegisteredClient(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{`{"UserPoolClient":{"ClientType":"DCR"}}`: true, `{"UserPoolClient":{"ClientType":"STANDARD"}}`: false, `{}`: false} {
		api := &describedAPI{API: checktest.API{AppClient: &types.UserPoolClientType{}, ClientBody: body}}
		got, err := targetOf(check.Connection{API: api}).Clients[0].Registered(t.Context())
		require.NoError(t, err)
		assert.Equal(t, want, got, body)
	}
}

func TestRegistrationInAnUnreadableBody(t *testing.T) {
	t.Parallel()
	unreadable := &describedAPI{API: checktest.API{Pool: &types.UserPoolType{}, AppClient: &types.UserPoolClientType{}, PoolBody: "<html>", ClientBody: "<html>"}}
	target := targetOf(check.Connection{API: unreadable})
	_, err := target.Registration(t.Context())
	assert.Error(t, err)
	_, err = target.Clients[0].Registered(t.Context())
	assert.Error(t, err)

	bodyless := &describedAPI{bodyless: true, API: checktest.API{Pool: &types.UserPoolType{}, AppClient: &types.UserPoolClientType{}}}
	target = targetOf(check.Connection{API: bodyless})
	registration, err := target.Registration(t.Context())
	require.NoError(t, err)
	assert.Nil(t, registration)
	registered, err := target.Clients[0].Registered(t.Context())
	require.NoError(t, err)
	assert.False(t, registered)
}
