package refreshcheck

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPermissions: the policy of docs/check.md allows what the checks call, and nothing else.
func TestPermissions(t *testing.T) {
	t.Parallel()
	for section, api := range map[string]reflect.Type{"read": reflect.TypeFor[API](), "temporary user": reflect.TypeFor[People]()} {
		var calls []string
		for method := range api.Methods() {
			calls = append(calls, "cognito-idp:"+method.Name)
		}
		assert.ElementsMatch(t, calls, allowed(t, section), section)
	}
}

// allowed are the actions of a policy of docs/check.md.
func allowed(t *testing.T, section string) []string {
	t.Helper()
	page, err := os.ReadFile("../../docs/check.md")
	require.NoError(t, err)
	_, after, found := strings.Cut(string(page), "<!-- "+section+": kept true by a test -->")
	require.True(t, found, "docs/check.md has no policy %s", section)
	_, after, _ = strings.Cut(after, "```json\n")
	text, _, _ := strings.Cut(after, "```")
	var policy struct {
		Statement []struct{ Action any }
	}
	require.NoError(t, json.Unmarshal([]byte(text), &policy))
	var actions []string
	for _, s := range policy.Statement {
		switch action := s.Action.(type) {
		case string:
			actions = append(actions, action)
		case []any:
			for _, a := range action {
				actions = append(actions, a.(string))
			}
		}
	}
	return slices.Compact(actions)
}
