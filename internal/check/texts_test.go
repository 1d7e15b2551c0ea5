package check_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
)

func TestListsOfAMessage(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"a", "b"}, check.Sorted([]string{"b", "a", "b"}))
	assert.Equal(t, []string{}, check.Sorted[string](nil))
	list := []string{"a", "b", "c"}
	assert.Equal(t, []string{"a", "c"}, check.Without(list, func(name string) bool { return name == "b" }))
	assert.Equal(t, []string{"a", "b", "c"}, list, "the list is not changed")
	assert.Equal(t, "none", check.Enumerate(nil))
	assert.Equal(t, "b", check.Enumerate([]string{"b"}))
	assert.Equal(t, "b, a", check.Enumerate([]string{"b", "a"}))
	assert.Equal(t, "a, b", check.JoinSorted([]string{"b", "a"}))
}

func TestQuoteShortensAField(t *testing.T) {
	t.Parallel()
	assert.Equal(t, `"a\nb"`, check.Quote("a\nb"))
	longest := strings.Repeat("ä", 200)
	assert.Equal(t, `"`+longest+`"`, check.Quote(longest))
	assert.Equal(t, `"`+longest+`…"`, check.Quote(longest+"ä"))
}

func TestDurationsOfAMessage(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "30 days", check.InWords(720*time.Hour))
	assert.Equal(t, "90", check.SecondsArgument(90*time.Second))
	assert.Contains(t, check.ValidityArgument(time.Hour), "1")
	assert.Equal(t, "the pool has no domain", check.NotApplicable("the pool has no domain").Error())
}
