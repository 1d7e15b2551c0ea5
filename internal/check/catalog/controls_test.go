package catalog_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
)

// TestControls checks that each control of AWS Security Hub is listed once, and that its check runs.
func TestControls(t *testing.T) {
	t.Parallel()
	for i, control := range catalog.Controls {
		assert.Equal(t, fmt.Sprintf("Cognito.%d", i+1), control.ID)
		assert.NotEmpty(t, control.Requirement)
		assert.NotEmpty(t, control.Note)
		if control.Check != nil {
			assert.True(t, slices.ContainsFunc(catalog.All, func(c check.Check) bool { return c.Name == control.Check.Name }), control.ID)
		}
	}
}
