package lifecycle

import (
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
)

func TestAttributePathHasNoListIndexes(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "username_configuration.case_sensitive", attributePath([]any{"username_configuration", 0.0, "case_sensitive"}))
}

func TestDifferences(t *testing.T) {
	t.Parallel()
	got := differences(&tfjson.Change{
		Before: map[string]any{"name": "a", "tags": nil, "arn": "x", "id": "i"},
		After:  map[string]any{"name": "b", "tags": map[string]any{"k": "v"}, "id": "i"},
	})
	assert.Equal(t, map[string][2]any{
		"name": {"a", "b"}, "tags": {nil, map[string]any{"k": "v"}}, "arn": {"x", "(known after apply)"},
	}, got)
}

func TestImportIDs(t *testing.T) {
	t.Parallel()
	values := map[string]any{"user_pool_id": "pool", "id": "id", "identifier": "orders", "name": "group", "provider_name": "Google"}
	for address, want := range map[string]string{
		"aws_cognito_user_pool.this": "id", "aws_cognito_resource_server.this": "pool|orders", "aws_cognito_user_pool_client.this": "pool/id",
		"aws_cognito_user_group.this": "pool/group", "aws_cognito_identity_provider.this": "pool:Google",
	} {
		assert.Equal(t, want, importID(t, address, values), address)
	}
}

func TestSettablePaths(t *testing.T) {
	t.Parallel()
	block := &tfjson.SchemaBlock{
		Attributes: map[string]*tfjson.SchemaAttribute{"name": {Required: true}, "arn": {Computed: true}, "id": {Optional: true}},
		NestedBlocks: map[string]*tfjson.SchemaBlockType{"schema": {Block: &tfjson.SchemaBlock{
			Attributes: map[string]*tfjson.SchemaAttribute{"id": {Optional: true}},
		}}},
	}
	assert.ElementsMatch(t, []string{"name", "schema.id"}, settable(block, ""))
}
