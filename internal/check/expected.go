package check

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// Lifetimes returns the lifetimes that the tokens of a client must have: as declared, or else
// as deployed.
func (t *Target) Lifetimes(c *types.UserPoolClientType) (access, id, refresh time.Duration) {
	access, id, refresh = DeployedLifetimes(c)
	for _, token := range []struct{ declared, life *time.Duration }{
		{t.Client.Declared.AccessToken, &access}, {t.Client.Declared.IDToken, &id}, {t.Client.Declared.RefreshToken, &refresh},
	} {
		if token.declared != nil {
			*token.life = *token.declared
		}
	}
	return access, id, refresh
}

// Rotation reports whether a client must rotate its refresh tokens, and the grace period of
// a replaced one: as declared, or else as deployed.
func (t *Target) Rotation(c *types.UserPoolClientType) (on bool, grace time.Duration) {
	on, grace = DeployedRotation(c)
	if declared := t.Client.Declared; declared.Rotation != nil {
		on = *declared.Rotation
		if declared.RetryGracePeriod != nil {
			grace = *declared.RetryGracePeriod
		}
	}
	return on, grace
}

// AuthFlows returns the API flows that a client must allow: as declared, or else as deployed.
// An empty list is the default of the service.
func (t *Target) AuthFlows(c *types.UserPoolClientType) []string {
	if declared := t.Client.Declared.ExplicitAuthFlows; declared != nil {
		must := types.UserPoolClientType{}
		for _, flow := range declared {
			must.ExplicitAuthFlows = append(must.ExplicitAuthFlows, types.ExplicitAuthFlowsType(flow))
		}
		c = &must
	}
	return DeployedAuthFlows(c)
}

// RevokesTokens reports whether a client must be able to revoke its tokens: as declared, or
// else as deployed.
func (t *Target) RevokesTokens(c *types.UserPoolClientType) bool {
	if declared := t.Client.Declared.Revocation; declared != nil {
		return *declared
	}
	return aws.ToBool(c.EnableTokenRevocation)
}
