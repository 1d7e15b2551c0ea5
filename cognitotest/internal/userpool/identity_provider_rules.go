package userpool

import (
	"net/url"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// The types of identity providers with a fixed name, which is their type.
var socialTypes = []string{"Google", "Facebook", "LoginWithAmazon", "SignInWithApple"}

// Validate applies the rules for the type of a provider (texts as measured by cdk-preflight).
func (i IdentityProvider) Validate() error {
	if slices.Contains(socialTypes, i.Type) && i.Name != i.Type {
		return apierror.InvalidParameter("Provider %s cannot be of type %s.", i.Name, i.Type)
	}
	if i.Type != "OIDC" && len(i.ACRMapping) > 0 { // "Only OIDC IdPs support ACR mapping" (API_CreateIdentityProvider); the text is unspecified
		return apierror.InvalidParameter("AcrMapping requires a provider of type OIDC.")
	}
	if err := i.ACRMapping.check("AcrMapping"); err != nil {
		return err
	}
	for key, value := range i.ACRMapping {
		if value == "" { // unspecified
			return apierror.InvalidParameter("AcrMapping: %s has no value. Write the ACR value of the identity provider.", key)
		}
	}
	switch i.Type {
	case "OIDC":
		return i.checkOIDC()
	case "SAML":
		return i.checkSAML()
	case "SignInWithApple":
		return i.require("clientId, privateKey, teamId, and keyId are all required idp details.", "client_id", "private_key", "team_id", "key_id")
	default:
		return i.require("clientId, clientSecret and authorizeScopes are all required idp details.", "client_id", "client_secret", "authorize_scopes")
	}
}

func (i IdentityProvider) require(message string, keys ...string) error {
	if slices.ContainsFunc(keys, func(key string) bool { return i.Details[key] == "" }) {
		return apierror.InvalidParameter("%s", message)
	}
	return nil
}

func (i IdentityProvider) checkOIDC() error {
	err := i.require("clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.",
		"client_id", "authorize_scopes", "oidc_issuer", "attributes_request_method")
	method := i.Details["attributes_request_method"]
	switch {
	case err != nil:
		return err
	case !strings.HasPrefix(i.Details["oidc_issuer"], "https://"):
		return apierror.InvalidParameter("OIDC endpoint must start with https://")
	case method != "GET" && method != "POST": // the end of the text is measured; its start follows the other texts
		return apierror.InvalidParameter("1 validation error detected: Value '%s' at 'attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]", method)
	}
	return nil
}

// checkSAML checks the details of a SAML provider (developer guide, "Adding and managing SAML
// identity providers in a user pool"). The texts about the sources of the metadata are measured,
// the others are unspecified.
func (i IdentityProvider) checkSAML() error {
	address, file := i.Details["MetadataURL"], i.Details["MetadataFile"]
	switch {
	case address != "" && file != "":
		return apierror.InvalidParameter("Only one of the MetadataURL or MetadataFile should be provided.")
	case address == "" && file == "":
		return apierror.InvalidParameter("At least one of the MetadataURL or MetadataFile should be provided.")
	case address != "" && !isMetadataURL(address):
		return apierror.InvalidParameter("MetadataURL must be an http or https URL with port 80 or 443.")
	}
	for _, flag := range []string{"IDPSignout", "IDPInit", "EncryptedResponses"} {
		if value, sent := i.Details[flag]; sent && value != "true" && value != "false" {
			return apierror.InvalidParameter("%s must be true or false.", flag)
		}
	}
	if algorithm, sent := i.Details["RequestSigningAlgorithm"]; sent && algorithm != "rsa-sha256" {
		return apierror.InvalidParameter("RequestSigningAlgorithm must be rsa-sha256.")
	}
	return nil
}

func isMetadataURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Hostname() != "" && (u.Scheme == "http" || u.Scheme == "https") && slices.Contains([]string{"", "80", "443"}, u.Port())
}
