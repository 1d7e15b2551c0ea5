package test

import (
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/cognitokit/terraform-aws-cognito"

// goPackage is a package in the output of go list.
type goPackage struct {
	ImportPath   string
	Standard     bool
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// arrow is a rule of the architecture: packages that a package must not depend on, or the only ones that it may depend
// on.
type arrow struct {
	name string
	from string // a pattern of go list; test files are ignored
	// never are import path prefixes that from must not depend on.
	never []string
	// only, if not nil, are the packages outside the standard library that from may depend on, including itself.
	only []string
}

var arrows = []arrow{
	{
		name: "the emulator imports no AWS SDK, no OAuth client and no acceptance test",
		from: "./cognitotest/...",
		never: []string{
			"github.com/aws/", "github.com/gruntwork-io/", "golang.org/x/oauth2", "github.com/coreos/go-oidc",
			module + "/test", module + "/internal/", module + "/cmd/",
		},
	},
	{
		name:  "the sign-in client imports HTTP, HTML and URLs, and not the emulator",
		from:  "./internal/login",
		never: []string{module + "/cognitotest", module + "/internal/engine", module + "/internal/check", module + "/test", module + "/cmd/", "github.com/aws/", "golang.org/x/oauth2"},
	},
	{
		name:  "the browser imports the sign-in client, and not the emulator",
		from:  "./internal/login/chromium",
		never: []string{module + "/cognitotest", module + "/internal/engine", module + "/internal/check", module + "/test", module + "/cmd/", "github.com/aws/"},
	},
	{
		name:  "the engine imports neither the emulator nor the acceptance tests",
		from:  "./internal/engine",
		never: []string{module + "/cognitotest", module + "/internal/login", module + "/test"},
	},
	{
		name:  "the relay imports the plugin protocol and no other package of this repository",
		from:  "./internal/relay",
		never: []string{module + "/cognitotest", module + "/internal/engine", module + "/internal/simulation", module + "/cmd/", module + "/test", "github.com/hashicorp/", "github.com/zclconf/"},
	},
	{
		name:  "the simulation imports the relay, but neither the emulator nor the checks",
		from:  "./internal/simulation",
		never: []string{module + "/cognitotest", module + "/internal/engine", module + "/internal/check", module + "/internal/login", module + "/cmd/", module + "/test", "github.com/aws/"},
	},
	{
		name:  "the reader of root modules imports HCL and no other package of this repository",
		from:  "./internal/rootmodule",
		never: []string{module + "/cognitotest", module + "/internal/engine", module + "/internal/relay", module + "/internal/check", module + "/cmd/", module + "/test", "github.com/aws/"},
	},
	{
		name:  "plan-guard imports no other package of this repository",
		from:  "./internal/planguard",
		never: []string{module + "/cognitotest", module + "/internal/login", module + "/internal/engine", module + "/test"},
	},
	{
		name: "the checks import neither the emulator, nor Terraform, nor the command",
		from: "./internal/check/...",
		never: []string{
			module + "/cognitotest", module + "/internal/engine", module + "/cmd/", module + "/test",
			"github.com/hashicorp/terraform-exec", "github.com/hashicorp/terraform-json", "github.com/hashicorp/hc-install",
		},
	},
	{
		name:  "the framework of the checks imports no check and no sign-in",
		from:  "./internal/check",
		never: []string{module + "/internal/check/session", module + "/internal/check/settings", module + "/internal/check/live", module + "/internal/check/prove", module + "/internal/check/catalog", module + "/internal/login"},
	},
	{
		name:  "the sessions of live checks import no check",
		from:  "./internal/check/session",
		never: []string{module + "/internal/check/settings", module + "/internal/check/live", module + "/internal/check/prove", module + "/internal/check/catalog"},
	},
	{
		name:  "the checks of settings import only the framework",
		from:  "./internal/check/settings",
		never: []string{module + "/internal/check/session", module + "/internal/check/live", module + "/internal/check/prove", module + "/internal/check/catalog", module + "/internal/login"},
	},
	{
		name:  "the live checks import neither the list nor the other checks",
		from:  "./internal/check/live",
		never: []string{module + "/internal/check/settings", module + "/internal/check/prove", module + "/internal/check/catalog"},
	},
	{
		name:  "the command does not contain the fakes of the checks",
		from:  "./cmd/cognitokit",
		never: []string{module + "/internal/check/checktest"},
	},
	{
		name:  "the checks of prove import live checks, but neither the list nor checks of settings",
		from:  "./internal/check/prove",
		never: []string{module + "/internal/check/settings", module + "/internal/check/catalog"},
	},
	{
		name:  "the configuration of AWS imports no other part of this repository",
		from:  "./internal/awsconfig",
		never: []string{module + "/cognitotest", module + "/internal/check", module + "/internal/environment", module + "/internal/report", module + "/cmd/", module + "/test"},
	},
	{
		name:  "the checks of a machine import neither the emulator nor the checks of environments",
		from:  "./internal/doctor",
		never: []string{module + "/cognitotest", module + "/internal/check", module + "/internal/environment", module + "/internal/report", module + "/cmd/", module + "/test"},
	},
	{
		name: "the configuration of apps imports YAML and no other package of this repository",
		from: "./cognitotest/appconfig",
		only: []string{module + "/cognitotest/appconfig", "go.yaml.in/yaml/v3"},
	},
	{
		name:  "the declared environments import nothing of AWS",
		from:  "./internal/environment",
		never: []string{module + "/cognitotest", module + "/internal/check", module + "/internal/report", module + "/cmd/", module + "/test", "github.com/aws/"},
	},
	{
		name:  "the report imports neither AWS nor the checks",
		from:  "./internal/report",
		never: []string{module + "/cognitotest", module + "/internal/check", module + "/internal/environment", module + "/cmd/", module + "/test", "github.com/aws/"},
	},
	{
		name: "the reader of tokens imports go-jose and no other package of this repository",
		from: "./internal/jwt",
		only: []string{module + "/internal/jwt", "github.com/go-jose/go-jose/v4", "github.com/go-jose/go-jose/v4/cipher", "github.com/go-jose/go-jose/v4/json"},
	},
	{
		name: "the reader of token responses imports the standard library",
		from: "./internal/tokenresponse",
		only: []string{module + "/internal/tokenresponse"},
	},
	{
		name: "the wording of durations imports the standard library",
		from: "./internal/duration",
		only: []string{module + "/internal/duration"},
	},
	{
		name: "the environment of child processes imports the standard library",
		from: "./internal/childenv",
		only: []string{module + "/internal/childenv"},
	},
	{
		name:  "the image contains the command, and imports no package of this repository",
		from:  "./internal/image",
		never: []string{module + "/cognitotest", module + "/cmd/", module + "/test", module + "/internal/engine", module + "/internal/check"},
	},
	{
		name:  "the sweeper imports the AWS SDK and no package of this repository",
		from:  "./test/sweep",
		never: []string{module + "/cognitotest", module + "/cmd/", module + "/internal", module + "/test/internal"},
	},
	{
		name:  "the mutation runner imports no package that it changes",
		from:  "./test/mutation",
		never: []string{module + "/cognitotest", module + "/cmd/", module + "/internal", module + "/test/internal"},
	},
	{
		name:  "the store imports no database and no file format",
		from:  "./cognitotest/internal/userpool",
		never: []string{"go.etcd.io/", "github.com/hashicorp/"},
	},
	{
		name:  "cognitoidp does not import the other front ends",
		from:  "./cognitotest/internal/cognitoidp",
		never: []string{module + "/cognitotest/internal/oauth2", module + "/cognitotest/internal/hostedui", module + "/cognitotest/internal/csvupload"},
	},
	{
		name:  "oauth2 does not import the other front ends",
		from:  "./cognitotest/internal/oauth2",
		never: []string{module + "/cognitotest/internal/cognitoidp", module + "/cognitotest/internal/hostedui"},
	},
	{
		name:  "hostedui does not import the other front ends",
		from:  "./cognitotest/internal/hostedui",
		never: []string{module + "/cognitotest/internal/cognitoidp", module + "/cognitotest/internal/oauth2"},
	},
}

func TestArrows(t *testing.T) {
	t.Parallel()
	for _, rule := range arrows {
		t.Run(rule.name, func(t *testing.T) {
			t.Parallel()
			packages := goList(t, "-deps", rule.from)
			assert.Empty(t, rule.broken(packages))
		})
	}

	// These rules are about packages of the emulator only. Its packages may use each library that the first rule allows.
	ownDeps := func(t *testing.T, name string) []string {
		t.Helper()
		path := module + "/cognitotest/internal/" + name
		var own []string
		for _, p := range goList(t, "-deps", path) {
			if p.ImportPath != path && strings.HasPrefix(p.ImportPath, module+"/") {
				own = append(own, strings.TrimPrefix(p.ImportPath, module+"/cognitotest/internal/"))
			}
		}
		return own
	}
	// The store and the packages below it, which every package of the emulator may import.
	store := []string{"apierror", "passwordhash", "srp", "totp", "transaction", "userpool"}
	messages := append([]string{"encryptionsdk", "kmskey", "trigger"}, store...)
	for name, allowed := range map[string][]string{
		"apierror":     nil,
		"srp":          nil,
		"totp":         nil,
		"transaction":  nil,
		"requestrate":  nil,
		"fault":        nil,
		"requestlog":   nil,
		"apimodel":     {"apierror"},
		"passwordhash": nil,
		"sigv4":        nil,
		"userpool":     {"apierror", "passwordhash", "srp", "totp", "transaction"},
		"durable":      {"transaction"},
		"seed":         append([]string{"apimodel"}, store...),
		"trigger":      store,
		"rsakey":       nil,
		"token":        append([]string{"rsakey", "trigger"}, store...),
		"message":      messages,
		"activity":     store,
		"branding":     store,
		"account":      append([]string{"activity", "message"}, messages...),
		"passkey":      store,
		"signin":       append([]string{"account", "activity", "message", "passkey", "rsakey", "token"}, messages...),
		"saml":         append([]string{"rsakey", "token", "trigger"}, store...),
		"federation":   append([]string{"authorization", "rsakey", "saml", "token", "trigger"}, store...),
		"uploadurl":    append([]string{"sigv4"}, store...),
		"csvupload":    append([]string{"sigv4", "uploadurl"}, store...),
		"kmskey":       store,
		"control":      append([]string{"fault", "requestlog", "sameorigin"}, store...),
		"console":      append([]string{module + "/cognitotest/appconfig", "fault", "requestlog", "sameorigin"}, store...),
		"sameorigin":   nil,
		"kms":          append([]string{"cors", "kmskey", "sigv4"}, store...),

		"encryptionsdk": nil,
	} {
		t.Run("emulator: "+name, func(t *testing.T) {
			t.Parallel()
			assert.Subset(t, allowed, ownDeps(t, name))
		})
	}
}

// starters are the only files outside the emulator and the command that import the emulator: each starts it for its tests.
var starters = []string{"clients/environment_test.go", "internal/target/emulator.go", "relay/environment_test.go"}

// The acceptance tests use only the emulator's proxy and CA.
func TestEmulatorIsImportedOnlyWhereItIsStarted(t *testing.T) {
	t.Parallel()
	emulator := module + "/cognitotest"
	allowed := []string{module + "/cmd/cognitokit", module + "/test/clients", module + "/test/internal/target", module + "/test/relay"}
	var importers []string
	for _, p := range goList(t, "./...") {
		if p.ImportPath == emulator || strings.HasPrefix(p.ImportPath, emulator+"/") {
			continue
		}
		for _, imported := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			if imported == emulator || strings.HasPrefix(imported, emulator+"/") {
				importers = append(importers, p.ImportPath)
			}
		}
	}
	assert.Subset(t, allowed, importers)

	var found []string
	require.NoError(t, filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if path == emulator || strings.HasPrefix(path, emulator+"/") {
				found = append(found, filepath.ToSlash(name))
			}
		}
		return nil
	}))
	assert.Equal(t, starters, found)
}

func TestArrowsReportForbiddenImports(t *testing.T) {
	t.Parallel()
	packages := []goPackage{
		{ImportPath: "net/http", Standard: true},
		{ImportPath: "vendor/golang.org/x/net/html", Standard: true},
		{ImportPath: "example.com/a"},
		{ImportPath: "example.com/a/b"},
		{ImportPath: "example.com/ab"},
	}
	assert.Equal(t, []string{"example.com/a", "example.com/a/b"}, arrow{never: []string{"example.com/a"}}.broken(packages))
	assert.Equal(t, []string{"example.com/a/b", "example.com/ab"}, arrow{only: []string{"example.com/a"}}.broken(packages))
	assert.Empty(t, arrow{never: []string{"example.com/c"}}.broken(packages))
}

// broken returns the packages that the rule forbids.
func (a arrow) broken(packages []goPackage) []string {
	var found []string
	for _, p := range packages {
		if p.Standard {
			continue
		}
		forbidden := a.only != nil && !slices.Contains(a.only, p.ImportPath)
		for _, prefix := range a.never {
			bare := strings.TrimSuffix(prefix, "/")
			forbidden = forbidden || p.ImportPath == bare || strings.HasPrefix(p.ImportPath, bare+"/")
		}
		if forbidden {
			found = append(found, p.ImportPath)
		}
	}
	return found
}

// goList lists packages of this module. It fails the test if it finds none: a rule about no package would always
// pass.
func goList(t *testing.T, arguments ...string) []goPackage {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go",
		append([]string{"list", "-json=ImportPath,Standard,Imports,TestImports,XTestImports"}, arguments...)...)
	command.Dir = ".." // the root of the module
	var complaints strings.Builder
	command.Stderr = &complaints
	out, err := command.Output()
	require.NoError(t, err, complaints.String())
	var packages []goPackage
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		packages = append(packages, p)
	}
	require.NotEmpty(t, packages, "go list %v returns no package", arguments)
	return packages
}
