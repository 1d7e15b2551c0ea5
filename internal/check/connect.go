package check

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// Connector makes the Connect of [Options] of an AWS configuration, and of a client for
// the documents, the hosted pages and the OAuth endpoints. An environment without a
// region is in that of the configuration. Environments of one region share one client of
// the service, which knows how fast it may ask.
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
			return Connection{}, errors.New("no AWS region is known: write it with --region or AWS_REGION")
		}
		mu.Lock()
		defer mu.Unlock()
		api, ok := regions[region]
		if !ok {
			api = cognitoidentityprovider.NewFromConfig(config, func(o *cognitoidentityprovider.Options) { o.Region = region })
			regions[region] = api
		}
		return Connection{API: api, Users: api, Prove: api, HTTP: client}, nil
	}
}
