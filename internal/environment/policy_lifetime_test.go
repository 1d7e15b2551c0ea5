package environment

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Compares the limits with the separate list of the module user-pool-client: an object for each token with
// minimum and maximum in seconds.
func TestLimitsOfTheModule(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("../../modules/user-pool-client/*.tf")
	require.NoError(t, err)
	module := map[string][]int64{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		file, problems := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
		require.False(t, problems.HasErrors(), problems)
		_ = hclsyntax.VisitAll(file.Body.(*hclsyntax.Body), func(node hclsyntax.Node) hcl.Diagnostics {
			object, ok := node.(*hclsyntax.ObjectConsExpr)
			if !ok {
				return nil
			}
			for _, item := range object.Items {
				if token := hcl.ExprAsKeyword(item.KeyExpr.(*hclsyntax.ObjectConsKeyExpr).Wrapped); limits[token].longest != 0 {
					module[token] = append(module[token], numbers(item.ValueExpr, "minimum", "maximum")...)
				}
			}
			return nil
		})
	}
	want := map[string][]int64{}
	for token, limit := range limits {
		want[token] = []int64{int64(limit.shortest / time.Second), int64(limit.longest / time.Second)}
	}
	assert.Equal(t, want, module)
}

// numbers returns the values of some keys in the objects of an expression.
func numbers(expression hclsyntax.Expression, keys ...string) (found []int64) {
	_ = hclsyntax.VisitAll(expression, func(node hclsyntax.Node) hcl.Diagnostics {
		object, ok := node.(*hclsyntax.ObjectConsExpr)
		if !ok {
			return nil
		}
		for _, key := range keys {
			for _, item := range object.Items {
				if hcl.ExprAsKeyword(item.KeyExpr.(*hclsyntax.ObjectConsKeyExpr).Wrapped) == key {
					value, _ := item.ValueExpr.Value(nil)
					number, _ := value.AsBigFloat().Int64()
					found = append(found, number)
				}
			}
		}
		return nil
	})
	return found
}
