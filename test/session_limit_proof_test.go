package test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestProofsOfSessionLimits proves limits with clients of every type, and reports a pool that cannot have a limit.
func TestProofsOfSessionLimits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		tier  types.UserPoolTierType
		limit *int
		want  report.Outcome
	}{
		{"one session", types.UserPoolTierTypeEssentials, new(1), report.Passed},
		{"three sessions", types.UserPoolTierTypePlus, new(3), report.Passed},
		{"no limit", types.UserPoolTierTypeEssentials, nil, report.NotApplicable},
		{"LITE", types.UserPoolTierTypeLite, new(3), report.Failed},
		{"a limit that the service rejects", types.UserPoolTierTypeEssentials, new(1_000_000), report.Failed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProving(t, &cognitoidentityprovider.CreateUserPoolInput{UserPoolTier: tt.tier})
			for _, key := range []string{"web", "api"} {
				p.add(t, key, clientsToProve[key])
			}
			if tt.tier != types.UserPoolTierTypeLite { // which has no rotation
				p.add(t, "spa", clientsToProve["spa"])
			}
			p.pool.SessionLimit = tt.limit
			configuration := func() check.SessionConfiguration {
				found, err := check.NewAPI(p.api).GetUserPoolSessionConfiguration(t.Context(), p.pool.UserPoolID)
				require.NoError(t, err)
				return found
			}
			before := configuration()
			for _, c := range p.prove(t, proof(t, "session-limit")).Clients {
				assert.Equal(t, tt.want, c.Results[0].Outcome, "%s: %s", c.Key, c.Results[0])
				for _, finding := range c.Results[0].Findings {
					assert.Contains(t, finding.Message, "sessions per user cannot be set: SetUserPoolSessionConfiguration returns ")
				}
			}
			assert.Equal(t, before, configuration())
		})
	}
}
