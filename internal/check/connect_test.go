package check_test

import (
	"net/http"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/wafv2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestConnector(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, configured, region string
		want                     string
		err                      string
	}{
		{"the region of the environment", "us-east-1", "eu-west-1", "eu-west-1", ""},
		{"the region of the configuration", "us-east-1", "", "us-east-1", ""},
		{"no region in the configuration", "", "eu-west-1", "eu-west-1", ""},
		{"no region", "", "", "", "the AWS region is unknown: set --region or AWS_REGION"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			client := &http.Client{}
			got, err := check.Connector(aws.Config{Region: tt.configured}, client)(t.Context(), &environment.Environment{Region: tt.region})
			if tt.err != "" {
				assert.EqualError(t, err, tt.err)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.want, got.Users.(*cognitoidentityprovider.Client).Options().Region)
			assert.Equal(t, tt.want, got.WAF.(*wafv2.Client).Options().Region)
			assert.Same(t, client, got.HTTP)
			assert.Equal(t, check.NewProveAPI(got.Users.(*cognitoidentityprovider.Client)), got.Prove, "the checks of an environment share a client")
		})
	}
}

// TestEnvironmentsOfOneRegionShareAClient: the client adapts to the quotas of a region.
func TestEnvironmentsOfOneRegionShareAClient(t *testing.T) {
	t.Parallel()
	connect := check.Connector(aws.Config{}, &http.Client{})
	apis := make([]check.UserAPI, 20)
	var group sync.WaitGroup
	for i := range apis {
		group.Go(func() {
			region := []string{"eu-west-1", "us-east-1"}[i%2]
			connection, err := connect(t.Context(), &environment.Environment{Region: region})
			assert.NoError(t, err)
			apis[i] = connection.Users
		})
	}
	group.Wait()
	for i, api := range apis {
		assert.Same(t, apis[i%2], api)
	}
	assert.NotSame(t, apis[0], apis[1])
}
