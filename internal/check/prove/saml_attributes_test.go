package prove

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

// TestSAMLAttributesOfAUser requires one value for each SAML attribute, an address or a number if one of its targets needs it.
func TestSAMLAttributesOfAUser(t *testing.T) {
	t.Parallel()
	pool := &types.UserPoolType{SchemaAttributes: []types.SchemaAttributeType{{Name: aws.String("custom:staff"), AttributeDataType: "Boolean"}}}
	for _, tt := range []struct {
		name    string
		mapping map[string]string
		want    map[string]string
	}{
		{"none", nil, map[string]string{}},
		{"each attribute", map[string]string{"email": "mail", "custom:staff": "staff"}, map[string]string{"mail": "ada@example.com", "staff": "true"}},
		{"an address for two attributes", map[string]string{"custom:staff": "mail", "email": "mail", "name": "mail"}, map[string]string{"mail": "ada@example.com"}},
		{"not the username", map[string]string{"username": "NameID", "sub": "NameID", "locale": "lang"}, map[string]string{"lang": "en"}},
	} {
		assert.Equal(t, tt.want, samlAttributes(pool, tt.mapping, "ada@example.com"), tt.name)
	}
	number := samlAttributes(pool, map[string]string{"phone_number": "n", "custom:staff": "n"}, "ada@example.com")["n"]
	assert.Regexp(t, `^\+1\d{10}$`, number)
	assert.Equal(t, []string{"email", "name"}, mappedAttributes(map[string]string{"name": "a", "sub": "b", "username": "c", "email": "d"}))
}

func TestTriggersThatChangeClaims(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		triggers *types.LambdaConfigType
		want     bool
	}{
		{"none", nil, false},
		{"another one", &types.LambdaConfigType{PostAuthentication: aws.String("arn")}, false},
		{"pre token generation", &types.LambdaConfigType{PreTokenGeneration: aws.String("arn")}, true},
		{"pre token generation with a version", &types.LambdaConfigType{PreTokenGenerationConfig: &types.PreTokenGenerationVersionConfigType{}}, true},
		{"inbound federation", &types.LambdaConfigType{InboundFederation: &types.InboundFederationLambdaType{}}, true},
	} {
		assert.Equal(t, tt.want, changesClaims(&types.UserPoolType{LambdaConfig: tt.triggers}), tt.name)
	}
}

func TestReadableAttributes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		scopes    []string
		read      []string
		attribute string
		want      bool
	}{
		{"openid alone allows all", []string{"openid"}, nil, "email", true},
		{"openid alone allows custom attributes", []string{"openid"}, nil, "custom:team", true},
		{"no scope of attributes", []string{"orders/read"}, nil, "email", false},
		{"email allows the address", []string{"openid", "email"}, nil, "email", true},
		{"email allows its verification", []string{"openid", "email"}, nil, "email_verified", true},
		{"email allows no name", []string{"openid", "email"}, nil, "name", false},
		{"phone allows the number", []string{"openid", "phone"}, nil, "phone_number", true},
		{"phone allows no address", []string{"openid", "phone"}, nil, "email", false},
		{"profile allows the name", []string{"openid", "profile"}, nil, "name", true},
		{"profile allows no number", []string{"openid", "profile"}, nil, "phone_number", false},
		{"a client that may read it", []string{"openid"}, []string{"email"}, "email", true},
		{"a client that may not read it", []string{"openid"}, []string{"name"}, "email", false},
	} {
		client := &types.UserPoolClientType{AllowedOAuthScopes: tt.scopes, ReadAttributes: tt.read}
		assert.Equal(t, tt.want, readable(client, tt.attribute), tt.name)
	}
}

func TestClaimText(t *testing.T) {
	t.Parallel()
	assert.Empty(t, claimText(nil))
	assert.Equal(t, "a", claimText("a"))
	assert.Equal(t, "true", claimText(true))
	assert.Equal(t, "1 Main St", claimText(map[string]any{"formatted": "1 Main St"}))
	assert.Empty(t, claimText(map[string]any{}))
}

func TestAttributeFindingsCompareClaims(t *testing.T) {
	t.Parallel()
	provider := &types.IdentityProviderType{ProviderName: aws.String("Corp"), AttributeMapping: map[string]string{"email": "mail", "name": "cn", "username": "NameID"}}
	client := &types.UserPoolClientType{AllowedOAuthScopes: []string{"openid"}}
	sent := map[string]string{"mail": "ada@example.com", "cn": "Ada"}
	token := func(claims object) string {
		s := newFakeService(t)
		return s.jwt("id", &fakeSignIn{}, 0, claims)
	}
	for _, tt := range []struct {
		name   string
		claims object
		want   []string
	}{
		{"equal", object{"email": "ada@example.com", "name": "Ada"}, nil},
		{"absent", object{"name": "Ada"}, []string{`The claim email of the ID token of the refresh is "" and must be "ada@example.com", the SAML attribute mail of the provider Corp.`}},
		{"another value", object{"email": "ada@example.com", "name": "Bob"}, []string{`The claim name of the ID token of the refresh is "Bob" and must be "Ada", the SAML attribute cn of the provider Corp.`}},
	} {
		var got []string
		for _, f := range attributeFindings(provider, client, sent, token(tt.claims), "refresh") {
			got = append(got, f.Message)
		}
		assert.Equal(t, tt.want, got, tt.name)
	}
	assert.Empty(t, attributeFindings(provider, client, sent, "not a token", "refresh"), "another check reports it")
}
