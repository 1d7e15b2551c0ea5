package cognitoidp

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

func TestEveryImplementedActionIsInTheModel(t *testing.T) {
	names := Actions()
	assert.True(t, slices.IsSorted(names))
	assert.NotEmpty(t, names)
	for _, name := range names {
		_, ok := apimodel.Lookup(name)
		assert.True(t, ok, name)
	}
}
