package cognitoidp_test

import (
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func limitOf(category string) *types.LimitDefinitionType {
	return &types.LimitDefinitionType{LimitClass: types.LimitClassApiCategory, Attributes: map[string]string{"Category": category}}
}

func provisionedLimitScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	limit := must(s.GetProvisionedLimit(c, &idp.GetProvisionedLimitInput{LimitDefinition: limitOf("UserRead")}))(t).Limit
	assert.Equal(t, int32(120), limit.ProvisionedLimitValue)
	limit = must(s.UpdateProvisionedLimit(c, &idp.UpdateProvisionedLimitInput{LimitDefinition: limitOf("UserRead"), RequestedLimitValue: 120}))(t).Limit
	assert.Equal(t, int32(120), limit.FreeLimitValue)
}

// TestSDKRaisesALimit: a client of the AWS SDK is throttled, raises the limit, and is not throttled any more.
func TestSDKRaisesALimit(t *testing.T) {
	t.Parallel()
	s := startSDKWith(t, cognitotest.Config{Now: stopped(), RequestQuotas: true, MaxRequestQuotas: map[string]int{"UserCreation": 150}}, nil)
	throttled := func(n int) (count int) {
		for range n {
			_, err := s.AdminConfirmSignUp(t.Context(), &idp.AdminConfirmSignUpInput{UserPoolId: &s.pool, Username: aws.String("ada")})
			if _, ok := errors.AsType[*types.TooManyRequestsException](err); ok {
				count++
			}
		}
		return count
	}
	raise := func(rate int32) error {
		_, err := s.UpdateProvisionedLimit(t.Context(), &idp.UpdateProvisionedLimitInput{LimitDefinition: limitOf("UserCreation"), RequestedLimitValue: rate})
		return err
	}
	require.Equal(t, 1, throttled(51))
	var exceeded *types.ServiceQuotaExceededException
	require.ErrorAs(t, raise(151), &exceeded)
	s.Advance(time.Second) // limits can be managed once a second
	require.NoError(t, raise(150))
	assert.Zero(t, throttled(150))
}
