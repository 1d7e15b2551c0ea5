package check

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/wafv2"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// Connector returns a Connect function for [Options]. It uses an AWS configuration for the
// API, and client for the discovery documents, the login pages and the OAuth endpoints. An
// environment without a region uses the region of the configuration. Environments of one
// region share one API client, because it adapts its rate to the quotas of the region.
func Connector(config aws.Config, client *http.Client) func(context.Context, *environment.Environment) (Connection, error) {
	var (
		mu      sync.Mutex
		regions = map[string]*cognitoidentityprovider.Client{}
	)
	return func(_ context.Context, e *environment.Environment) (Connection, error) {
		region := e.Region
		if region == "" {
			region = config.Region
		}
		if region == "" {
			return Connection{}, errors.New("the AWS region is unknown: set --region or AWS_REGION")
		}
		mu.Lock()
		defer mu.Unlock()
		api, ok := regions[region]
		if !ok {
			api = cognitoidentityprovider.NewFromConfig(config, func(o *cognitoidentityprovider.Options) { o.Region = region })
			regions[region] = api
		}
		return Connection{API: NewAPI(api), WAF: wafv2.NewFromConfig(config, func(o *wafv2.Options) { o.Region = region }), Users: api, Prove: NewProveAPI(api), HTTP: client}, nil
	}
}
