package report

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sarifSchema returns the JSON schema of SARIF 2.1.0, from the test data of a Go module. OASIS publishes the schema
// on its web site, but a module is pinned by a checksum and downloaded like the other modules.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "mod", "download", "-json", "github.com/securego/gosec/v2@v2.29.0").Output()
	require.NoError(t, err)
	var module struct{ Dir string }
	require.NoError(t, json.Unmarshal(out, &module))
	file, err := os.Open(filepath.Join(module.Dir, "report", "sarif", "testdata", "sarif-schema-2.1.0.json"))
	require.NoError(t, err)
	defer file.Close()
	document, err := jsonschema.UnmarshalJSON(file)
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("sarif.json", document))
	schema, err := compiler.Compile("sarif.json")
	require.NoError(t, err)
	return schema
}

func TestSARIFIsValid(t *testing.T) {
	schema := sarifSchema(t)
	validate := func(log string) error {
		document, err := jsonschema.UnmarshalJSON(strings.NewReader(log))
		require.NoError(t, err)
		return schema.Validate(document)
	}
	for name, r := range map[string]*Report{"findings": accepted(), "hostile": hostile(), "empty": {Version: Version}} {
		t.Run(name, func(t *testing.T) {
			assert.NoError(t, validate(render(t, "sarif", r, WriteOptions{})))
		})
	}
	for name, change := range map[string][2]string{
		"an unknown level":  {`"level": "error"`, `"level": "catastrophe"`},
		"an unknown member": {`"helpUri"`, `"help_uri"`},
		"no message":        {`"message": {`, `"properties": {`},
	} {
		t.Run("rejects "+name, func(t *testing.T) {
			assert.Error(t, validate(strings.ReplaceAll(render(t, "sarif", accepted(), WriteOptions{}), change[0], change[1])))
		})
	}
}

func TestSARIFResults(t *testing.T) {
	var log sarifLog
	require.NoError(t, json.Unmarshal([]byte(render(t, "sarif", accepted(), WriteOptions{})), &log))
	run := log.Runs[0]
	require.Len(t, run.Results, 4)

	suppressed := run.Results[0]
	assert.Equal(t, "callback-urls", suppressed.RuleID)
	assert.Equal(t, []sarifSuppression{{"external", "accepted", "a tunnel of the developers | see the wiki (until 2027-01-31)"}}, suppressed.Suppressions)
	assert.Nil(t, suppressed.Locations[0].PhysicalLocation, "a folder is not an artifact")

	open := run.Results[1]
	assert.Equal(t, "token-validity", open.RuleID)
	assert.Equal(t, open.RuleID, run.Tool.Driver.Rules[open.RuleIndex].ID)
	assert.Equal(t, []sarifSuppression{}, open.Suppressions, "empty, not absent")
	assert.Equal(t, "environments/staging.json", open.Locations[0].PhysicalLocation.ArtifactLocation.URI)
	assert.Equal(t, []sarifLogical{{"web", "staging/web", "client"}}, open.Locations[0].LogicalLocations)

	assert.False(t, run.Invocations[0].ExecutionSuccessful)
	notifications := run.Invocations[0].ToolExecutionNotifications
	require.Len(t, notifications, 2)
	assert.Equal(t, "Not removed: The user temporary-1 was created and could not be removed. Delete it.", notifications[0].Message.Text)
	assert.Equal(t, "Could not check: the sign-in did not end within 30 seconds", notifications[1].Message.Text)
}

func TestSARIFArtifact(t *testing.T) {
	for _, tt := range []struct{ name, source, uri string }{
		{"a file", "out/dev.json", "out/dev.json"},
		{"a file with a space", "my out/dev.json", "my%20out/dev.json"},
		{"an absolute file", "/srv/dev.json", "file:///srv/dev.json"},
		{"a colon is not a scheme", "javascript:x.json", "./javascript:x.json"},
		{"a folder", "environments/dev", ""},
		{"the folder itself", ".", ""},
		{"the folder above", "../..", ""},
		{"standard input", "-", ""},
		{"no source", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			physical := sarifLocations(subject{Environment: &Environment{Source: tt.source}})[0].PhysicalLocation
			if tt.uri == "" {
				assert.Nil(t, physical)
				return
			}
			require.NotNil(t, physical)
			assert.Equal(t, tt.uri, physical.ArtifactLocation.URI)
		})
	}
}
