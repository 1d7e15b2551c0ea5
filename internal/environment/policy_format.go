package environment

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/cognitokit/terraform-aws-cognito/internal/duration"
)

// FormatPolicy returns the declared settings of an environment as a policy file with comments, which
// [ReadPolicy] reads. `cognitokit check --init` uses it to write the deployed settings.
func FormatPolicy(e *Environment) []byte {
	var w strings.Builder
	fmt.Fprintf(&w, `# What cognitokit check expects of the user pool %s.
# cognitokit wrote it from the deployed settings. Review it, correct it, and commit it.
# Settings without an argument are not compared.

# true also rejects settings for development, such as a callback URL on localhost.
production = %t
`, e.UserPoolID, e.Production)

	p := policyWriter{w: &w}
	if !reflect.ValueOf(e.Declared).IsZero() {
		w.WriteString("\nuser_pool {\n")
		p.pool(&e.Declared)
		w.WriteString("}\n")
	}
	for i := range e.Clients {
		c := &e.Clients[i]
		fmt.Fprintf(&w, "\nclient %s {\n", literal(cty.StringVal(c.Key)))
		if c.ID != "" {
			p.line("client_id", cty.StringVal(c.ID), "")
		}
		p.client(&c.Declared)
		w.WriteString("}\n")
	}
	return hclwrite.Format([]byte(w.String()))
}

type policyWriter struct{ w *strings.Builder }

func (p policyWriter) pool(d *Pool) {
	p.text("deletion_protection", d.DeletionProtection, "ACTIVE or INACTIVE")
	p.text("user_pool_tier", d.Tier, "LITE, ESSENTIALS or PLUS; rotation requires ESSENTIALS or PLUS")
	p.text("mfa_configuration", d.MFAConfiguration, "OFF, OPTIONAL or ON")
	p.number("managed_login_version", d.ManagedLoginVersion, "1 is the classic hosted UI, 2 managed login")
	p.flag("allow_admin_create_user_only", d.AllowAdminCreateUserOnly, "false lets anyone sign up")
	p.list("account_recovery", d.AccountRecovery)
	p.text("advanced_security_mode", d.AdvancedSecurityMode, "OFF, AUDIT or ENFORCED; threat protection requires PLUS")
	p.text("custom_auth_mode", d.CustomAuthMode, "AUDIT or ENFORCED")
	p.text("issuer_type", d.IssuerType, "ORIGINAL or UPDATED")
	p.text("user_session_tracking", d.UserSessionTracking, "ENABLED or DISABLED")
	p.number("max_sessions_per_user", d.MaxSessionsPerUser, "a sign-in beyond it ends the least recently used one of the user")
	p.flag("open_registration", d.OpenRegistration, "whether applications can register clients without an access token")
	p.text("web_acl_arn", d.WebACLARN, "")
	if policy := d.PasswordPolicy; policy != nil {
		p.w.WriteString("password_policy {\n")
		p.number("minimum_length", policy.MinimumLength, "")
		p.flag("require_lowercase", policy.RequireLowercase, "")
		p.flag("require_uppercase", policy.RequireUppercase, "")
		p.flag("require_numbers", policy.RequireNumbers, "")
		p.flag("require_symbols", policy.RequireSymbols, "")
		p.number("password_history_size", policy.PasswordHistorySize, "")
		p.number("temporary_password_validity_days", policy.TemporaryPasswordValidityDays, "")
		p.w.WriteString("}\n")
	}
}

func (p policyWriter) client(c *AppClient) {
	p.flag("generate_secret", c.Confidential, "whether the client has a secret; an app in a browser or on a phone cannot keep one")
	p.object("access_token", "how long an access token is valid; it cannot be revoked before", span(c.AccessToken))
	p.object("id_token", "", span(c.IDToken))
	refresh := span(c.RefreshToken)
	if c.Rotation != nil {
		refresh = append(refresh, field{"rotation", cty.BoolVal(*c.Rotation)})
	}
	if c.RetryGracePeriod != nil {
		refresh = append(refresh, field{"retry_grace_period_seconds", cty.NumberIntVal(int64(*c.RetryGracePeriod / time.Second))})
	}
	if c.Revocation != nil {
		refresh = append(refresh, field{"revocation", cty.BoolVal(*c.Revocation)})
	}
	p.object("refresh", "how long a user stays signed in, and whether each refresh returns a new refresh token", refresh)
	p.list("explicit_auth_flows", c.ExplicitAuthFlows)
	p.list("allowed_oauth_flows", c.AllowedOAuthFlows)
	p.list("allowed_oauth_scopes", c.AllowedOAuthScopes)
	p.list("callback_urls", c.CallbackURLs)
	p.list("logout_urls", c.LogoutURLs)
	p.number("sso_session_max_validity_minutes", c.SSOSessionMinutes, "how long after a sign-in the login pages ask for no password")
	p.text("prevent_user_existence_errors", c.PreventUserExistenceErrors, "ENABLED or LEGACY, which reveals whether a user exists")
}

type field struct {
	name  string
	value cty.Value
}

func span(d *time.Duration) []field {
	if d == nil {
		return nil
	}
	number, unit := duration.Largest(*d)
	return []field{{"validity", cty.NumberIntVal(number)}, {"unit", cty.StringVal(unit)}}
}

func (p policyWriter) line(name string, value cty.Value, comment string) {
	if comment != "" {
		comment = " # " + comment
	}
	fmt.Fprintf(p.w, "%s = %s%s\n", name, literal(value), comment)
}

func (p policyWriter) text(name string, value *string, comment string) {
	if value != nil {
		p.line(name, cty.StringVal(*value), comment)
	}
}

func (p policyWriter) number(name string, value *int, comment string) {
	if value != nil {
		p.line(name, cty.NumberIntVal(int64(*value)), comment)
	}
}

func (p policyWriter) flag(name string, value *bool, comment string) {
	if value != nil {
		p.line(name, cty.BoolVal(*value), comment)
	}
}

func (p policyWriter) list(name string, values []string) {
	if values == nil {
		return
	}
	list := cty.ListValEmpty(cty.String)
	if len(values) > 0 {
		elements := make([]cty.Value, len(values))
		for i, v := range values {
			elements[i] = cty.StringVal(v)
		}
		list = cty.ListVal(elements)
	}
	p.line(name, list, "")
}

func (p policyWriter) object(name, comment string, fields []field) {
	if len(fields) == 0 {
		return
	}
	if comment != "" {
		fmt.Fprintf(p.w, "# %s\n", comment)
	}
	fmt.Fprintf(p.w, "%s = {\n", name)
	for _, f := range fields {
		p.line(f.name, f.value, "")
	}
	p.w.WriteString("}\n")
}

// literal returns a value in HCL, with the special characters of a template escaped.
func literal(value cty.Value) string { return string(hclwrite.TokensForValue(value).Bytes()) }
