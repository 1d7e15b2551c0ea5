package cognitoidp

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// Coverage is what of the API model is built, and what is not, each in order.
type Coverage struct{ Built, Missing []string }

// coverageOf splits the names that the model has.
func coverageOf[V any](names []string, built map[string]V) Coverage {
	var c Coverage
	for _, name := range slices.Sorted(slices.Values(names)) {
		if _, ok := built[name]; ok {
			c.Built = append(c.Built, name)
		} else {
			c.Missing = append(c.Missing, name)
		}
	}
	return c
}

// CoverageOfActions is that of the model's operations.
func CoverageOfActions() Coverage {
	return coverageOf(apimodel.Operations(), actions)
}

// CoverageOfFlows is that of the values of AuthFlow.
func CoverageOfFlows() Coverage { return coverageOf(apimodel.EnumValues("AuthFlowType"), authFlows) }

// CoverageOfChallenges is that of the values of ChallengeName, but for ADMIN_NO_SRP_AUTH,
// which is a flow and asked of nobody.
func CoverageOfChallenges() Coverage {
	names := slices.DeleteFunc(apimodel.EnumValues("ChallengeNameType"), func(name string) bool { return name == "ADMIN_NO_SRP_AUTH" })
	return coverageOf(names, challenges)
}
