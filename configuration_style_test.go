package cognitokit_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// maxColumns is the maximum length of a line of a configuration.
const maxColumns = 140

// TestConfigurationStyle checks two rules that `terraform fmt` does not check: the length of the lines, and that no
// conditional expression contains another one.
func TestConfigurationStyle(t *testing.T) {
	t.Parallel()
	files := os.DirFS(".")
	for _, pattern := range []string{"*.tf", "*.tftest.hcl", "modules/*/*.tf", "modules/*/*.tftest.hcl", "examples/*/*.tf", "test/testdata/*/*.tf"} {
		names, err := fs.Glob(files, pattern)
		require.NoError(t, err)
		for _, name := range names {
			text, err := fs.ReadFile(files, name)
			require.NoError(t, err)
			number := 0
			for line := range strings.Lines(string(text)) {
				number++
				if columns := utf8.RuneCountInString(strings.TrimRight(line, "\n")); columns > maxColumns {
					assert.Fail(t, "line too long", "%s:%d has %d columns; use at most %d", name, number, columns, maxColumns)
				}
			}
			file, problems := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
			require.False(t, problems.HasErrors(), problems.Error())
			body, ok := file.Body.(*hclsyntax.Body)
			require.True(t, ok)
			problems = hclsyntax.Walk(body, &conditionals{t: t})
			require.False(t, problems.HasErrors(), problems.Error())
		}
	}
}

// conditionals counts the conditional expressions around a node.
type conditionals struct {
	t     *testing.T
	depth int
}

func (c *conditionals) Enter(node hclsyntax.Node) hcl.Diagnostics {
	if _, ok := node.(*hclsyntax.ConditionalExpr); ok {
		c.depth++
		if c.depth > 1 {
			assert.Fail(c.t, "nested conditional", "%s: use a local value instead of a conditional in a conditional", node.Range())
		}
	}
	return nil
}

func (c *conditionals) Exit(node hclsyntax.Node) hcl.Diagnostics {
	if _, ok := node.(*hclsyntax.ConditionalExpr); ok {
		c.depth--
	}
	return nil
}
