package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
)

func uiCustomizationScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	must(s.CreateUserPoolDomain(c, &idp.CreateUserPoolDomainInput{UserPoolId: &s.pool, Domain: aws.String("shop")}))(t)
	must(s.SetUICustomization(c, &idp.SetUICustomizationInput{UserPoolId: &s.pool, CSS: aws.String(".label-customizable{}"), ImageFile: []byte("\x89PNG\r\n\x1a\n")}))(t)
	ui := must(s.GetUICustomization(c, &idp.GetUICustomizationInput{UserPoolId: &s.pool}))(t).UICustomization
	assert.Equal(t, ".label-customizable{}", *ui.CSS)
}
