package prove

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/jwt"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// samlAttributes returns a value for each SAML attribute that a provider maps, for a user with an
// email address. If several attributes of the user have the same source, its value is an email
// address or a phone number if one of them is.
func samlAttributes(pool *types.UserPoolType, mapping map[string]string, address string) map[string]string {
	values := map[string]string{}
	for _, name := range mappedAttributes(mapping) {
		if source := mapping[name]; values[source] == "" || name == "email" || name == "phone_number" {
			values[source] = session.AttributeValue(pool, name, address)
		}
	}
	return values
}

// mappedAttributes returns the attributes of the user that a mapping sets, sorted. The username
// and sub do not come from SAML attributes.
func mappedAttributes(mapping map[string]string) []string {
	return check.Without(slices.Sorted(maps.Keys(mapping)), func(name string) bool { return name == "username" || name == "sub" })
}

// changesClaims reports whether a Lambda trigger of a pool may change the attributes of a user of a
// provider or the claims of tokens.
func changesClaims(pool *types.UserPoolType) bool {
	triggers := pool.LambdaConfig
	return triggers != nil && (triggers.PreTokenGeneration != nil || triggers.PreTokenGenerationConfig != nil || triggers.InboundFederation != nil)
}

// attributeFindings compares the mapped attributes that a client can read with the claims of an ID
// token. of names the response. ClaimFindings reports a token that cannot be read.
func attributeFindings(provider *types.IdentityProviderType, client *types.UserPoolClientType, sent map[string]string, idToken, of string) []report.Finding {
	var claims map[string]any
	if token, err := jwt.Parse(idToken); err != nil || token.Decode(&claims) != nil {
		return nil
	}
	var findings []report.Finding
	for _, name := range mappedAttributes(provider.AttributeMapping) {
		source := provider.AttributeMapping[name]
		if got := claimText(claims[name]); readable(client, name) && got != sent[source] {
			findings = append(findings, check.Finding(
				fmt.Sprintf("Map %s in attribute_mapping, and let the client write and read it: write_attributes and read_attributes.", name),
				"The claim %s of the ID token of the %s is %s and must be %s, the SAML attribute %s of the provider %s.",
				name, of, check.Quote(got), check.Quote(sent[source]), source, aws.ToString(provider.ProviderName))...)
		}
	}
	return findings
}

// readable reports whether the ID tokens of a client have an attribute (developer guide, "Attribute
// permissions and scopes"). An empty list allows all attributes (API reference, UserPoolClientType).
func readable(client *types.UserPoolClientType, name string) bool {
	if len(client.ReadAttributes) > 0 && !slices.Contains(client.ReadAttributes, name) {
		return false
	}
	allows := func(scope string) bool { return slices.Contains(client.AllowedOAuthScopes, scope) }
	switch all := !allows("email") && !allows("phone") && !allows("profile"); {
	case all:
		return allows("openid")
	case strings.HasPrefix(name, "email"):
		return allows("email")
	case strings.HasPrefix(name, "phone_number"):
		return allows("phone")
	default:
		return allows("profile")
	}
}

// claimText returns a claim as the text of an attribute. An absent claim is an empty text. The
// claim of an address is an object (OpenID Connect Core section 5.1.1).
func claimText(claim any) string {
	switch value := claim.(type) {
	case nil:
		return ""
	case map[string]any:
		return claimText(value["formatted"])
	default:
		return fmt.Sprint(value)
	}
}
