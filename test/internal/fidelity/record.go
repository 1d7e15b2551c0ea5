package fidelity

import "github.com/cognitokit/terraform-aws-cognito/internal/facts"

// Record sets the day of each fact that AWS confirmed, and clears the day of each fact that differed on AWS or on the
// emulator: such a row is wrong, even if AWS confirmed it before. It changes no other fact.
func Record(topics []facts.Topic, outcomes map[string]Outcome) {
	for _, topic := range topics {
		for i := range topic.Facts {
			switch o := outcomes[topic.Facts[i].Fact]; {
			case len(o.differences) > 0:
				topic.Facts[i].SeenOnAWS = ""
			case o.day != "":
				topic.Facts[i].SeenOnAWS = o.day
			}
		}
	}
}
