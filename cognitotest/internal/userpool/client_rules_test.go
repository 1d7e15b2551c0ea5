package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAuthFlowsOfAClient(t *testing.T) {
	t.Parallel()
	const mixed = "InvalidParameterException: Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names."
	s, pool := newDefaultStore(t, Pool{})
	for _, tt := range []struct {
		name         string
		flows        []string
		confidential bool
		want         string
	}{
		{"none", nil, false, ""},
		{"current names", []string{"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}, false, ""},
		{"legacy names", []string{"ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH"}, false, ""},
		{"a legacy name at the end", []string{"ALLOW_USER_SRP_AUTH", "USER_PASSWORD_AUTH"}, false, mixed},
		{"a legacy name at the beginning", []string{"CUSTOM_AUTH_FLOW_ONLY", "ALLOW_USER_SRP_AUTH"}, false, mixed},
		{"client token", []string{"ALLOW_CLIENT_TOKEN_AUTH"}, true, ""},
		{"client token without a secret", []string{"ALLOW_CLIENT_TOKEN_AUTH"}, false, "InvalidParameterException: ALLOW_CLIENT_TOKEN_AUTH requires a client secret."},
		{"client token with another flow", []string{"ALLOW_CLIENT_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"}, true, "InvalidParameterException: ALLOW_CLIENT_TOKEN_AUTH cannot be used with other auth flows."},
		{"other flows with a secret", []string{"ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"}, true, ""},
	} {
		_, err := s.CreateClient(pool.ID, ClientSettings{ExplicitAuthFlows: tt.flows}, "", tt.confidential)
		assert.Equal(t, tt.want, errorText(err), tt.name)
	}
}

func TestLegacyAuthFlows(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		legacy string
		want   []string
	}{
		{"ADMIN_NO_SRP_AUTH", []string{"ADMIN_USER_PASSWORD_AUTH", "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH"}},
		{"USER_PASSWORD_AUTH", []string{"USER_PASSWORD_AUTH", "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH"}},
		{"CUSTOM_AUTH_FLOW_ONLY", []string{"CUSTOM_AUTH", "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH"}},
	} {
		c := ClientSettings{ExplicitAuthFlows: []string{tt.legacy}}
		var got []string
		for _, flow := range []string{"ADMIN_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH", "CUSTOM_AUTH", "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "USER_AUTH"} {
			if c.AllowsAuthFlow(flow) {
				got = append(got, flow)
			}
		}
		assert.Equal(t, tt.want, got, tt.legacy)
	}
}

func TestRotationOfAClient(t *testing.T) {
	t.Parallel()
	on, off := &Rotation{Enabled: true, Grace: time.Minute}, &Rotation{Grace: time.Minute}
	refresh := []string{"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
	for _, tt := range []struct {
		name     string
		tier     string
		rotation *Rotation
		flows    []string
		want     string
	}{
		{"off", "ESSENTIALS", off, refresh, ""},
		{"not set", "ESSENTIALS", nil, refresh, ""},
		{"on", "ESSENTIALS", on, []string{"ALLOW_USER_SRP_AUTH"}, ""},
		{"on without flows", "PLUS", on, nil, ""},
		{"on with the refresh flow", "ESSENTIALS", on, refresh, "InvalidParameterException: ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled."},
		{"off in the tier LITE", "LITE", off, nil, ""},
		{"on in the tier LITE", "LITE", on, nil, "FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Refresh Token Rotation"},
	} {
		s, pool := newDefaultStore(t, Pool{PoolSettings: PoolSettings{Tier: tt.tier}})
		_, err := s.CreateClient(pool.ID, ClientSettings{Rotation: tt.rotation, ExplicitAuthFlows: tt.flows}, "", false)
		assert.Equal(t, tt.want, errorText(err), tt.name)
	}
}

func TestUserContextRequiresAClientSecret(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	_, err := s.CreateClient(pool.ID, ClientSettings{PropagateAdditionalUserContext: true}, "", true)
	require.NoError(t, err)
	_, err = s.CreateClient(pool.ID, ClientSettings{PropagateAdditionalUserContext: true}, "", false)
	assert.EqualError(t, err, "InvalidParameterException: Client Secret is required to set EnablePropagateAdditionalUserContextData as true")
}

func TestAttributePermissionsOfAClient(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{Schema: []SchemaAttribute{
		{Name: "team", DataType: "String", Mutable: true}, {Name: "email_verified", DataType: "String", Mutable: true},
	}})
	for _, tt := range []struct {
		attributes  []string
		read, write bool
	}{
		{nil, true, true},
		{[]string{"email", "custom:team"}, true, true},
		{[]string{"oidc:profile"}, true, true},
		{[]string{"sub"}, true, false},
		{[]string{"email", "sub"}, true, false},
		{[]string{"email_verified"}, true, false},
		{[]string{"phone_number_verified"}, true, false},
		{[]string{"custom:email_verified"}, true, true},
		{[]string{"custom:unknown"}, false, false},
		{[]string{"email", "unknown"}, false, false},
		{[]string{"oidc:email"}, false, false},
	} {
		_, err := s.CreateClient(pool.ID, ClientSettings{ReadAttributes: tt.attributes}, "", false)
		if tt.read {
			assert.NoError(t, err, "%v", tt.attributes)
		} else {
			assert.EqualError(t, err, "InvalidParameterException: Invalid read attributes specified while creating a client", "%v", tt.attributes)
		}
		_, err = s.CreateClient(pool.ID, ClientSettings{WriteAttributes: tt.attributes}, "", false)
		if tt.write {
			assert.NoError(t, err, "%v", tt.attributes)
		} else {
			assert.EqualError(t, err, "InvalidParameterException: Invalid write attributes specified while creating a client", "%v", tt.attributes)
		}
	}
}

func TestIdentityProvidersOfAClientExist(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	_, err := s.CreateIdentityProvider(pool.ID, IdentityProvider{Name: "Corp", Type: "SAML", Details: map[string]string{"MetadataFile": "<xml/>"}})
	require.NoError(t, err)
	for _, tt := range []struct {
		providers []string
		missing   string
	}{
		{[]string{"COGNITO"}, ""},
		{[]string{"Corp"}, ""},
		{[]string{"COGNITO", "Corp"}, ""},
		{[]string{"Cognito"}, "Cognito"},
		{[]string{"COGNITO", "Google"}, "Google"},
	} {
		want := ""
		if tt.missing != "" {
			want = "InvalidParameterException: The provider " + tt.missing + " does not exist for User Pool " + pool.ID + "."
		}
		_, err := s.CreateClient(pool.ID, ClientSettings{SupportedIdentityProviders: tt.providers}, "", false)
		assert.Equal(t, want, errorText(err), "%v", tt.providers)
	}
}
