package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWritePermissionsOfAClient(t *testing.T) {
	t.Parallel()
	_, pool := newDefaultStore(t, Pool{Schema: []SchemaAttribute{
		{Name: "email", DataType: "String", Mutable: true, Required: true},
		{Name: "team", DataType: "String", Mutable: true},
		{Name: "level", DataType: "String", Mutable: true, DeveloperOnly: true},
	}})
	profile := []string{
		"name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "gender",
		"birthdate", "zoneinfo", "locale",
	}
	for _, tt := range []struct {
		name        string
		permissions []string
		attributes  []string
		allowed     bool
	}{
		{"none", nil, nil, true},
		{"without permissions", nil, []string{"name", "email", "custom:team", "phone_number"}, true},
		{"permitted", []string{"name", "custom:team"}, []string{"custom:team", "name"}, true},
		{"not permitted", []string{"name"}, []string{"custom:team"}, false},
		{"one of two is not permitted", []string{"name"}, []string{"name", "nickname"}, false},
		{"required by the pool", []string{"name"}, []string{"email"}, true},
		{"profile attributes through oidc:profile", []string{"oidc:profile"}, profile, true},
		{"address is not part of oidc:profile", []string{"oidc:profile"}, []string{"address"}, false},
		{"phone number is not part of oidc:profile", []string{"oidc:profile"}, []string{"phone_number"}, false},
		{"profile attribute without oidc:profile", []string{"address"}, []string{"name"}, false},

		{"the sub", nil, []string{"sub"}, false},
		{"the sub with a permission", []string{"sub"}, []string{"sub"}, false},
		{"identities", nil, []string{"identities"}, false},
		{"identities with a permission", []string{"identities"}, []string{"identities"}, false},
		{"verified email", nil, []string{"email_verified"}, false},
		{"verified phone number with a permission", []string{"phone_number_verified"}, []string{"phone_number_verified"}, false},
		{"custom attribute with the suffix of a flag", nil, []string{"custom:age_verified"}, true},
		{"custom attribute with the name of a flag", []string{"custom:email_verified"}, []string{"custom:email_verified"}, true},
		{"developer attribute", nil, []string{"dev:custom:level"}, false},
		{"developer attribute with a permission", []string{"dev:custom:level"}, []string{"dev:custom:level"}, false},
	} {
		err := ClientSettings{WriteAttributes: tt.permissions}.CheckWrite(pool, tt.attributes)
		want := ""
		if !tt.allowed {
			want = "NotAuthorizedException: A client attempted to write unauthorized attribute"
		}
		assert.Equal(t, want, errorText(err), tt.name)
	}
}

func TestReadPermissionsOfAClient(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		permissions []string
		attribute   string
		want        bool
	}{
		{nil, "email", true},
		{nil, "sub", true},
		{[]string{"email"}, "email", true},
		{[]string{"email"}, "name", false},
		{[]string{"email"}, "sub", true},
		{[]string{"oidc:profile"}, "name", true},
		{[]string{"oidc:profile"}, "locale", true},
		{[]string{"oidc:profile"}, "email", false},
		{[]string{"oidc:profile"}, "updated_at", false},
		{[]string{"oidc:profile", "email"}, "email", true},
	} {
		assert.Equal(t, tt.want, ClientSettings{ReadAttributes: tt.permissions}.MayRead(tt.attribute), "%v, %s", tt.permissions, tt.attribute)
	}
}

func TestAttributeNames(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"sub", "email"}, AttributeNames([]Attribute{{"sub", "1"}, {"email", "jo@example.com"}}))
	assert.Empty(t, AttributeNames(nil))
}
