package check_test

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
)

// TestPermissions checks that the policies in docs/check.md allow the calls of the checks, and no other calls.
func TestPermissions(t *testing.T) {
	t.Parallel()
	for _, policy := range []struct {
		page, section string
		api           reflect.Type
	}{
		{"docs/check.md", "read", reflect.TypeFor[check.API]()},
		{"docs/check.md", "temporary user", reflect.TypeFor[check.UserAPI]()},
	} {
		var calls []string
		for method := range policy.api.Methods() {
			calls = append(calls, "cognito-idp:"+method.Name)
		}
		assert.ElementsMatch(t, calls, allowed(t, policy.page, policy.section), policy.section)
	}
}

// allowed returns the actions that a policy on a page allows.
func allowed(t *testing.T, page, section string) []string {
	t.Helper()
	content, err := os.ReadFile("../../" + page)
	require.NoError(t, err)
	_, after, found := strings.Cut(string(content), "<!-- "+section+": checked by a test -->")
	require.True(t, found, "%s has no policy %s", page, section)
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
