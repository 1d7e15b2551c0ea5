package check

import (
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// EndpointsOf returns the endpoints that follow from the region, the id, the issuer type and the
// domain of a pool. Without a domain, the endpoints of the login pages are empty.
//
// Developer guide, "Using the ... endpoints" of the user pools OIDC IdP and hosted UI
// reference: the paths.
func EndpointsOf(e *environment.Environment, pool *types.UserPoolType, domain *types.DomainDescriptionType) environment.Endpoints {
	issuer := Issuer(e, pool)
	all := environment.Endpoints{
		Issuer:                 issuer,
		JWKSURI:                issuer + "/.well-known/jwks.json",
		OpenIDConfigurationURI: issuer + "/.well-known/openid-configuration",
	}
	if domain == nil || domain.Domain == nil {
		return all
	}
	if domain.CustomDomainConfig == nil || aws.ToString(domain.CustomDomainConfig.CertificateArn) == "" {
		all.LoginBaseURL = prefixBaseURL(e, *domain.Domain)
	} else {
		all.LoginBaseURL = customBaseURL(*domain.Domain)
	}
	all.AuthorizationEndpoint = all.LoginBaseURL + "/oauth2/authorize"
	all.TokenEndpoint = all.LoginBaseURL + "/oauth2/token"
	all.RevocationEndpoint = all.LoginBaseURL + "/oauth2/revoke"
	all.UserInfoEndpoint = all.LoginBaseURL + "/oauth2/userInfo"
	all.EndSessionEndpoint = all.LoginBaseURL + "/logout"
	return all
}

// Issuer returns the issuer of a pool's tokens (developer guide, "Verifying JSON web tokens";
// API_IssuerConfigurationType). A pool without a type has the original issuer.
func Issuer(e *environment.Environment, pool *types.UserPoolType) string {
	host := "cognito-idp"
	if HasUpdatedIssuer(pool) {
		host = "issuer-cognito-idp"
	}
	return fmt.Sprintf("https://%s.%s.amazonaws.com/%s", host, e.Region, e.UserPoolID)
}

// HasUpdatedIssuer reports whether a pool has the issuer type UPDATED.
func HasUpdatedIssuer(pool *types.UserPoolType) bool {
	return pool.IssuerConfiguration != nil && pool.IssuerConfiguration.Type == types.IssuerTypeUpdated
}

// Developer guide, "Configuring a user pool domain".
func prefixBaseURL(e *environment.Environment, prefix string) string {
	return "https://" + prefix + ".auth." + e.Region + ".amazoncognito.com"
}

func customBaseURL(name string) string { return "https://" + name }

// loginDomain returns the domain of the login pages, or "" if the pool has none. It is the
// declared domain if the pool has it. Otherwise it is the custom domain, because Cognito's own
// discovery document prefers it (observed), or else the prefix domain.
func loginDomain(e *environment.Environment, pool *types.UserPoolType) string {
	prefix, custom := aws.ToString(pool.Domain), aws.ToString(pool.CustomDomain)
	if custom == "" || prefix != "" && SameAddress(e.Endpoints.LoginBaseURL, prefixBaseURL(e, prefix)) {
		return prefix
	}
	return custom
}

// SameAddress reports whether two base URLs are equal. Hosts are case-insensitive, and a
// trailing slash does not matter.
func SameAddress(a, b string) bool {
	return strings.EqualFold(strings.TrimSuffix(a, "/"), strings.TrimSuffix(b, "/"))
}
