package userpool

import (
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// The types of identity providers with a fixed name, which is their type.
var socialTypes = []string{"Google", "Facebook", "LoginWithAmazon", "SignInWithApple"}

// validate applies the rules for the type of a provider (texts as measured by cdk-preflight).
func (i IdentityProvider) validate() error {
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

func (i IdentityProvider) checkSAML() error {
	url, file := i.Details["MetadataURL"] != "", i.Details["MetadataFile"] != ""
	switch {
	case url && file:
		return apierror.InvalidParameter("Only one of the MetadataURL or MetadataFile should be provided.")
	case !url && !file:
		return apierror.InvalidParameter("At least one of the MetadataURL or MetadataFile should be provided.")
	}
	return nil
}
