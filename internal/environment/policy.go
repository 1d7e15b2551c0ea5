package environment

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"

	"github.com/cognitokit/terraform-aws-cognito/internal/hclfile"
)

// Policy is what is expected of a pool that was not made by the root module: a file in
// HCL that names the arguments as the module's inputs do.
type Policy struct {
	production *bool
	pool       Pool
	clients    []policyClient
}

type policyClient struct {
	label    string // the client's name or id; "*" for those without a block of their own
	id       string // of the client, if the block names it
	declared AppClient
	at       hcl.Range
}

// The values of the service: OAuthFlowType, and ExplicitAuthFlowsType with its older names last.
var (
	oauthFlows = []string{"code", "implicit", "client_credentials"}
	authFlows  = []string{
		"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH",
		"ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH",
	}
)

// others is the label of the block for clients that have none.
const others = "*"

// policyFile is the file as it is written.
type policyFile struct {
	Production *bool `hcl:"production"`
	Pool       *struct {
		DeletionProtection  *string  `hcl:"deletion_protection"`
		UserPoolTier        *string  `hcl:"user_pool_tier"`
		MFAConfiguration    *string  `hcl:"mfa_configuration"`
		ManagedLoginVersion *int     `hcl:"managed_login_version"`
		At                  hcl.Body `hcl:",body"`
	} `hcl:"user_pool,block"`
	Clients []policyBlock `hcl:"client,block"`
}

type policyBlock struct {
	Label    string   `hcl:"name,label"`
	ClientID *string  `hcl:"client_id"`
	At       hcl.Body `hcl:",body"`

	AccessToken hcl.Expression `hcl:"access_token,optional"`
	IDToken     hcl.Expression `hcl:"id_token,optional"`
	Refresh     hcl.Expression `hcl:"refresh,optional"`

	GenerateSecret             *bool    `hcl:"generate_secret"`
	ExplicitAuthFlows          []string `hcl:"explicit_auth_flows,optional"`
	AllowedOAuthFlows          []string `hcl:"allowed_oauth_flows,optional"`
	AllowedOAuthScopes         []string `hcl:"allowed_oauth_scopes,optional"`
	CallbackURLs               []string `hcl:"callback_urls,optional"`
	LogoutURLs                 []string `hcl:"logout_urls,optional"`
	PreventUserExistenceErrors *string  `hcl:"prevent_user_existence_errors"`
}

// ReadPolicy reads a policy file. The error is a sentence with the file, the line and what
// is written there.
func ReadPolicy(data []byte, filename string) (*Policy, error) {
	file, diagnostics := hclfile.Parse(data, filename)
	var written policyFile
	if !diagnostics.HasErrors() {
		diagnostics = gohcl.DecodeBody(file.Body, nil, &written)
	}
	if diagnostics.HasErrors() {
		return nil, sentence(diagnostics, data)
	}
	p := &Policy{production: written.Production}
	if w := written.Pool; w != nil {
		p.pool = Pool{DeletionProtection: w.DeletionProtection, Tier: w.UserPoolTier, MFAConfiguration: w.MFAConfiguration, ManagedLoginVersion: w.ManagedLoginVersion}
		for _, v := range []struct {
			argument string
			value    *string
			of       []string
		}{
			{"deletion_protection", w.DeletionProtection, []string{"ACTIVE", "INACTIVE"}},
			{"user_pool_tier", w.UserPoolTier, []string{"LITE", "ESSENTIALS", "PLUS"}},
			{"mfa_configuration", w.MFAConfiguration, []string{"OFF", "OPTIONAL", "ON"}},
		} {
			if v.value != nil && !slices.Contains(v.of, *v.value) {
				return nil, refusal(data, rangeOf(w.At, v.argument), "%s is %q: write %s", v.argument, *v.value, oneOf(v.of))
			}
		}
		if version := w.ManagedLoginVersion; version != nil && *version != 1 && *version != 2 {
			return nil, refusal(data, rangeOf(w.At, "managed_login_version"), "managed_login_version is %d: write 1 for the classic hosted UI or 2 for managed login", *version)
		}
	}
	seen := map[string]bool{}
	for i := range written.Clients {
		c, err := written.Clients[i].read(data)
		if err != nil {
			return nil, err
		}
		if seen[c.label] {
			return nil, refusal(data, c.at, "there is another client %q: join the two blocks", c.label)
		}
		seen[c.label] = true
		p.clients = append(p.clients, c)
	}
	return p, nil
}

func (b *policyBlock) read(data []byte) (policyClient, error) {
	c := policyClient{label: b.Label, at: b.At.MissingItemRange()}
	if b.ClientID != nil {
		c.id = *b.ClientID
		if b.Label == others {
			return c, refusal(data, rangeOf(b.At, "client_id"), `client_id has no place in client "*", which is every client without a block of its own: leave it out`)
		}
	}
	d := &c.declared
	d.Confidential, d.ExplicitAuthFlows, d.AllowedOAuthFlows, d.AllowedOAuthScopes = b.GenerateSecret, b.ExplicitAuthFlows, b.AllowedOAuthFlows, b.AllowedOAuthScopes
	d.CallbackURLs, d.LogoutURLs, d.PreventUserExistenceErrors = b.CallbackURLs, b.LogoutURLs, b.PreventUserExistenceErrors
	if value := d.PreventUserExistenceErrors; value != nil && *value != "ENABLED" && *value != "LEGACY" {
		return c, refusal(data, rangeOf(b.At, "prevent_user_existence_errors"), `prevent_user_existence_errors is %q: write "ENABLED" or "LEGACY"`, *value)
	}
	for _, list := range []struct {
		argument string
		values   []string
		of       []string
	}{
		{"allowed_oauth_flows", b.AllowedOAuthFlows, oauthFlows},
		{"explicit_auth_flows", b.ExplicitAuthFlows, authFlows},
	} {
		for _, value := range list.values {
			if !slices.Contains(list.of, value) {
				return c, refusal(data, rangeOf(b.At, list.argument), "%s has %q: write %s", list.argument, value, oneOf(list.of))
			}
		}
	}
	for _, token := range []struct {
		name       string
		expression hcl.Expression
		life       **time.Duration
	}{{"access_token", b.AccessToken, &d.AccessToken}, {"id_token", b.IDToken, &d.IDToken}, {"refresh", b.Refresh, &d.RefreshToken}} {
		lifetime, err := readLifetime(token.name, token.expression, data)
		if err != nil {
			return c, err
		}
		*token.life = lifetime.validity
		if token.name == "refresh" {
			d.Rotation, d.RetryGracePeriod, d.Revocation = lifetime.rotation, lifetime.grace, lifetime.revocation
		}
	}
	return c, nil
}

// ClientIDs are the ids that the policy names, in its order.
func (p *Policy) ClientIDs() []string {
	var ids []string
	for _, c := range p.clients {
		if c.id != "" {
			ids = append(ids, c.id)
		}
	}
	return ids
}

// NamesClients reports whether a block says no id, so that the pool's clients must be
// listed to find the one of its name.
func (p *Policy) NamesClients() bool {
	return slices.ContainsFunc(p.clients, func(c policyClient) bool { return c.id == "" && c.label != others })
}

// Apply declares of an environment and its clients what the policy says. The error is a
// sentence: a block is of no client of the environment.
func (p *Policy) Apply(e *Environment) error {
	e.Declared = p.pool
	if p.production != nil {
		e.Production = *p.production
	}
	used := map[string]bool{others: true}
	for i := range e.Clients {
		client := &e.Clients[i]
		if c, ok := p.of(client); ok {
			used[c.label] = true
			client.Declared = c.declared
			if c.label != others {
				client.Key = c.label
			}
		}
	}
	for _, c := range p.clients {
		if !used[c.label] {
			return fmt.Errorf("%s:%d: client %q is none of those to be checked of %s: write its client_id, choose it with --client-id, or take the block out", c.at.Filename, c.at.Start.Line, c.label, e.UserPoolID)
		}
	}
	return nil
}

// of finds the block of a client: that of its id, that of its name, or that of the others.
func (p *Policy) of(client *Client) (policyClient, bool) {
	for _, fits := range []func(policyClient) bool{
		func(c policyClient) bool { return c.id == client.ID || c.id == "" && c.label == client.ID },
		func(c policyClient) bool { return c.id == "" && c.label == client.Key },
		func(c policyClient) bool { return c.label == others },
	} {
		if i := slices.IndexFunc(p.clients, fits); i >= 0 {
			return p.clients[i], true
		}
	}
	return policyClient{}, false
}

func oneOf(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = fmt.Sprintf("%q", v)
	}
	return strings.Join(quoted[:len(quoted)-1], ", ") + " or " + quoted[len(quoted)-1]
}
