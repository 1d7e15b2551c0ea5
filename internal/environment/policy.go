package environment

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/cognitokit/terraform-aws-cognito/internal/hclfile"
)

// Policy declares the settings of a pool that the root module did not create. It is a file in HCL, whose
// arguments have the names of the module's inputs.
type Policy struct {
	production *bool
	pool       Pool
	clients    []policyClient
}

type policyClient struct {
	label    string // the client's name or id, or "*" for all clients without their own block
	id       string // the argument client_id, or ""
	declared AppClient
	at       hcl.Range
}

// The values of OAuthFlowType and ExplicitAuthFlowsType (API reference). The older names of
// authentication flows come last.
var (
	oauthFlows = []string{"code", "implicit", "client_credentials"}
	authFlows  = []string{
		"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH",
		"ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH",
	}
)

// others is the label of the block for all clients without their own block.
const others = "*"

// policyFile is the HCL of a policy file.
type policyFile struct {
	Production *bool         `hcl:"production"`
	Pool       *poolBlock    `hcl:"user_pool,block"`
	Clients    []clientBlock `hcl:"client,block"`
}

type poolBlock struct {
	DeletionProtection  *string  `hcl:"deletion_protection"`
	UserPoolTier        *string  `hcl:"user_pool_tier"`
	MFAConfiguration    *string  `hcl:"mfa_configuration"`
	ManagedLoginVersion *int     `hcl:"managed_login_version"`
	OpenRegistration    *bool    `hcl:"open_registration"`
	At                  hcl.Body `hcl:",body"`
}

type clientBlock struct {
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

// ReadPolicy reads a policy file. The error names the file, the line and the argument.
func ReadPolicy(data []byte, filename string) (*Policy, error) {
	file, diagnostics := hclfile.Parse(data, filename)
	var written policyFile
	if !diagnostics.HasErrors() {
		diagnostics = gohcl.DecodeBody(file.Body, nil, &written)
	}
	if diagnostics.HasErrors() {
		return nil, hclfile.Error(diagnostics, filename)
	}
	p := &Policy{production: written.Production}
	if written.Pool != nil {
		pool, err := written.Pool.read()
		if err != nil {
			return nil, err
		}
		p.pool = pool
	}
	seen := map[string]bool{}
	for i := range written.Clients {
		c, err := written.Clients[i].read()
		if err != nil {
			return nil, err
		}
		if seen[c.label] {
			return nil, hclfile.ErrorAt(c.at, "%s: the client has two blocks. Merge them", clientPath(c.label))
		}
		seen[c.label] = true
		p.clients = append(p.clients, c)
	}
	return p, nil
}

func (b *poolBlock) read() (Pool, error) {
	for _, v := range []struct {
		argument string
		value    *string
		valid    []string
	}{
		{"deletion_protection", b.DeletionProtection, []string{"ACTIVE", "INACTIVE"}},
		{"user_pool_tier", b.UserPoolTier, []string{"LITE", "ESSENTIALS", "PLUS"}},
		{"mfa_configuration", b.MFAConfiguration, []string{"OFF", "OPTIONAL", "ON"}},
	} {
		if v.value != nil && !slices.Contains(v.valid, *v.value) {
			return Pool{}, hclfile.ErrorAt(rangeOf(b.At, v.argument), "user_pool.%s: %q is not a valid value. Use %s", v.argument, *v.value, oneOf(v.valid))
		}
	}
	if version := b.ManagedLoginVersion; version != nil && *version != 1 && *version != 2 {
		return Pool{}, hclfile.ErrorAt(rangeOf(b.At, "managed_login_version"), "user_pool.managed_login_version: %d is not a version. Use 1 for the classic hosted UI or 2 for managed login", *version)
	}
	return Pool{DeletionProtection: b.DeletionProtection, Tier: b.UserPoolTier, MFAConfiguration: b.MFAConfiguration, ManagedLoginVersion: b.ManagedLoginVersion, OpenRegistration: b.OpenRegistration}, nil
}

func (b *clientBlock) read() (policyClient, error) {
	c := policyClient{label: b.Label, at: b.At.MissingItemRange()}
	if b.ClientID != nil {
		c.id = *b.ClientID
	}
	if err := b.check(); err != nil {
		return c, err
	}
	d := &c.declared
	d.Confidential, d.ExplicitAuthFlows, d.AllowedOAuthFlows, d.AllowedOAuthScopes = b.GenerateSecret, b.ExplicitAuthFlows, b.AllowedOAuthFlows, b.AllowedOAuthScopes
	d.CallbackURLs, d.LogoutURLs, d.PreventUserExistenceErrors = b.CallbackURLs, b.LogoutURLs, b.PreventUserExistenceErrors
	for _, token := range []struct {
		name       string
		expression hcl.Expression
		validity   **time.Duration
	}{{"access_token", b.AccessToken, &d.AccessToken}, {"id_token", b.IDToken, &d.IDToken}, {"refresh", b.Refresh, &d.RefreshToken}} {
		lifetime, err := readLifetime(clientPath(b.Label), token.name, token.expression)
		if err != nil {
			return c, err
		}
		*token.validity = lifetime.validity
		if token.name == "refresh" {
			d.Rotation, d.RetryGracePeriod, d.Revocation = lifetime.rotation, lifetime.grace, lifetime.revocation
		}
	}
	return c, nil
}

// check rejects values that Cognito does not accept.
func (b *clientBlock) check() error {
	path := clientPath(b.Label)
	if b.ClientID != nil && b.Label == others {
		return hclfile.ErrorAt(rangeOf(b.At, "client_id"), "%s.client_id: the block is for all clients without their own block. Remove client_id", path)
	}
	if value := b.PreventUserExistenceErrors; value != nil && *value != "ENABLED" && *value != "LEGACY" {
		return hclfile.ErrorAt(rangeOf(b.At, "prevent_user_existence_errors"), `%s.prevent_user_existence_errors: %q is not a valid value. Use "ENABLED" or "LEGACY"`, path, *value)
	}
	for _, list := range []struct {
		argument, noun string
		values, valid  []string
	}{
		{"allowed_oauth_flows", "an OAuth flow", b.AllowedOAuthFlows, oauthFlows},
		{"explicit_auth_flows", "an authentication flow", b.ExplicitAuthFlows, authFlows},
	} {
		for _, value := range list.values {
			if !slices.Contains(list.valid, value) {
				return hclfile.ErrorAt(rangeOf(b.At, list.argument), "%s.%s: %q is not %s. Use %s", path, list.argument, value, list.noun, oneOf(list.valid))
			}
		}
	}
	return nil
}

// clientPath returns the path of a client block, for errors.
func clientPath(label string) string {
	if label == others || hclsyntax.ValidIdentifier(label) {
		return "client." + label
	}
	return fmt.Sprintf("client[%q]", label)
}

// rangeOf returns the source range of an argument, or of the body if it does not have the
// argument.
func rangeOf(body hcl.Body, argument string) hcl.Range {
	if native, ok := body.(*hclsyntax.Body); ok {
		if a := native.Attributes[argument]; a != nil {
			return a.SrcRange
		}
	}
	return body.MissingItemRange()
}

// ClientIDs returns the client ids in the policy, in the order of the file.
func (p *Policy) ClientIDs() []string {
	var ids []string
	for _, c := range p.clients {
		if c.id != "" {
			ids = append(ids, c.id)
		}
	}
	return ids
}

// NamesClients reports whether a block has no client id, so that the caller must list the
// clients of the pool to find the one with the block's name.
func (p *Policy) NamesClients() bool {
	return slices.ContainsFunc(p.clients, func(c policyClient) bool { return c.id == "" && c.label != others })
}

// Apply sets the declared settings of an environment and its clients. It returns an error if the
// environment does not have the client of a block.
func (p *Policy) Apply(e *Environment) error {
	e.Declared = p.pool
	if p.production != nil {
		e.Production = *p.production
	}
	used := map[string]bool{others: true}
	for i := range e.Clients {
		client := &e.Clients[i]
		if c, ok := p.blockOf(client); ok {
			used[c.label] = true
			client.Declared = c.declared
			if c.label != others {
				client.Key = c.label
			}
		}
	}
	for _, c := range p.clients {
		if !used[c.label] {
			return hclfile.ErrorAt(c.at, "%s: the client is not among the checked clients of %s. Write its client_id, select it with --client-id, or remove the block", clientPath(c.label), e.UserPoolID)
		}
	}
	return nil
}

// blockOf returns the block of a client: the block with its id, otherwise with its name, otherwise "*".
func (p *Policy) blockOf(client *Client) (policyClient, bool) {
	for _, matches := range []func(policyClient) bool{
		func(c policyClient) bool { return c.id == client.ID || c.id == "" && c.label == client.ID },
		func(c policyClient) bool { return c.id == "" && c.label == client.Key },
		func(c policyClient) bool { return c.label == others },
	} {
		if i := slices.IndexFunc(p.clients, matches); i >= 0 {
			return p.clients[i], true
		}
	}
	return policyClient{}, false
}

// oneOf enumerates values: "A", "B" or "C".
func oneOf(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = fmt.Sprintf("%q", v)
	}
	return strings.Join(quoted[:len(quoted)-1], ", ") + " or " + quoted[len(quoted)-1]
}
