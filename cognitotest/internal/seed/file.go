package seed

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// File is a seed file that was read.
type File struct{ pools []pool }

// pool is a block user_pool with the requests that make the pool, and then its contents.
type pool struct {
	name  string
	make  request
	parts []request
}

// request is a request to the API and the block that asks for it.
type request struct {
	action string
	body   map[string]any // without the pool's id
	block  *hclsyntax.Block
	// argument of the block that the request is of; nil: of the block
	argument *hclsyntax.Attribute
}

// part is a kind of block in a user_pool.
type part struct {
	block  string
	action string
	label  string // the argument that the block's label is; "": the block has none
	// resource of Terraform's AWS provider; "": the provider has none
	resource string
}

// parts are in the order in which a pool gets them: clients name providers and scopes.
var parts = []part{
	{"mfa", "SetUserPoolMfaConfig", "", ""},
	{"identity_provider", "CreateIdentityProvider", "ProviderName", "aws_cognito_identity_provider"},
	{"resource_server", "CreateResourceServer", "Identifier", "aws_cognito_resource_server"},
	{"client", "CreateUserPoolClient", "ClientName", "aws_cognito_user_pool_client"},
	{"domain", "CreateUserPoolDomain", "Domain", "aws_cognito_user_pool_domain"},
	{"group", "CreateGroup", "GroupName", "aws_cognito_user_group"},
	{"user", "AdminCreateUser", "Username", "aws_cognito_user"},
}

// Read reads a seed file. Its error names the file and the line.
func Read(path string) (*File, error) {
	text, err := readFile(path)
	if err != nil {
		return nil, fmt.Errorf("the seed file cannot be read: %w", err)
	}
	return Parse(path, text)
}

// Parse reads the text of a seed file.
func Parse(path string, text []byte) (*File, error) {
	if len(text) > maxFile {
		return nil, fmt.Errorf("%s has more than %d bytes: split it into smaller files", path, maxFile)
	}
	if err := checkTokens(path, text); err != nil {
		return nil, err
	}
	parsed, diagnostics := hclsyntax.ParseConfig(text, path, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, sentence(diagnostics[0].Subject, "%s", diagnostics[0].Detail)
	}
	body := parsed.Body.(*hclsyntax.Body) // of the native syntax
	for _, a := range body.Attributes {
		return nil, sentence(&a.NameRange, "%s is not in a block: a seed file is made of user_pool blocks", a.Name)
	}
	f := &File{}
	for _, block := range body.Blocks {
		if block.Type != "user_pool" {
			return nil, sentence(&block.TypeRange, "a seed file has no block %s: %s", block.Type, topLevel(block))
		}
		p, err := readPool(block)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(f.pools, func(other pool) bool { return other.name == p.name }) {
			return nil, sentence(&block.TypeRange, "the user pool %q is in the file twice", p.name)
		}
		f.pools = append(f.pools, p)
	}
	return f, nil
}

// topLevel says what to write for a block that a seed file does not have.
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
	if slices.ContainsFunc(parts, func(k part) bool { return k.block == block.Type }) {
		return "it belongs in a user_pool"
	}
	return "it is made of user_pool blocks"
}

func readPool(block *hclsyntax.Block) (pool, error) {
	name, err := label(block, "PoolName")
	if err != nil {
		return pool{}, err
	}
	p := pool{name: name, make: request{action: "CreateUserPool", block: block}}
	own := &hclsyntax.Body{Attributes: block.Body.Attributes}
	byKind := map[string][]*hclsyntax.Block{}
	for _, inner := range block.Body.Blocks {
		if slices.ContainsFunc(parts, func(k part) bool { return k.block == inner.Type }) {
			byKind[inner.Type] = append(byKind[inner.Type], inner)
		} else {
			own.Blocks = append(own.Blocks, inner)
		}
	}
	if p.make.body, err = structure(own, apimodel.RequestShape("CreateUserPool"), "user_pool"); err != nil {
		return pool{}, err
	}
	p.make.body["PoolName"] = name
	for _, kind := range parts {
		for _, inner := range byKind[kind.block] {
			requests, err := readPart(kind, inner)
			if err != nil {
				return pool{}, err
			}
			p.parts = append(p.parts, requests...)
		}
	}
	return p, nil
}

func readPart(kind part, block *hclsyntax.Block) ([]request, error) {
	name, err := label(block, kind.label)
	if err != nil {
		return nil, err
	}
	if kind.block == "user" {
		return readUser(block, name)
	}
	body, err := structure(block.Body, apimodel.RequestShape(kind.action), kind.block)
	if err != nil {
		return nil, err
	}
	if kind.label != "" {
		body[kind.label] = name
	}
	return []request{{action: kind.action, body: body, block: block}}, nil
}

// label is the one label of a block, or "" if argument is.
func label(block *hclsyntax.Block, argument string) (string, error) {
	switch {
	case argument == "" && len(block.Labels) > 0:
		return "", sentence(&block.TypeRange, "a block %s has no label", block.Type)
	case argument == "":
		return "", nil
	case len(block.Labels) != 1:
		return "", sentence(&block.TypeRange, "a block %s has one label: %s \"%s\" { ... }", block.Type, block.Type, snake(argument))
	}
	return block.Labels[0], nil
}

// sentence is an error at a line of the file.
func sentence(at *hcl.Range, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w", at.Filename, at.Start.Line, fmt.Errorf(format, args...))
}
