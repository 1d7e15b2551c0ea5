package check_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestEndpointsOfAPool(t *testing.T) {
	t.Parallel()
	e := &environment.Environment{Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E"}
	at := func(issuer, base string) environment.Endpoints {
		all := environment.Endpoints{Issuer: issuer, JWKSURI: issuer + "/.well-known/jwks.json", OpenIDConfigurationURI: issuer + "/.well-known/openid-configuration"}
		if base != "" {
			all.LoginBaseURL, all.AuthorizationEndpoint, all.TokenEndpoint = base, base+"/oauth2/authorize", base+"/oauth2/token"
			all.RevocationEndpoint, all.UserInfoEndpoint, all.EndSessionEndpoint = base+"/oauth2/revoke", base+"/oauth2/userInfo", base+"/logout"
		}
		return all
	}
	const (
		original = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E"
		updated  = "https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E"
		prefix   = "https://orders.auth.eu-west-1.amazoncognito.com"
	)
	plain, name := &types.UserPoolType{}, aws.String("orders")
	for _, tt := range []struct {
		name   string
		pool   *types.UserPoolType
		domain *types.DomainDescriptionType
		want   environment.Endpoints
	}{
		{"no domain", plain, nil, at(original, "")},
		{"a domain without a name", plain, &types.DomainDescriptionType{}, at(original, "")},
		{"a prefix domain", plain, &types.DomainDescriptionType{Domain: name}, at(original, prefix)},
		{"a prefix domain with an empty certificate", plain, &types.DomainDescriptionType{Domain: name, CustomDomainConfig: &types.CustomDomainConfigType{}}, at(original, prefix)},
		{
			"a custom domain", plain, &types.DomainDescriptionType{Domain: aws.String("login.example.com"), CustomDomainConfig: &types.CustomDomainConfigType{CertificateArn: aws.String("arn")}},
			at(original, "https://login.example.com"),
		},
		{"the updated issuer", &types.UserPoolType{IssuerConfiguration: &types.IssuerConfigurationType{Type: types.IssuerTypeUpdated}}, nil, at(updated, "")},
		{"the original issuer", &types.UserPoolType{IssuerConfiguration: &types.IssuerConfigurationType{Type: types.IssuerTypeOriginal}}, nil, at(original, "")},
	} {
		assert.Equal(t, tt.want, check.EndpointsOf(e, tt.pool, tt.domain), tt.name)
	}
}

func TestSameAddress(t *testing.T) {
	t.Parallel()
	assert.True(t, check.SameAddress("https://Login.example.com/", "https://login.example.com"))
	assert.True(t, check.SameAddress("https://login.example.com", "https://login.example.com/"))
	assert.False(t, check.SameAddress("https://login.example.com", "https://login.example.com/a"))
}

// TestDomainOfTheLoginPages requires the declared prefix domain, or else the custom domain, or else the prefix domain.
func TestDomainOfTheLoginPages(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name           string
		prefix, custom string
		declared       string
		want           string // empty: no request
	}{
		{"none", "", "", "", ""},
		{"a prefix domain", "orders", "", "", "orders"},
		{"a prefix domain and another declared one", "orders", "", "https://login.example.com", "orders"},
		{"a custom domain", "", "login.example.com", "", "login.example.com"},
		{"both", "orders", "login.example.com", "", "login.example.com"},
		{"both, with the declared prefix domain", "orders", "login.example.com", "https://orders.auth.eu-west-1.amazoncognito.com/", "orders"},
		{"a custom domain and a declared prefix domain", "", "login.example.com", "https://.auth.eu-west-1.amazoncognito.com", "login.example.com"},
	} {
		api := &checktest.API{Pool: &types.UserPoolType{}, Domain: &types.DomainDescriptionType{Domain: &tt.want}, DomainName: tt.want}
		if tt.prefix != "" {
			api.Pool.Domain = &tt.prefix
		}
		if tt.custom != "" {
			api.Pool.CustomDomain = &tt.custom
		}
		e := &environment.Environment{Region: "eu-west-1", Endpoints: environment.Endpoints{LoginBaseURL: tt.declared}}
		got, err := check.NewTarget(e, check.Connection{API: api}, nil).Domain(t.Context())
		require.NoError(t, err, tt.name)
		if tt.want == "" {
			assert.Nil(t, got, tt.name)
			continue
		}
		assert.Equal(t, tt.want, *got.Domain, tt.name)
	}
}
