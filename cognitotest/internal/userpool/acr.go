package userpool

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// ACRNames are names of authentication levels, values of the claim acr, by the key of the level in
// the API: Level1 to Level4.
type ACRNames map[string]string

func levelKey(level int) string { return "Level" + strconv.Itoa(level) }

// check rejects the keys that are not levels. member is the name of the map in the API. The error is
// unspecified.
func (n ACRNames) check(member string) error {
	for key := range n {
		if _, known := (Pool{}).EffectiveACR()[key]; !known {
			return apierror.InvalidParameter("%s: %q is not a level. Use Level1, Level2, Level3 or Level4.", member, key)
		}
	}
	return nil
}

// ACR returns the name of a level: a custom name, or the default name.
func (p Pool) ACR(level int) string {
	if name, ok := p.CustomACR[levelKey(level)]; ok {
		return name
	}
	return fmt.Sprintf("urn:cognito:loa:%d", level)
}

// EffectiveACR returns the names of all levels.
func (p Pool) EffectiveACR() ACRNames {
	names := ACRNames{}
	for level := lowestLevel; level <= highestLevel; level++ {
		names[levelKey(level)] = p.ACR(level)
	}
	return names
}

// ACRLevel returns the level with a name, or 0.
func (p Pool) ACRLevel(name string) int {
	for level := lowestLevel; level <= highestLevel; level++ {
		if p.ACR(level) == name {
			return level
		}
	}
	return 0
}

// ACRLevels returns the levels of a list of names in its order. It ignores unknown names.
func (p Pool) ACRLevels(list string) []int {
	var levels []int
	for name := range strings.FieldsSeq(list) {
		if level := p.ACRLevel(name); level > 0 {
			levels = append(levels, level)
		}
	}
	return levels
}

// acrPattern and maxACR are the constraints of AcrValue (API_AcrLevelConfigType).
var acrPattern = regexp.MustCompile(`^[\x21\x23-\x5B\x5D-\x7E]+$`)

const maxACR = 64

// checkACR rejects unknown levels, names that the API reference does not allow, and a name that two
// levels have, default names included. The texts about a name have the form of other constraints; the
// text about two names is unspecified.
func (p Pool) checkACR() error {
	const invalid = "1 validation error detected: Value '%s' at 'acrConfiguration.%s.member.acrValue' failed to satisfy constraint: "
	if err := p.CustomACR.check("AcrConfiguration"); err != nil {
		return err
	}
	for level := lowestLevel; level <= highestLevel; level++ {
		name, key := p.ACR(level), levelKey(level)
		switch {
		case name == "":
			return apierror.InvalidParameter(invalid+"Member must have length greater than or equal to 1", name, key)
		case len(name) > maxACR:
			return apierror.InvalidParameter(invalid+"Member must have length less than or equal to %d", name, key, maxACR)
		case !acrPattern.MatchString(name):
			return apierror.InvalidParameter(invalid+"Member must satisfy regular expression pattern: %s", name, key, strings.Trim(acrPattern.String(), "^$"))
		}
		for lower := lowestLevel; lower < level; lower++ {
			if p.ACR(lower) == name {
				return apierror.InvalidParameter("AcrConfiguration: %s and %s have the same AcrValue %s. Each level requires its own value, also beside default values.", levelKey(lower), key, name)
			}
		}
	}
	return nil
}

// acrFeature is the name of the feature in the error about the feature plan. It is unspecified.
const acrFeature = "Custom ACR Level Names"
