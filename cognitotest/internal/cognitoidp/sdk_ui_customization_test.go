package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
)

func uiCustomizationScenario(t *testing.T, l *login) {
	c := t.Context()
	must(l.CreateUserPoolDomain(c, &idp.CreateUserPoolDomainInput{UserPoolId: &l.pool, Domain: aws.String("shop")}))(t)
	must(l.SetUICustomization(c, &idp.SetUICustomizationInput{UserPoolId: &l.pool, CSS: aws.String(".label-customizable{}"), ImageFile: []byte{1, 2, 3}}))(t)
	ui := must(l.GetUICustomization(c, &idp.GetUICustomizationInput{UserPoolId: &l.pool}))(t).UICustomization
	assert.Equal(t, ".label-customizable{}", *ui.CSS)
}
