package userpool

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNamesOfAuthenticationLevels(t *testing.T) {
	t.Parallel()
	pool := Pool{PoolSettings: PoolSettings{CustomACR: ACRNames{"Level2": "silver", "Level4": "urn:cognito:gold"}}}
	assert.Equal(t, ACRNames{"Level1": "urn:cognito:loa:1", "Level2": "silver", "Level3": "urn:cognito:loa:3", "Level4": "urn:cognito:gold"}, pool.EffectiveACR())
	for level, name := range []string{1: "urn:cognito:loa:1", 2: "silver", 3: "urn:cognito:loa:3", 4: "urn:cognito:gold"} {
		if level > 0 {
			assert.Equal(t, name, pool.ACR(level))
			assert.Equal(t, level, pool.ACRLevel(name))
		}
	}
	for _, name := range []string{"urn:cognito:loa:2", "urn:cognito:loa:0", "urn:cognito:loa:5", "", "Silver"} {
		assert.Zero(t, pool.ACRLevel(name), "%q", name)
	}
	assert.Equal(t, []int{4, 1, 2}, pool.ACRLevels(" urn:cognito:gold unknown  urn:cognito:loa:1 silver urn:cognito:loa:4"))
	assert.Empty(t, pool.ACRLevels(""))
}

func TestCustomNamesOfAuthenticationLevels(t *testing.T) {
	t.Parallel()
	constraint := func(name, level, rest string) string {
		return "InvalidParameterException: 1 validation error detected: Value '" + name + "' at 'acrConfiguration." + level + ".member.acrValue' failed to satisfy constraint: " + rest
	}
	const pattern = `Member must satisfy regular expression pattern: [\x21\x23-\x5B\x5D-\x7E]+`
	long := strings.Repeat("a", 64)
	for _, tt := range []struct {
		name string
		acr  ACRNames
		want string
	}{
		{"none", nil, ""},
		{"all", ACRNames{"Level1": "a", "Level2": "b", "Level3": "c", "Level4": "d"}, ""},
		{"longest", ACRNames{"Level1": long}, ""},
		{"too long", ACRNames{"Level1": long + "a"}, constraint(long+"a", "Level1", "Member must have length less than or equal to 64")},
		{"empty", ACRNames{"Level4": ""}, constraint("", "Level4", "Member must have length greater than or equal to 1")},
		{"space", ACRNames{"Level2": "a b"}, constraint("a b", "Level2", pattern)},
		{"quotation mark", ACRNames{"Level2": `a"`}, constraint(`a"`, "Level2", pattern)},
		{"backslash", ACRNames{"Level2": `a\`}, constraint(`a\`, "Level2", pattern)},
		{"first and last characters", ACRNames{"Level2": "!#[]~"}, ""},
		{"unknown level", ACRNames{"Level5": "a"}, `InvalidParameterException: AcrConfiguration: "Level5" is not a level. Use Level1, Level2, Level3 or Level4.`},
		{"swapped defaults", ACRNames{"Level1": "urn:cognito:loa:2", "Level2": "urn:cognito:loa:1"}, ""},
		{"two levels with one name", ACRNames{"Level3": "a", "Level4": "a"}, "InvalidParameterException: AcrConfiguration: Level3 and Level4 have the same AcrValue a. Each level requires its own value, also beside default values."},
		{"default name of another level", ACRNames{"Level1": "urn:cognito:loa:4"}, "InvalidParameterException: AcrConfiguration: Level1 and Level4 have the same AcrValue urn:cognito:loa:4. Each level requires its own value, also beside default values."},
	} {
		_, err := NewStore("123456789012").CreatePool("us-east-1", Pool{Name: "orders", PoolSettings: PoolSettings{Tier: DefaultTier, CustomACR: tt.acr}})
		assert.Equal(t, tt.want, errorText(err), tt.name)
	}
}
