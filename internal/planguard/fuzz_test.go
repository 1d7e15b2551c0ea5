package planguard

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzRead reads any text as a plan. The guard reports each pool that an accepted plan destroys.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		wholePlan, "{}", "", "null", `{"planned_values":{},"format_version":"\n"}`, `{"planned_values":{},"format_version":"1.2","resource_changes":[null]}`, `{"planned_values":{},"format_version":"1.2","errored":true}`,
		`{"planned_values":{},"format_version":"1.2","resource_changes":[{"address":"a","mode":"managed","type":"aws_cognito_user_pool","change":{"actions":["delete"]}}]}`,
		`{"planned_values":{},"format_version":"1.2","resource_changes":[{"address":"a\nb","mode":"data","type":"x","change":{"actions":["read"],"replace_paths":[[1.5,null],7]}}]}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		plan, err := Read(text)
		if err != nil {
			require.NotEmpty(t, err.Error())
			require.NotContains(t, err.Error(), "\n")
			return
		}
		findings, err := Check(plan)
		require.NoError(t, err)
		var form struct {
			Changes []struct {
				Address string
				Mode    string
				Type    string
				Change  struct{ Actions []string }
			} `json:"resource_changes"`
		}
		if json.Unmarshal(text, &form) != nil {
			return
		}
		for _, c := range form.Changes {
			if c.Type == "aws_cognito_user_pool" && c.Mode == "managed" && slices.Contains(c.Change.Actions, "delete") {
				require.True(t, slices.ContainsFunc(findings, func(f Finding) bool { return f.Address == c.Address }), c.Address)
			}
		}
	})
}
