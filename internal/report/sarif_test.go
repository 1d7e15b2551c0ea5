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

// sarifSchema is the JSON schema of SARIF 2.1.0. OASIS publishes it on the web; a module
// that has it among its test data comes with a checksum, and is downloaded as Go's own.
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

func TestSARIFIsAsItsSchemaSays(t *testing.T) {
	schema := sarifSchema(t)
	validate := func(log string) error {
		document, err := jsonschema.UnmarshalJSON(strings.NewReader(log))
		require.NoError(t, err)
		return schema.Validate(document)
	}
	for name, r := range map[string]*Report{"findings": accepted(), "hostile": hostile(), "empty": {Version: Version}} {
		t.Run(name, func(t *testing.T) {
			assert.NoError(t, validate(written(t, "sarif", r, WriteOptions{})))
		})
	}
	for name, change := range map[string][2]string{
		"a level that there is not": {`"level": "error"`, `"level": "catastrophe"`},
		"a member of another name":  {`"helpUri"`, `"help_uri"`},
		"no message":                {`"message": {`, `"properties": {`},
	} {
		t.Run("refuses "+name, func(t *testing.T) {
			assert.Error(t, validate(strings.ReplaceAll(written(t, "sarif", accepted(), WriteOptions{}), change[0], change[1])))
		})
	}
}

func TestSARIFResults(t *testing.T) {
	var log sarifLog
	require.NoError(t, json.Unmarshal([]byte(written(t, "sarif", accepted(), WriteOptions{})), &log))
	run := log.Runs[0]
	require.Len(t, run.Results, 4)

	suppressed := run.Results[0]
	assert.Equal(t, "callback-urls", suppressed.RuleID)
	assert.Equal(t, []sarifSuppression{{"external", "accepted", "a tunnel of the developers | see the wiki (until 2027-01-31)"}}, suppressed.Suppressions)
	assert.Nil(t, suppressed.Locations[0].PhysicalLocation, "a folder is no artifact")

	open := run.Results[1]
	assert.Equal(t, "token-validity", open.RuleID)
	assert.Equal(t, open.RuleID, run.Tool.Driver.Rules[open.RuleIndex].ID)
	assert.Equal(t, []sarifSuppression{}, open.Suppressions, "empty, not absent")
	assert.Equal(t, "environments/staging.json", open.Locations[0].PhysicalLocation.ArtifactLocation.URI)
	assert.Equal(t, []sarifLogical{{"web", "staging/web", "client"}}, open.Locations[0].LogicalLocations)

	assert.False(t, run.Invocations[0].ExecutionSuccessful)
	notifications := run.Invocations[0].ToolExecutionNotifications
	require.Len(t, notifications, 2)
	assert.Equal(t, "Left behind: The user temporary-1 was made and could not be removed: delete it.", notifications[0].Message.Text)
	assert.Equal(t, "Could not check: the sign-in did not end within 30 seconds", notifications[1].Message.Text)
}

func TestSARIFArtifact(t *testing.T) {
	for _, tt := range []struct{ name, source, uri string }{
		{"a file", "out/dev.json", "out/dev.json"},
		{"a file with a space", "my out/dev.json", "my%20out/dev.json"},
		{"an absolute file", "/srv/dev.json", "file:///srv/dev.json"},
		{"a colon is no scheme", "javascript:x.json", "./javascript:x.json"},
		{"a folder", "environments/dev", ""},
		{"the folder itself", ".", ""},
		{"the folder above", "../..", ""},
		{"standard input", "-", ""},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			physical := sarifLocations(place{Environment: &Environment{Source: tt.source}})[0].PhysicalLocation
			if tt.uri == "" {
				assert.Nil(t, physical)
				return
			}
			require.NotNil(t, physical)
			assert.Equal(t, tt.uri, physical.ArtifactLocation.URI)
		})
	}
}
