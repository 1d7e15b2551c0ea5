package environment

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The example of a policy file in docs/check.md is valid, and declares the settings that the page describes.
func TestPolicyExampleOfThePage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/check.md")
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(page), "## The policy file")
	require.True(t, found)
	_, rest, _ = strings.Cut(rest, "```hcl\n")
	text, _, _ := strings.Cut(rest, "```")
	p, err := ReadPolicy([]byte(text), "refresh.hcl")
	require.NoError(t, err)

	e := Environment{Clients: []Client{{Key: "web", ID: "1example23456789"}, {Key: "spa", ID: "2"}}}
	require.NoError(t, p.Apply(&e))
	assert.True(t, e.Production)
	assert.Equal(t, new(true), e.Clients[0].Declared.Rotation)
	assert.Equal(t, AppClient{Revocation: new(true)}, e.Clients[1].Declared)
}
