package settings

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// ManagedLoginBranding is the check managed-login-branding.
var ManagedLoginBranding = check.Check{
	Name: "managed-login-branding",
	Doc:  "A client of a domain with managed login has a branding style, which its login pages require.",
	Of:   check.OfClient,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		domain, err := t.Domain(ctx)
		if err != nil {
			return nil, err
		}
		switch managedLoginVersion(domain) {
		case 0:
			return nil, check.NotApplicable("the pool has no domain")
		case classicHostedUI:
			return nil, check.NotApplicable("the domain serves the classic hosted UI")
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !usesLoginPages(client) {
			return nil, check.NotApplicable("the client does not use the login pages")
		}
		branding, err := t.Branding(ctx)
		if err != nil || branding != nil {
			return nil, err
		}
		// Developer guide, "User pool managed login".
		return check.Finding("Write a module managed-login-branding for the client, or managed_login_version = 1.",
			`The client has no branding style, so managed login shows "Login pages unavailable"; it must have one.`), nil
	},
}

// usesLoginPages reports whether users sign in to a client at the login pages of the domain.
func usesLoginPages(c *types.UserPoolClientType) bool {
	if c.AllowedOAuthFlowsUserPoolClient == nil || !*c.AllowedOAuthFlowsUserPoolClient {
		return false
	}
	for _, flow := range c.AllowedOAuthFlows {
		if flow == types.OAuthFlowTypeCode || flow == types.OAuthFlowTypeImplicit {
			return true
		}
	}
	return false
}
