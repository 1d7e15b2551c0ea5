package test

import (
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
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

// goPackage is what go list tells of a package.
type goPackage struct {
	ImportPath   string
	Standard     bool
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// arrow is a rule of the architecture: packages that a package may not reach, or the only ones that it may.
type arrow struct {
	name string
	from string // pattern of go list; test files do not count
	// never are import path prefixes that from must not depend on.
	never []string
	// only, if not nil, are the packages beside the standard library that from may depend on, itself included.
	only []string
}

var arrows = []arrow{
	{
		name: "the stand-in knows no AWS SDK, no OAuth client and nothing of the judge",
		from: "./cognitotest/...",
		never: []string{
			"github.com/aws/", "github.com/gruntwork-io/", "golang.org/x/oauth2", "github.com/coreos/go-oidc",
			module + "/test", module + "/internal/", module + "/cmd/",
		},
	},
	{
		name:  "the login knows HTTP, HTML and URLs, and nothing of the stand-in",
		from:  "./internal/login",
		never: []string{module + "/cognitotest", module + "/internal/engine", module + "/internal/refreshcheck", module + "/test", module + "/cmd/", "github.com/aws/", "golang.org/x/oauth2"},
	},
	{
		name:  "the real browser knows the login, and nothing of who serves it",
		from:  "./internal/login/chromium",
		never: []string{module + "/cognitotest", module + "/internal/engine", module + "/internal/refreshcheck", module + "/test", module + "/cmd/", "github.com/aws/"},
	},
	{
		name:  "the engine knows nothing of stand-in and judge",
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
		never: []string{module + "/cognitotest", module + "/internal/engine", module + "/internal/refreshcheck", module + "/internal/login", module + "/cmd/", module + "/test", "github.com/aws/"},
	},
	{
		name:  "the reader of root modules imports HCL and no other package of this repository",
		from:  "./internal/rootmodule",
		never: []string{module + "/cognitotest", module + "/internal/engine", module + "/internal/relay", module + "/internal/refreshcheck", module + "/cmd/", module + "/test", "github.com/aws/"},
	},
	{
		name:  "the plan guard knows a plan and nothing else of this repository",
		from:  "./internal/planguard",
		never: []string{module + "/cognitotest", module + "/internal/login", module + "/internal/engine", module + "/test"},
	},
	{
		name: "the checks know the service and nothing of the stand-in, of Terraform or of the command",
		from: "./internal/refreshcheck",
		never: []string{
			module + "/cognitotest", module + "/internal/engine", module + "/cmd/", module + "/test",
			"github.com/hashicorp/terraform-exec", "github.com/hashicorp/terraform-json", "github.com/hashicorp/hc-install",
		},
	},
	{
		name:  "the configuration of AWS knows nothing else of this repository",
		from:  "./internal/awsconfig",
		never: []string{module + "/cognitotest", module + "/internal/refreshcheck", module + "/internal/environment", module + "/internal/report", module + "/cmd/", module + "/test"},
	},
	{
		name:  "what is declared knows nothing of AWS",
		from:  "./internal/environment",
		never: []string{module + "/cognitotest", module + "/internal/refreshcheck", module + "/internal/report", module + "/cmd/", module + "/test", "github.com/aws/"},
	},
	{
		name:  "the report knows nothing of AWS and of the checks",
		from:  "./internal/report",
		never: []string{module + "/cognitotest", module + "/internal/refreshcheck", module + "/internal/environment", module + "/cmd/", module + "/test", "github.com/aws/"},
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
		name:  "the store knows no database and no file format",
		from:  "./cognitotest/internal/userpool",
		never: []string{"go.etcd.io/", "github.com/hashicorp/"},
	},
	{
		name:  "cognitoidp does not know the other front ends",
		from:  "./cognitotest/internal/cognitoidp",
		never: []string{module + "/cognitotest/internal/oauth2", module + "/cognitotest/internal/hostedui"},
	},
	{
		name:  "oauth2 does not know the other front ends",
		from:  "./cognitotest/internal/oauth2",
		never: []string{module + "/cognitotest/internal/cognitoidp", module + "/cognitotest/internal/hostedui"},
	},
	{
		name:  "hostedui does not know the other front ends",
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

	// Of the stand-in's own packages only; it may use any library that the first rule allows.
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
	t.Run("of the stand-in, token knows userpool and its triggers only", func(t *testing.T) {
		t.Parallel()
		assert.Subset(t, []string{"trigger", "userpool"}, ownDeps(t, "token"))
	})
	t.Run("of the stand-in, trigger knows userpool only", func(t *testing.T) {
		t.Parallel()
		assert.Subset(t, []string{"userpool"}, ownDeps(t, "trigger"))
	})
	t.Run("of the stand-in, message knows trigger and userpool only", func(t *testing.T) {
		t.Parallel()
		assert.Subset(t, []string{"trigger", "userpool"}, ownDeps(t, "message"))
	})
	t.Run("of the stand-in, federation knows requests, tokens and userpool", func(t *testing.T) {
		t.Parallel()
		assert.Subset(t, []string{"authorization", "token", "trigger", "userpool"}, ownDeps(t, "federation"))
	})
	t.Run("of the stand-in, account knows message, trigger and userpool only", func(t *testing.T) {
		t.Parallel()
		assert.Subset(t, []string{"message", "trigger", "userpool"}, ownDeps(t, "account"))
	})
	t.Run("of the stand-in, durable knows userpool only", func(t *testing.T) {
		t.Parallel()
		assert.Subset(t, []string{"userpool"}, ownDeps(t, "durable"))
	})
	t.Run("of the stand-in, userpool knows nothing", func(t *testing.T) {
		t.Parallel()
		assert.Empty(t, ownDeps(t, "userpool"))
	})
}

// The judge touches the stand-in only where it starts it.
func TestTheStandInIsImportedOnlyWhereItIsStarted(t *testing.T) {
	t.Parallel()
	standIn := module + "/cognitotest"
	allowed := []string{module + "/cmd/cognitokit", module + "/test", module + "/test/clients", module + "/test/relay"}
	var importers []string
	for _, p := range goList(t, "./...") {
		if p.ImportPath == standIn || strings.HasPrefix(p.ImportPath, standIn+"/") {
			continue
		}
		for _, imported := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			if imported == standIn || strings.HasPrefix(imported, standIn+"/") {
				importers = append(importers, p.ImportPath)
			}
		}
	}
	assert.Subset(t, allowed, importers)

	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	clients, err := filepath.Glob("clients/*.go")
	require.NoError(t, err)
	relay, err := filepath.Glob("relay/*.go")
	require.NoError(t, err)
	files = slices.Concat(files, clients, relay)
	var starters []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		require.NoError(t, err)
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			require.NoError(t, err)
			if path == standIn || strings.HasPrefix(path, standIn+"/") {
				starters = append(starters, name)
			}
		}
	}
	assert.Equal(t, []string{"environment_test.go", "clients/environment_test.go", "relay/environment_test.go"}, starters)
}

func TestABrokenArrowIsSeen(t *testing.T) {
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

// broken names the packages that the rule forbids.
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

// goList asks the go command about packages of this module. It fails the test if there are none, so that no rule holds
// for want of a package.
func goList(t *testing.T, arguments ...string) []goPackage {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go",
		append([]string{"list", "-json=ImportPath,Standard,Imports,TestImports,XTestImports"}, arguments...)...)
	command.Dir = ".." // the module's root
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
	require.NotEmpty(t, packages, "go list %v names no package", arguments)
	return packages
}
