package test

import (
	"maps"
	"os"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestProofsOfSAML proves a SAML provider with settings that change its messages, and then pools, clients and mappings
// with which a user of the provider cannot sign in, or does so without an attribute.
func TestProofsOfSAML(t *testing.T) {
	t.Parallel()
	metadata, err := os.ReadFile("testdata/roots/federated-providers/northwind-metadata.xml")
	require.NoError(t, err)
	attribute := func(name string, mutable, required bool) types.SchemaAttributeType {
		return types.SchemaAttributeType{Name: &name, AttributeDataType: types.AttributeDataTypeString, Mutable: &mutable, Required: &required}
	}
	const fix = "Check provider_details and attribute_mapping of the provider and the schema of the pool, and apply the configuration again."
	for _, tt := range []struct {
		name    string
		schema  []types.SchemaAttributeType
		details map[string]string
		mapping map[string]string
		client  func(*cognitoidentityprovider.CreateUserPoolClientInput)
		want    string // the message of the only finding; "" for none
		fix     string
	}{
		{name: "correct"},
		{name: "signed requests", details: map[string]string{"RequestSigningAlgorithm": "rsa-sha256"}},
		{name: "encrypted responses", details: map[string]string{"EncryptedResponses": "true"}},
		{name: "signed requests and encrypted responses", details: map[string]string{"RequestSigningAlgorithm": "rsa-sha256", "EncryptedResponses": "true"}},
		{name: "the provider may start", details: map[string]string{"IDPInit": "true"}, client: func(in *cognitoidentityprovider.CreateUserPoolClientInput) {
			in.SupportedIdentityProviders = []string{"Corp"}
		}},
		{name: "the provider may start, but not at this client", details: map[string]string{"IDPInit": "true"}},
		{name: "attributes of every kind", schema: []types.SchemaAttributeType{
			attribute("team", true, false), {Name: aws.String("level"), AttributeDataType: types.AttributeDataTypeNumber, NumberAttributeConstraints: &types.NumberAttributeConstraintsType{MinValue: aws.String("7"), MaxValue: aws.String("9")}},
			{Name: aws.String("staff"), AttributeDataType: types.AttributeDataTypeBoolean}, {Name: aws.String("since"), AttributeDataType: types.AttributeDataTypeDatetime},
		}, mapping: map[string]string{
			"email": "mail", "preferred_username": "mail", "email_verified": "verified", "phone_number": "tel", "birthdate": "born", "address": "home", "updated_at": "changed", "name": "cn",
			"custom:team": "team", "custom:level": "level", "custom:staff": "staff", "custom:since": "since",
		}, client: func(in *cognitoidentityprovider.CreateUserPoolClientInput) {
			in.AllowedOAuthScopes = []string{"openid", "email", "phone", "profile"}
		}},
		{name: "a client without the scope of an attribute", mapping: map[string]string{"email": "mail", "name": "cn"}},

		{name: "an immutable attribute", schema: []types.SchemaAttributeType{attribute("team", false, false)}, mapping: map[string]string{"custom:team": "team"}, fix: fix,
			want: `A user of the SAML provider Corp is not signed in: the authorization failed with the error "server_error", described as "Invalid SAML response received: user.custom:team: Attribute cannot be updated.".`},
		{name: "a required attribute without a mapping", schema: []types.SchemaAttributeType{attribute("family_name", true, true)}, fix: fix,
			want: `A user of the SAML provider Corp is not signed in: the authorization failed with the error "server_error", described as "Invalid SAML response received: Invalid user attributes: family_name: The attribute is required".`},
		{name: "an attribute that the client cannot write", client: func(in *cognitoidentityprovider.CreateUserPoolClientInput) {
			in.WriteAttributes = []string{"name"}
		}, fix: "Map email in attribute_mapping, and let the client write and read it: write_attributes and read_attributes.", want: "email"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProving(t, &cognitoidentityprovider.CreateUserPoolInput{Schema: tt.schema})
			details := map[string]string{"MetadataFile": string(metadata), "IDPSignout": "true"}
			maps.Copy(details, tt.details)
			if tt.mapping == nil {
				tt.mapping = map[string]string{"email": "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"}
			}
			_, err := p.api.CreateIdentityProvider(t.Context(), &cognitoidentityprovider.CreateIdentityProviderInput{
				UserPoolId: &p.pool.UserPoolID, ProviderName: aws.String("Corp"), ProviderType: types.IdentityProviderTypeTypeSaml,
				ProviderDetails: details, AttributeMapping: tt.mapping, IdpIdentifiers: []string{"corp.example.com"},
			})
			require.NoError(t, err)
			p.add(t, "web", func(in *cognitoidentityprovider.CreateUserPoolClientInput) {
				in.GenerateSecret, in.SupportedIdentityProviders = true, []string{"COGNITO", "Corp"}
				if tt.client != nil {
					tt.client(in)
				}
			})
			describe := func() types.IdentityProviderType {
				described, err := p.api.DescribeIdentityProvider(t.Context(), &cognitoidentityprovider.DescribeIdentityProviderInput{UserPoolId: &p.pool.UserPoolID, ProviderName: aws.String("Corp")})
				require.NoError(t, err)
				described.IdentityProvider.LastModifiedDate = nil
				return *described.IdentityProvider
			}
			before := describe()
			result := p.prove(t, proof(t, "saml-sign-in")).Clients[0].Results[0]
			if tt.want == "" {
				assert.Equal(t, report.Result{Check: "saml-sign-in", Outcome: report.Passed}, result)
			} else {
				require.NotEmpty(t, result.Findings, result)
				assert.Contains(t, result.Findings[0].Message, tt.want)
				assert.Equal(t, tt.fix, result.Findings[0].Fix)
			}
			assert.Equal(t, before, describe(), "the provider is restored")
			users, err := p.api.ListUsers(t.Context(), &cognitoidentityprovider.ListUsersInput{UserPoolId: &p.pool.UserPoolID})
			require.NoError(t, err)
			assert.Empty(t, users.Users)
		})
	}
}
