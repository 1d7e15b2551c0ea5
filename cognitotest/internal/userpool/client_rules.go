package userpool

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// checkClient applies the service's rules for an app client. The texts are from reports of users of
// the service, unless a rule's comment has another source.
func (p *poolState) checkClient(c Client) error {
	checks := []func(Client) error{
		checkLifetimes, checkAuthFlows, checkClientTokenFlow, checkRegistered, p.checkOAuth, checkURLs, p.checkAttributePermissions, p.checkProviders, p.checkRotation, checkUserContext,
	}
	for _, check := range checks {
		if err := check(c); err != nil {
			return err
		}
	}
	return nil
}

func checkLifetimes(c Client) error {
	access, id, refresh := c.AccessTokenLifetime(), c.IDTokenLifetime(), c.RefreshTokenLifetime()
	outside := func(d, low, high time.Duration) bool { return d < low || d > high }
	if outside(access, minAccessAndIDLifetime, maxAccessAndIDLifetime) ||
		outside(id, minAccessAndIDLifetime, maxAccessAndIDLifetime) ||
		outside(refresh, minRefreshLifetime, maxRefreshLifetime) {
		return apierror.InvalidParameter("Invalid range for token validity.")
	}
	if access > refresh || id > refresh {
		return apierror.InvalidParameter("Access and Id Token expiration times must be less than or equal to refresh token expiration times.")
	}
	return nil
}

func isLegacyAuthFlow(flow string) bool { return !strings.HasPrefix(flow, "ALLOW_") }

func checkAuthFlows(c Client) error {
	if slices.ContainsFunc(c.ExplicitAuthFlows, isLegacyAuthFlow) &&
		slices.ContainsFunc(c.ExplicitAuthFlows, func(f string) bool { return !isLegacyAuthFlow(f) }) {
		return apierror.InvalidParameter("Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.")
	}
	return nil
}

// checkRotation also rejects rotation in the LITE tier. AWS announced it for the two other
// tiers. The text follows the text for other features.
func (p *poolState) checkRotation(c Client) error {
	if c.Rotates() && p.pool.Tier == tierLite {
		return needsAnotherTier(tierLite, "Refresh Token Rotation")
	}
	if c.Rotates() && slices.Contains(c.ExplicitAuthFlows, "ALLOW_REFRESH_TOKEN_AUTH") {
		return apierror.InvalidParameter("ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.")
	}
	return nil
}

func checkUserContext(c Client) error {
	if c.PropagateAdditionalUserContext && !c.Confidential() {
		return apierror.InvalidParameter("Client Secret is required to set EnablePropagateAdditionalUserContextData as true")
	}
	return nil
}

func (p *poolState) checkOAuth(c Client) error {
	if c.OAuthEnabled && (len(c.AllowedOAuthFlows) == 0 || len(c.AllowedOAuthScopes) == 0) {
		return apierror.InvalidParameter("AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.")
	}
	interactive := slices.Contains(c.AllowedOAuthFlows, "code") || slices.Contains(c.AllowedOAuthFlows, "implicit")
	if slices.Contains(c.AllowedOAuthFlows, "client_credentials") {
		switch {
		case interactive:
			return apierror.InvalidOAuthFlow("client_credentials flow can not be selected along with code flow or implicit flow.")
		case !c.Confidential():
			return apierror.InvalidOAuthFlow("client_credentials flow can not be selected if client does not have a client secret.")
		}
	}
	if interactive && len(c.CallbackURLs) == 0 {
		return apierror.InvalidOAuthFlow("CallbackUrls can not be empty when code flow or implicit flow is selected")
	}
	for _, scope := range c.AllowedOAuthScopes {
		if !p.declares(scope) {
			return apierror.ScopeDoesNotExist(scope)
		}
	}
	return nil
}

func checkURLs(c Client) error {
	for _, u := range slices.Concat(c.CallbackURLs, c.LogoutURLs) {
		if err := CheckRedirectURI(u); err != nil {
			return err
		}
	}
	if c.DefaultRedirectURI != "" && !slices.Contains(c.CallbackURLs, c.DefaultRedirectURI) {
		return apierror.InvalidParameter("The default redirect URI %s is not in the callback URIs list.", c.DefaultRedirectURI)
	}
	return nil
}

// loopbackHosts are the hosts that a plain http URL may have.
var loopbackHosts = []string{"localhost", "127.0.0.1", "::1"}

// scriptSchemes are URL schemes that run a script in the browser.
var scriptSchemes = []string{"javascript", "data", "vbscript"}

// CheckRedirectURI applies the service's rules for a callback URL or a logout URL.
func CheckRedirectURI(raw string) error {
	u, err := url.Parse(raw)
	web := err == nil && (u.Scheme == "https" || u.Scheme == "http")
	if err != nil || u.Scheme == "" || (web && u.Host == "") || slices.Contains(scriptSchemes, u.Scheme) {
		return apierror.InvalidParameter("%s is not a valid URL.", raw)
	}
	if strings.EqualFold(u.Scheme, "http") && !slices.Contains(loopbackHosts, u.Hostname()) {
		return apierror.InvalidParameter("%s cannot use the HTTP protocol.", raw)
	}
	if strings.Contains(raw, "#") {
		return apierror.InvalidParameter("%s cannot use fragment", raw)
	}
	return nil
}

func (p *poolState) checkAttributePermissions(c Client) error {
	for _, name := range c.ReadAttributes {
		if _, ok := p.pool.attribute(name); !ok && name != oidcProfile {
			return apierror.InvalidParameter("Invalid read attributes specified while creating a client")
		}
	}
	for _, name := range c.WriteAttributes {
		_, ok := p.pool.attribute(name)
		if !ok && name != oidcProfile || name == "sub" || isVerifiedFlag(name) {
			return apierror.InvalidParameter("Invalid write attributes specified while creating a client")
		}
	}
	return nil
}

func (p *poolState) checkProviders(c Client) error {
	for _, name := range c.SupportedIdentityProviders {
		if _, ok := p.providers.Get(name); !ok && name != "COGNITO" {
			return apierror.InvalidParameter("The provider %s does not exist for User Pool %s.", name, p.pool.ID)
		}
	}
	return nil
}
