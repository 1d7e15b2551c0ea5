package settings

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"golang.org/x/net/publicsuffix"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// PasskeyRelyingParty is the check passkey-relying-party.
var PasskeyRelyingParty = check.Check{
	Name: "passkey-relying-party",
	Doc:  "Passkeys belong to a domain that the login pages can use.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		if !allowsPasskeys(pool) {
			return nil, check.NotApplicable("the pool does not allow passkeys")
		}
		mfa, err := t.MFA(ctx)
		if err != nil {
			return nil, err
		}
		domain, err := t.Domain(ctx)
		if err != nil {
			return nil, err
		}
		relyingParty := ""
		if mfa.WebAuthnConfiguration != nil {
			relyingParty = aws.ToString(mfa.WebAuthnConfiguration.RelyingPartyId)
		}
		switch {
		case domain == nil && relyingParty == "":
			// API reference, StartWebAuthnRegistration: WebAuthnConfigurationMissingException.
			return check.Finding("Write sign_in.passkey.relying_party_id, the domain of the app, or domain_prefix.",
				"The pool has no domain and no relying party, so no user can register a passkey."), nil
		case relyingParty == "":
			return nil, nil // the service uses the domain of the pool
		case managedLoginVersion(domain) != managedLogin:
			return nil, check.NotApplicable("the pool has no managed login, and the passkeys belong to an app")
		}
		return relyingPartyFindings(relyingParty, check.EndpointsOf(t.Environment, pool, domain).LoginBaseURL, domain)
	},
}

func allowsPasskeys(pool *types.UserPoolType) bool {
	return pool.Policies != nil && pool.Policies.SignInPolicy != nil &&
		slices.Contains(pool.Policies.SignInPolicy.AllowedFirstAuthFactors, types.AuthFactorTypeWebAuthn)
}

// relyingPartyFindings compares a relying party with the host of managed login.
func relyingPartyFindings(relyingParty, loginBaseURL string, domain *types.DomainDescriptionType) ([]report.Finding, error) {
	login, err := url.Parse(loginBaseURL)
	if err != nil {
		return nil, err
	}
	host := strings.ToLower(login.Hostname())
	fix := fmt.Sprintf("Write sign_in = { passkey = { relying_party_id = %q } }. Users must register their passkeys again.", host)
	custom := domain.CustomDomainConfig != nil && aws.ToString(domain.CustomDomainConfig.CertificateArn) != ""
	switch {
	case custom && relyingParty != host:
		// Developer guide, "Authentication flows", passkey sign-in: a pool with a custom domain.
		return check.Finding(fix, "The relying party of passkeys is %s and must be the custom domain %s.", relyingParty, host), nil
	case relyingParty != host && !strings.HasSuffix(host, "."+relyingParty):
		// WebAuthn, section 5.1.3: the origin's domain, or a registrable suffix of it.
		return check.Finding(fix, "The relying party of passkeys is %s, and the login pages at %s cannot use it.", relyingParty, host), nil
	case isPublicSuffix(relyingParty):
		return check.Finding(fix, "The relying party of passkeys is %s, a public suffix, and browsers reject it.", relyingParty), nil
	}
	return nil, nil
}

func isPublicSuffix(domain string) bool {
	suffix, _ := publicsuffix.PublicSuffix(domain)
	return suffix == domain
}
