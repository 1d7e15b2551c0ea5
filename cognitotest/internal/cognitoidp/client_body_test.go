package cognitoidp

import (
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Only the AWS SDK for Go needs the delay.
func TestClosesBodyEarly(t *testing.T) {
	t.Parallel()
	for userAgent, want := range map[string]bool{
		"aws-sdk-go-v2/1.47.7 ua/2.1 os/linux lang/go#1.26.8 md/GOOS#linux api/cognitoidentityprovider#1.74.1":                     true,
		"APN/1.0 HashiCorp/1.0 Terraform/1.13.4 terraform-provider-aws/6.20.0 aws-sdk-go-v2/1.39.5 ua/2.1 os/linux lang/go#1.25.3": true,
		"aws-sdk-go/1.55.5 (go1.22; linux; amd64)":                                                 true,
		"Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux lang/python#3.13":                         false,
		"aws-sdk-js/3.900.0 ua/2.1 os/linux lang/js md/nodejs#20.19 api/cognito-identity-provider": false,
		"aws-cli/2.31.0 md/awscrt#0.27 ua/2.1 os/linux":                                            false,
		"Go-http-client/1.1": false,
		"curl/8.14.1":        false,
		"":                   false,
	} {
		r := httptest.NewRequest("POST", "https://cognito-idp.us-east-1.amazonaws.com/", nil)
		r.Header.Set("User-Agent", userAgent)
		assert.Equal(t, want, closesBodyEarly(r), userAgent)
	}
}
