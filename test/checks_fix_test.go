package test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/stretchr/testify/require"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// fixOf are the arguments that the page of a check says to write.
func fixOf(t *testing.T, check string) object {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "docs", "checks", check+".md"))
	require.NoError(t, err)
	_, fix, found := strings.Cut(string(page), "\n## How to fix\n")
	require.True(t, found)
	_, block, found := strings.Cut(fix, "```hcl\n")
	require.True(t, found)
	block, _, _ = strings.Cut(block, "```")
	file, diagnostics := hclparse.NewParser().ParseHCL([]byte(block), check+".md")
	require.False(t, diagnostics.HasErrors(), diagnostics.Error())
	attributes, diagnostics := file.Body.JustAttributes()
	require.False(t, diagnostics.HasErrors(), diagnostics.Error())
	arguments := object{}
	for name, attribute := range attributes {
		value, diagnostics := attribute.Expr.Value(nil)
		require.False(t, diagnostics.HasErrors(), diagnostics.Error())
		text, err := ctyjson.Marshal(value, value.Type())
		require.NoError(t, err)
		arguments[name] = json.RawMessage(text)
	}
	return arguments
}
