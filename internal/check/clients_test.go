package check_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// pagedClients returns one page of ListUserPoolClients for each list.
type pagedClients struct {
	checktest.API
	pages [][]types.UserPoolClientDescription
	sizes []int32 // the requested sizes of the pages
}

func (p *pagedClients) ListUserPoolClients(_ context.Context, in *cognitoidentityprovider.ListUserPoolClientsInput, _ ...func(*cognitoidentityprovider.Options)) (*cognitoidentityprovider.ListUserPoolClientsOutput, error) {
	if p.Err != nil {
		return nil, p.Err
	}
	p.sizes = append(p.sizes, aws.ToInt32(in.MaxResults))
	page := len(aws.ToString(in.NextToken))
	out := &cognitoidentityprovider.ListUserPoolClientsOutput{UserPoolClients: p.pages[page]}
	if page+1 < len(p.pages) {
		out.NextToken = aws.String(aws.ToString(in.NextToken) + "n")
	}
	return out, nil
}

func described(name, id string) types.UserPoolClientDescription {
	return types.UserPoolClientDescription{ClientName: &name, ClientId: &id}
}

func TestAddClients(t *testing.T) {
	t.Parallel()
	api := &pagedClients{pages: [][]types.UserPoolClientDescription{
		{described("web", "1"), described("jobs", "2")},
		{described("web", "3"), described("app", "4"), described("app", "5"), described("app", "4"), described("", "6")},
	}}
	e := environment.Environment{Clients: []environment.Client{{Key: "web", ID: "1", Declared: environment.AppClient{Rotation: new(true)}}}}
	require.NoError(t, check.AddClients(t.Context(), api, &e))
	assert.Equal(t, []environment.Client{
		{Key: "3", ID: "3"}, {Key: "5", ID: "5"}, {Key: "6", ID: "6"}, {Key: "app", ID: "4"}, {Key: "jobs", ID: "2"}, {Key: "web", ID: "1", Declared: environment.AppClient{Rotation: new(true)}},
	}, e.Clients)
	assert.Equal(t, []int32{60, 60}, api.sizes, "the maximum of ListUserPoolClients")

	rejected := errors.New("no")
	assert.ErrorIs(t, check.AddClients(t.Context(), &pagedClients{API: checktest.API{Err: rejected}}, &e), rejected)
}

func TestNameClients(t *testing.T) {
	t.Parallel()
	e := environment.Environment{Clients: []environment.Client{{Key: "1", ID: "1"}, {Key: "mine", ID: "2"}}}
	require.NoError(t, check.NameClients(t.Context(), &checktest.API{AppClient: &types.UserPoolClientType{ClientName: aws.String("web")}}, &e))
	assert.Equal(t, []environment.Client{{Key: "web", ID: "1"}, {Key: "mine", ID: "2"}}, e.Clients)

	e.Clients = []environment.Client{{Key: "1", ID: "1"}, {Key: "2", ID: "2"}}
	require.NoError(t, check.NameClients(t.Context(), &checktest.API{AppClient: &types.UserPoolClientType{ClientName: aws.String("web")}}, &e))
	assert.Equal(t, []environment.Client{{Key: "web", ID: "1"}, {Key: "2", ID: "2"}}, e.Clients, "the second client of a name keeps its id")

	e.Clients = []environment.Client{{Key: "1", ID: "1"}, {Key: "web", ID: "2"}}
	require.NoError(t, check.NameClients(t.Context(), &checktest.API{AppClient: &types.UserPoolClientType{ClientName: aws.String("web")}}, &e))
	assert.Equal(t, []environment.Client{{Key: "1", ID: "1"}, {Key: "web", ID: "2"}}, e.Clients, "another client has the name as its key")

	for _, nameless := range []*types.UserPoolClientType{nil, {}} {
		e.Clients = []environment.Client{{Key: "1", ID: "1"}}
		require.NoError(t, check.NameClients(t.Context(), &checktest.API{AppClient: nameless}, &e))
		assert.Equal(t, []environment.Client{{Key: "1", ID: "1"}}, e.Clients)
	}

	rejected := errors.New("no")
	e.Clients = []environment.Client{{Key: "1", ID: "1"}}
	assert.ErrorIs(t, check.NameClients(t.Context(), &checktest.API{Err: rejected}, &e), rejected)
}

func TestSnapshot(t *testing.T) {
	t.Parallel()
	f := &checktest.API{
		Pool: &types.UserPoolType{
			DeletionProtection: types.DeletionProtectionTypeActive, MfaConfiguration: types.UserPoolMfaTypeOff, UserPoolTier: types.UserPoolTierTypeEssentials,
			Domain: aws.String("orders"),
			Policies: &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{
				MinimumLength: aws.Int32(10), RequireLowercase: true, RequireNumbers: true, PasswordHistorySize: aws.Int32(3), TemporaryPasswordValidityDays: 5,
			}},
			AdminCreateUserConfig: &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: true},
			AccountRecoverySetting: &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{
				{Name: "verified_phone_number", Priority: aws.Int32(2)}, {Name: "verified_email", Priority: aws.Int32(1)},
			}},
			UserPoolAddOns: &types.UserPoolAddOnsType{
				AdvancedSecurityMode: "AUDIT", AdvancedSecurityAdditionalFlows: &types.AdvancedSecurityAdditionalFlowsType{CustomAuthMode: "ENFORCED"},
			},
		},
		Domain: &types.DomainDescriptionType{Domain: aws.String("orders"), ManagedLoginVersion: aws.Int32(2)},
		AppClient: &types.UserPoolClientType{
			ClientSecret: aws.String("hush"), AccessTokenValidity: aws.Int32(15), RefreshTokenValidity: 30,
			TokenValidityUnits:   &types.TokenValidityUnitsType{AccessToken: types.TimeUnitsTypeMinutes},
			RefreshTokenRotation: &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: aws.Int32(10)}, EnableTokenRevocation: aws.Bool(true),
			ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_SRP_AUTH"}, AllowedOAuthFlows: []types.OAuthFlowType{"code"},
			AllowedOAuthScopes: []string{"openid", "email"}, CallbackURLs: []string{"https://app.example.com/callback"}, PreventUserExistenceErrors: "ENABLED",
		},
	}
	declared := checktest.Environment(environment.AppClient{})
	declared.Region, declared.UserPoolID = "eu-west-1", "eu-west-1_Ab12Cd34E"
	got, err := check.Snapshot(t.Context(), check.Connection{API: f}, declared)
	require.NoError(t, err)
	assert.Equal(t, environment.Pool{
		DeletionProtection: new("ACTIVE"), Tier: new("ESSENTIALS"), MFAConfiguration: new("OFF"), ManagedLoginVersion: new(2),
		PasswordPolicy: &environment.PasswordPolicy{
			MinimumLength: new(10), RequireLowercase: new(true), RequireUppercase: new(false), RequireNumbers: new(true), RequireSymbols: new(false),
			PasswordHistorySize: new(3), TemporaryPasswordValidityDays: new(5),
		},
		AllowAdminCreateUserOnly: new(true), AccountRecovery: []string{"verified_email", "verified_phone_number"},
		AdvancedSecurityMode: new("AUDIT"), CustomAuthMode: new("ENFORCED"),
	}, got.Declared)
	assert.Equal(t, environment.AppClient{
		AccessToken: new(15 * time.Minute), IDToken: new(time.Hour), RefreshToken: new(30 * check.Day),
		Rotation: new(true), RetryGracePeriod: new(10 * time.Second), Revocation: new(true), Confidential: new(true),
		ExplicitAuthFlows: []string{"ALLOW_USER_SRP_AUTH"}, AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: []string{"email", "openid"},
		CallbackURLs: []string{"https://app.example.com/callback"}, LogoutURLs: []string{}, PreventUserExistenceErrors: new("ENABLED"),
	}, got.Clients[0].Declared)
	assert.Equal(t, environment.AppClient{}, declared.Clients[0].Declared, "Snapshot does not change the caller's environment")

	f.Pool.Policies.PasswordPolicy.TemporaryPasswordValidityDays = 0 // the service omits it if the pool does not set it
	got, err = check.Snapshot(t.Context(), check.Connection{API: f}, declared)
	require.NoError(t, err)
	assert.Equal(t, new(7), got.Declared.PasswordPolicy.TemporaryPasswordValidityDays, "the default")
}

func TestSnapshotOfTheLeastSettings(t *testing.T) {
	t.Parallel()
	api := &describedAPI{API: checktest.API{
		Pool: &types.UserPoolType{
			Domain: aws.String("orders"), Policies: &types.UserPoolPolicyType{}, AdminCreateUserConfig: &types.AdminCreateUserConfigType{}, UserPoolAddOns: &types.UserPoolAddOnsType{},
		},
		Domain: &types.DomainDescriptionType{Domain: aws.String("orders")}, AppClient: &types.UserPoolClientType{},
	}}
	declared := checktest.Environment(environment.AppClient{})
	got, err := check.Snapshot(t.Context(), check.Connection{API: api}, declared)
	require.NoError(t, err)
	least := environment.Pool{DeletionProtection: new(""), MFAConfiguration: new(""), AllowAdminCreateUserOnly: new(false)}
	assert.Equal(t, least, got.Declared)

	*api.Pool, api.PoolBody = types.UserPoolType{}, `{"UserPool":{"DcrConfiguration":{"EnableStatus":"Enabled","OpenDcrEnabled":true}}}`
	got, err = check.Snapshot(t.Context(), check.Connection{API: api}, declared)
	require.NoError(t, err)
	least.OpenRegistration = new(true)
	assert.Equal(t, least, got.Declared)
}

func TestSnapshotReturnsTheErrorOfARequest(t *testing.T) {
	t.Parallel()
	pool, client := &types.UserPoolType{Domain: aws.String("orders")}, &types.UserPoolClientType{}
	declared := checktest.Environment(environment.AppClient{})
	for name, api := range map[string]*describedAPI{
		"the pool":   {API: checktest.API{Err: errNoAnswer}},
		"the domain": {API: checktest.API{Pool: pool, AppClient: client}, domainErr: errNoAnswer},
		"the client": {API: checktest.API{Pool: pool, AppClient: client}, clientErr: errNoAnswer},
	} {
		_, err := check.Snapshot(t.Context(), check.Connection{API: api}, declared)
		assert.Equal(t, errNoAnswer, err, name)
	}
	_, err := check.Snapshot(t.Context(), check.Connection{API: &describedAPI{API: checktest.API{Pool: pool, PoolBody: "<html>"}}}, declared)
	assert.ErrorContains(t, err, "invalid character")
}
