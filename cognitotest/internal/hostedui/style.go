package hostedui

import (
	"cmp"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/branding"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// stepGraphics maps a step of a sign-in to the asset category of its picture.
var stepGraphics = map[string]string{
	userpool.FactorPassword: "PASSWORD_GRAPHIC", userpool.StepNewPassword: "PASSWORD_GRAPHIC",
	userpool.StepSoftwareToken: "AUTH_APP_GRAPHIC", userpool.StepMFASetup: "AUTH_APP_GRAPHIC",
	userpool.StepSMS: "SMS_GRAPHIC", userpool.FactorSMS: "SMS_GRAPHIC", userpool.StepEmail: "EMAIL_GRAPHIC", userpool.FactorPasskey: "PASSKEY_GRAPHIC",
}

// applyStyle sets the style of a client's pages and, in managed login, the order of the providers. A page
// without a known client has the pool's default style on the classic pages and [branding.Unstyled] in
// managed login (unspecified).
func (p *Pages) applyStyle(page *view, d userpool.Domain, clientID string) {
	if !page.Managed {
		if style, _, _, err := branding.ClassicOf(p.Store, d.PoolID, clientID); err == nil {
			page.Style = style.Page()
		}
		return
	}
	style := branding.Unstyled
	if ofClient, err := p.Store.ClientBranding(d.PoolID, clientID); err == nil {
		style = branding.Managed(ofClient)
	}
	page.Style = style.Page(stepGraphics[page.Step])
	order := style.ProviderOrder()
	slices.SortStableFunc(page.Providers, func(a, b authorization.ProviderChoice) int {
		return cmp.Compare(rank(order, a.Name), rank(order, b.Name))
	})
}

// rank returns the place of a name in a list. Names that are not in the list are after all others.
func rank(list []string, name string) int {
	if i := slices.Index(list, name); i >= 0 {
		return i
	}
	return len(list)
}
