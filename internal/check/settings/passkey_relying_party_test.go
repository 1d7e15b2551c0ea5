package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestPasskeyRelyingParty(t *testing.T) {
	t.Parallel()
	pool := func(relyingParty string, domain *types.DomainDescriptionType, factors ...types.AuthFactorType) *checktest.API {
		p := &types.UserPoolType{Policies: &types.UserPoolPolicyType{SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: factors}}}
		if domain != nil {
			p.Domain = domain.Domain
			if domain.CustomDomainConfig != nil {
				p.Domain, p.CustomDomain = nil, domain.Domain
			}
		}
		configuration := &types.WebAuthnConfigurationType{}
		if relyingParty != "" {
			configuration.RelyingPartyId = &relyingParty
		}
		return &checktest.API{Pool: p, Domain: domain, MFA: &cognitoidentityprovider.GetUserPoolMfaConfigOutput{WebAuthnConfiguration: configuration}}
	}
	prefix := func(version int32) *types.DomainDescriptionType {
		return &types.DomainDescriptionType{Domain: new("orders"), ManagedLoginVersion: &version}
	}
	custom := &types.DomainDescriptionType{
		Domain: new("auth.example.com"), ManagedLoginVersion: new(int32(2)),
		CustomDomainConfig: &types.CustomDomainConfigType{CertificateArn: new("arn:aws:acm:us-east-1:123456789012:certificate/1")},
	}
	const host = "orders.auth.eu-west-1.amazoncognito.com"
	fix := func(host string) string {
		return `Write sign_in = { passkey = { relying_party_id = "` + host + `" } }. Users must register their passkeys again.`
	}
	for _, tt := range []poolCase{
		{"the prefix domain", pool(host, prefix(2), "PASSWORD", "WEB_AUTHN"), environment.Environment{}, passed},
		{"the custom domain", pool("auth.example.com", custom, "PASSWORD", "WEB_AUTHN"), environment.Environment{}, passed},
		{"the default", pool("", prefix(2), "PASSWORD", "WEB_AUTHN"), environment.Environment{}, passed},
		{"a parent of the custom domain", pool("example.com", custom, "WEB_AUTHN"), environment.Environment{},
			failed("The relying party of passkeys is example.com and must be the custom domain auth.example.com.", fix("auth.example.com"))},
		{"another domain", pool("app.example.com", prefix(2), "WEB_AUTHN"), environment.Environment{},
			failed("The relying party of passkeys is app.example.com, and the login pages at "+host+" cannot use it.", fix(host))},
		{"a subdomain", pool("www."+host, prefix(2), "WEB_AUTHN"), environment.Environment{},
			failed("The relying party of passkeys is www."+host+", and the login pages at "+host+" cannot use it.", fix(host))},
		{"the end of a label", pool("ders.auth.eu-west-1.amazoncognito.com", prefix(2), "WEB_AUTHN"), environment.Environment{},
			failed("The relying party of passkeys is ders.auth.eu-west-1.amazoncognito.com, and the login pages at "+host+" cannot use it.", fix(host))},
		{"a public suffix", pool("auth.eu-west-1.amazoncognito.com", prefix(2), "WEB_AUTHN"), environment.Environment{},
			failed("The relying party of passkeys is auth.eu-west-1.amazoncognito.com, a public suffix, and browsers reject it.", fix(host))},
		{"neither a domain nor a relying party", pool("", nil, "WEB_AUTHN"), environment.Environment{},
			failed("The pool has no domain and no relying party, so no user can register a passkey.",
				"Write sign_in.passkey.relying_party_id, the domain of the app, or domain_prefix.")},
		{"the domain of an app, with the classic hosted UI", pool("app.example.com", prefix(1), "WEB_AUTHN"), environment.Environment{},
			notApplicable("the pool has no managed login, and the passkeys belong to an app")},
		{"the domain of an app, without a domain", pool("app.example.com", nil, "WEB_AUTHN"), environment.Environment{},
			notApplicable("the pool has no managed login, and the passkeys belong to an app")},
		{"no passkeys", pool("app.example.com", prefix(2), "PASSWORD"), environment.Environment{}, notApplicable("the pool does not allow passkeys")},
		{"no sign-in policy", &checktest.API{Pool: &types.UserPoolType{}}, environment.Environment{}, notApplicable("the pool does not allow passkeys")},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, environment.Environment{}, unchecked(notAuthorized)},
	} {
		tt.run(t, PasskeyRelyingParty)
	}
}
