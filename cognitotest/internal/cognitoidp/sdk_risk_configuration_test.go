package cognitoidp_test

import (
	"testing"

	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func riskConfigurationScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	must(s.SetRiskConfiguration(c, &idp.SetRiskConfigurationInput{UserPoolId: &s.pool, RiskExceptionConfiguration: &types.RiskExceptionConfigurationType{BlockedIPRangeList: []string{"10.0.0.0/8"}}}))(t)
	risk := must(s.DescribeRiskConfiguration(c, &idp.DescribeRiskConfigurationInput{UserPoolId: &s.pool}))(t).RiskConfiguration
	assert.Equal(t, []string{"10.0.0.0/8"}, risk.RiskExceptionConfiguration.BlockedIPRangeList)
}
