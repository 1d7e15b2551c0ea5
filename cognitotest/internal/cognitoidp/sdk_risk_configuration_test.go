package cognitoidp_test

import (
	"testing"

	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func riskConfigurationScenario(t *testing.T, l *login) {
	c := t.Context()
	must(l.SetRiskConfiguration(c, &idp.SetRiskConfigurationInput{UserPoolId: &l.pool, RiskExceptionConfiguration: &types.RiskExceptionConfigurationType{BlockedIPRangeList: []string{"10.0.0.0/8"}}}))(t)
	risk := must(l.DescribeRiskConfiguration(c, &idp.DescribeRiskConfigurationInput{UserPoolId: &l.pool}))(t).RiskConfiguration
	assert.Equal(t, []string{"10.0.0.0/8"}, risk.RiskExceptionConfiguration.BlockedIPRangeList)
}
