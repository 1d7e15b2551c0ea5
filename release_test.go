package cognitokit_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// cycloneDX is the module that contains the schema of CycloneDX.
const cycloneDX = "github.com/CycloneDX/cyclonedx-go@v0.9.3"

// TestSBOM writes the software bill of materials, validates it with the schema of CycloneDX, and compares its components with
// the modules in the binary.
func TestSBOM(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "sbom.json")
	output, err := exec.CommandContext(t.Context(), "make", "sbom", "VERSION=v1.2.3", "SBOM="+name).CombinedOutput()
	require.NoError(t, err, string(output))
	text, err := os.ReadFile(name)
	require.NoError(t, err)

	schema := cycloneDXSchema(t)
	var document any
	require.NoError(t, json.Unmarshal(text, &document))
	require.NoError(t, schema.Validate(document))
	document.(map[string]any)["bomFormat"] = "other"
	require.Error(t, schema.Validate(document), "the schema rejects another document")

	var bom struct {
		Metadata struct {
			Component struct{ Name, Version string }
		}
		Components []struct{ Name, Version string }
	}
	require.NoError(t, json.Unmarshal(text, &bom))
	assert.Equal(t, "github.com/cognitokit/terraform-aws-cognito", bom.Metadata.Component.Name)
	assert.Equal(t, "v1.2.3", bom.Metadata.Component.Version)
	var components []string
	for _, component := range bom.Components {
		components = append(components, component.Name)
	}
	assert.Contains(t, components, "std")
	listed, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", "./cmd/cognitokit").Output()
	require.NoError(t, err)
	modules := map[string]bool{}
	for _, path := range regexp.MustCompile(`\S+`).FindAllString(string(listed), -1) {
		modules[path] = true
		assert.Contains(t, components, path)
	}
	assert.Len(t, components, len(modules)+1, "the modules of the command, and the standard library")
}

// cycloneDXSchema returns the schema of CycloneDX 1.6 from the Go module cache.
func cycloneDXSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	download := exec.CommandContext(t.Context(), "go", "mod", "download", "-json", cycloneDX)
	download.Dir = t.TempDir() // outside this module, whose go.sum does not have the module
	output, err := download.Output()
	require.NoError(t, err, string(output))
	var downloaded struct{ Dir string }
	require.NoError(t, json.Unmarshal(output, &downloaded))
	compiler := jsonschema.NewCompiler()
	for url, name := range map[string]string{
		"http://cyclonedx.org/schema/bom-1.6.schema.json":  "bom-1.6.schema.json",
		"http://cyclonedx.org/schema/spdx.schema.json":     "spdx.schema.json",
		"http://cyclonedx.org/schema/jsf-0.82.schema.json": "jsf-0.82.schemax.json",
	} {
		file, err := os.Open(filepath.Join(downloaded.Dir, "schema", name))
		require.NoError(t, err)
		document, err := jsonschema.UnmarshalJSON(file)
		require.NoError(t, file.Close())
		require.NoError(t, err)
		require.NoError(t, compiler.AddResource(url, document))
	}
	schema, err := compiler.Compile("http://cyclonedx.org/schema/bom-1.6.schema.json")
	require.NoError(t, err)
	return schema
}

// TestReleaseNotes runs .ci/release-notes on changelogs.
func TestReleaseNotes(t *testing.T) {
	t.Parallel()
	const missing = "CHANGELOG.md has no section \"## [0.1.0] - YYYY-MM-DD\". Write the date of the release into its heading\n"
	for _, tt := range []struct{ name, changelog, notes, fails string }{
		{name: "the section of the version", changelog: "## [0.2.0] - 2027-01-01\n\nnew\n\n## [0.1.0] - 2026-12-01\n\n### Added\n\n- one\n\n## [0.0.1] - 2026-01-01\n\nold\n", notes: "\n### Added\n\n- one\n"},
		{name: "the last section", changelog: "# Changelog\n\n## [0.1.0] - 2026-12-01\n- one\n", notes: "- one\n"},
		{name: "no date", changelog: "## [0.1.0] - unreleased\n\n- one\n", fails: missing},
		{name: "no section", changelog: "## [0.1.01] - 2026-12-01\n\n- one\n\n## [0x1.0] - 2026-12-01\n", fails: missing},
		{name: "an empty section", changelog: "## [0.1.0] - 2026-12-01\n\n## [0.0.1] - 2026-01-01\n\n- old\n", fails: "CHANGELOG.md: the section of 0.1.0 is empty. Write what users must know\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			script, err := os.ReadFile(".ci/release-notes")
			require.NoError(t, err)
			require.NoError(t, os.Mkdir(filepath.Join(folder, ".ci"), 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(folder, ".ci", "release-notes"), script, 0o600))
			require.NoError(t, os.WriteFile(filepath.Join(folder, "CHANGELOG.md"), []byte(tt.changelog), 0o600))
			command := exec.CommandContext(t.Context(), "bash", filepath.Join(folder, ".ci", "release-notes"), "v0.1.0")
			var output, errors strings.Builder
			command.Stdout, command.Stderr = &output, &errors
			err = command.Run()
			assert.Equal(t, tt.fails == "", err == nil)
			assert.Equal(t, tt.notes, output.String())
			assert.Equal(t, tt.fails, errors.String())
		})
	}
}

// TestReleaseConfiguration checks that goreleaser builds the command with the version flag that it reads, and publishes the files
// that the workflow writes before.
func TestReleaseConfiguration(t *testing.T) {
	t.Parallel()
	type globs []struct{ Glob string }
	configuration := readYAML[struct {
		Builds []struct {
			Main         string
			Ldflags      []string
			Goos, Goarch []string
		}
		Checksum struct {
			Name  string `yaml:"name_template"`
			Extra globs  `yaml:"extra_files"`
		}
		Release struct {
			Draft bool
			Extra globs `yaml:"extra_files"`
		}
	}](t, ".ci/goreleaser.yaml")
	require.Len(t, configuration.Builds, 1)
	build := configuration.Builds[0]
	assert.DirExists(t, build.Main)
	assert.Subset(t, build.Goos, []string{"linux", "darwin", "windows"})
	assert.Subset(t, build.Goarch, []string{"amd64", "arm64"})
	require.Len(t, build.Ldflags, 1)
	folder := t.TempDir()
	flags := strings.ReplaceAll(build.Ldflags[0], "{{ .Tag }}", "v1.2.3")
	output, err := exec.CommandContext(t.Context(), "go", "build", "-ldflags", flags, "-o", filepath.Join(folder, "cognitokit"), build.Main).CombinedOutput()
	require.NoError(t, err, string(output))
	output, err = exec.CommandContext(t.Context(), filepath.Join(folder, "cognitokit"), "--version").Output()
	require.NoError(t, err)
	assert.Equal(t, "cognitokit version v1.2.3\n", string(output))

	assert.True(t, configuration.Release.Draft)
	assert.Equal(t, configuration.Release.Extra, configuration.Checksum.Extra, "each published file has a checksum")
	workflow, err := os.ReadFile(".github/workflows/release.yml")
	require.NoError(t, err)
	assert.Contains(t, string(workflow), "subject-checksums: dist/"+configuration.Checksum.Name+"\n")
	ignored, err := os.ReadFile(".gitignore")
	require.NoError(t, err)
	for _, file := range configuration.Release.Extra { // goreleaser rejects a work tree with other files
		assert.Contains(t, string(ignored), "\n"+strings.TrimPrefix(file.Glob, ".")+"\n")
	}
}
