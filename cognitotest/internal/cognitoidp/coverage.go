package cognitoidp

import (
	"maps"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// Coverage splits the names of the API model: Built has the names that the emulator implements,
// Missing the others. Both are in alphabetical order.
type Coverage struct{ Built, Missing []string }

// coverageOf splits names of the model by whether they are keys of implemented.
func coverageOf[V any](names []string, implemented map[string]V) Coverage {
	var c Coverage
	for _, name := range slices.Sorted(slices.Values(names)) {
		if _, ok := implemented[name]; ok {
			c.Built = append(c.Built, name)
		} else {
			c.Missing = append(c.Missing, name)
		}
	}
	return c
}

// CoverageOfActions returns the coverage of the operations of the model.
func CoverageOfActions() Coverage {
	return coverageOf(apimodel.Operations(), actions)
}

// CoverageOfFlows returns the coverage of the values of AuthFlow.
func CoverageOfFlows() Coverage { return coverageOf(apimodel.EnumValues("AuthFlowType"), authFlows) }

// CoverageOfChallenges returns the coverage of the values of ChallengeName except ADMIN_NO_SRP_AUTH,
// which is a flow and never a challenge.
func CoverageOfChallenges() Coverage {
	names := slices.DeleteFunc(apimodel.EnumValues("ChallengeNameType"), func(name string) bool { return name == "ADMIN_NO_SRP_AUTH" })
	return coverageOf(names, challenges)
}

// IgnoredMembers returns the members of requests that the emulator accepts and ignores, with the
// reason.
func IgnoredMembers() map[string]string { return maps.Clone(membersWithoutEffect) }
