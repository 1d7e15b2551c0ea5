package seed

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// File is a parsed seed file.
type File struct{ pools []pool }

// pool is a user_pool block: the request that creates the pool, and the requests that create its
// resources.
type pool struct {
	name      string
	create    request
	resources []request
}

// request is a request to the API and the block that it comes from.
type request struct {
	action string
	body   map[string]any // without the id of the pool
	block  *hclsyntax.Block
	// argument is the argument that the request comes from. nil means the whole block.
	argument *hclsyntax.Attribute
}

// The actions that connect a style with its client.
const (
	createClient = "CreateUserPoolClient"
	createStyle  = "CreateManagedLoginBranding"
)

// clientName returns the name of the client that a request creates, or creates a style for.
func (r request) clientName() string {
	if r.action == createStyle {
		return r.block.Labels[0]
	}
	name, _ := r.body["ClientName"].(string)
	return name
}

// resourceBlock is a type of block in a user_pool that creates a resource of the pool.
type resourceBlock struct {
	block  string
	action string
	label  string // the member that the label of the block sets; "" if the block has no label
	// resource is the resource type of Terraform's AWS provider, "" if the provider has none
	resource string
}

// resourceBlocks are in the order of creation: clients refer to providers and scopes, and styles to clients.
var resourceBlocks = []resourceBlock{
	{"mfa", "SetUserPoolMfaConfig", "", ""},
	{"identity_provider", "CreateIdentityProvider", "ProviderName", "aws_cognito_identity_provider"},
	{"resource_server", "CreateResourceServer", "Identifier", "aws_cognito_resource_server"},
	{"client", createClient, "ClientName", "aws_cognito_user_pool_client"},
	{"managed_login_branding", createStyle, "ClientId", "aws_cognito_managed_login_branding"},
	{"domain", "CreateUserPoolDomain", "Domain", "aws_cognito_user_pool_domain"},
	{"group", "CreateGroup", "GroupName", "aws_cognito_user_group"},
	{"user", "AdminCreateUser", "Username", "aws_cognito_user"},
}

// Read reads and parses a seed file. Its error names the file and the line.
func Read(path string) (*File, error) {
	text, err := readFile(path)
	if err != nil {
		return nil, fmt.Errorf("the seed file cannot be read: %w: name a file in HCL", err)
	}
	return Parse(path, text)
}

// Parse parses the text of a seed file.
func Parse(path string, text []byte) (*File, error) {
	if len(text) > maxFile {
		return nil, fmt.Errorf("%s has more than %d bytes: split it into smaller files", path, maxFile)
	}
	if err := limitTokens(path, text); err != nil {
		return nil, err
	}
	parsed, diagnostics := hclsyntax.ParseConfig(text, path, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, errorAt(diagnostics[0].Subject, "%s", diagnostics[0].Detail)
	}
	body := parsed.Body.(*hclsyntax.Body) // always this type for the native syntax of HCL
	for _, a := range body.Attributes {
		return nil, errorAt(&a.NameRange, "%s is not in a block: a seed file is made of user_pool blocks", a.Name)
	}
	f := &File{}
	for _, block := range body.Blocks {
		if block.Type != "user_pool" {
			return nil, errorAt(&block.TypeRange, "a seed file has no block %s: %s", block.Type, topLevel(block))
		}
		p, err := readPool(block)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(f.pools, func(other pool) bool { return other.name == p.name }) {
			return nil, errorAt(&block.TypeRange, "the user pool %q is in the file twice", p.name)
		}
		f.pools = append(f.pools, p)
	}
	return f, nil
}

// topLevel returns what to write instead of a top-level block that a seed file does not have.
func topLevel(block *hclsyntax.Block) string {
	names := []string{block.Type, "aws_cognito_" + block.Type}
	if block.Type == "resource" && len(block.Labels) > 0 {
		names = block.Labels[:1]
	}
	for _, name := range names {
		if other, ok := resources[name]; ok {
			return "write " + other
		}
	}
	if slices.ContainsFunc(resourceBlocks, func(k resourceBlock) bool { return k.block == block.Type }) {
		return "it belongs in a user_pool"
	}
	return "it is made of user_pool blocks"
}

func readPool(block *hclsyntax.Block) (pool, error) {
	name, err := label(block, "PoolName")
	if err != nil {
		return pool{}, err
	}
	p := pool{name: name, create: request{action: "CreateUserPool", block: block}}
	own := &hclsyntax.Body{Attributes: block.Body.Attributes}
	byKind := map[string][]*hclsyntax.Block{}
	for _, inner := range block.Body.Blocks {
		if slices.ContainsFunc(resourceBlocks, func(k resourceBlock) bool { return k.block == inner.Type }) {
			byKind[inner.Type] = append(byKind[inner.Type], inner)
		} else {
			own.Blocks = append(own.Blocks, inner)
		}
	}
	if p.create.body, err = encodeStructure(own, apimodel.RequestShape("CreateUserPool"), "user_pool"); err != nil {
		return pool{}, err
	}
	p.create.body["PoolName"] = name
	for _, kind := range resourceBlocks {
		for _, inner := range byKind[kind.block] {
			requests, err := readResource(kind, inner)
			if err != nil {
				return pool{}, err
			}
			p.resources = append(p.resources, requests...)
		}
	}
	return p, p.checkStyles()
}

// checkStyles rejects a style whose client the pool does not have, or has twice.
func (p pool) checkStyles() error {
	clients := map[string]int{}
	for _, r := range p.resources {
		switch r.action {
		case createClient:
			clients[r.clientName()]++
		case createStyle:
			if n := clients[r.clientName()]; n != 1 {
				return errorAt(&r.block.LabelRanges[0], "the user pool has %d clients %q: the label of managed_login_branding is the name of one client", n, r.clientName())
			}
		}
	}
	return nil
}

func readResource(kind resourceBlock, block *hclsyntax.Block) ([]request, error) {
	name, err := label(block, kind.label)
	if err != nil {
		return nil, err
	}
	if kind.block == "user" {
		return readUser(block, name)
	}
	body, err := encodeStructure(block.Body, apimodel.RequestShape(kind.action), kind.block)
	if err != nil {
		return nil, err
	}
	if kind.label != "" {
		if argument, ok := block.Body.Attributes[snake(kind.label)]; ok {
			return nil, errorAt(&argument.NameRange, "%s is the label of %s, so leave it out", argument.Name, kind.block)
		}
		body[kind.label] = name
	}
	return []request{{action: kind.action, body: body, block: block}}, nil
}

// label returns the one label of a block. It rejects a label if argument is "".
func label(block *hclsyntax.Block, argument string) (string, error) {
	switch {
	case argument == "" && len(block.Labels) > 0:
		return "", errorAt(&block.TypeRange, "a block %s has no label", block.Type)
	case argument == "":
		return "", nil
	case len(block.Labels) != 1:
		return "", errorAt(&block.TypeRange, "a block %s has one label: %s \"%s\" { ... }", block.Type, block.Type, snake(argument))
	}
	return block.Labels[0], nil
}

// errorAt returns an error at a line of the file.
func errorAt(at *hcl.Range, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w", at.Filename, at.Start.Line, fmt.Errorf(format, args...))
}
