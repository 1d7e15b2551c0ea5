package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/appconfig"
	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
)

// api returns a client of the API at the plain endpoint, for the region of a pool. The emulator of serve accepts every
// signature.
func (s *runningServer) api(pool string) *cognitoidentityprovider.Client {
	return cognitoidentityprovider.New(cognitoidentityprovider.Options{
		Region: regionOf(pool), BaseEndpoint: &s.URL, HTTPClient: localClient(),
		Credentials: credentials.NewStaticCredentialsProvider("AKIACOGNITOTEST", "cognitotest", ""),
	})
}

// regionOf returns the region in the id of a user pool.
func regionOf(pool string) string {
	region, _, _ := strings.Cut(pool, "_")
	return region
}

// localClient returns a client for a server on this machine, to which the proxy variables do not apply.
func localClient() *http.Client { return exchange.Client(&http.Transport{}) }

// appReader reads the settings of an app from a running emulator.
type appReader struct {
	emulator *controlClient
	server   *runningServer
}

// listedPool is a user pool of the emulator, in any region.
type listedPool struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// read returns the selected pool and client.
func (r appReader) read(ctx context.Context, o appConfigOptions, format appconfig.Format) (app appconfig.App, err error) {
	app = appconfig.App{Endpoint: r.server.URL, ShowSecret: o.secrets}
	if app.UserPoolID, err = r.pool(ctx, o.pool); err != nil {
		return app, err
	}
	app.Region = regionOf(app.UserPoolID)
	pool, err := r.server.api(app.UserPoolID).DescribeUserPool(ctx, &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: &app.UserPoolID})
	if err != nil {
		return app, unexpected(err)
	}
	if prefix := aws.ToString(pool.UserPool.Domain); prefix != "" {
		app.Domain = prefix + ".auth." + app.Region + ".amazoncognito.com"
	}
	if app.Issuer, err = r.issuer(ctx, app.UserPoolID); err != nil {
		return app, err
	}
	if format.UsesClient {
		app.Client, err = r.client(ctx, app.UserPoolID, o.client, format)
	}
	return app, err
}

func unexpected(err error) error {
	return fmt.Errorf("the emulator rejected a request: %w. Run cognitokit serve of the same version", err)
}

// pools returns all pools.
func (r appReader) pools(ctx context.Context) ([]listedPool, error) {
	var list struct {
		UserPools []listedPool `json:"user_pools"`
	}
	err := r.emulator.call(ctx, http.MethodGet, "user-pools", nil, &list)
	return list.UserPools, err
}

// pool returns the id of the pool with an id or a name, or of the only pool.
func (r appReader) pool(ctx context.Context, selected string) (string, error) {
	pools, err := r.pools(ctx)
	if err != nil {
		return "", err
	}
	var all, found []string
	for _, p := range pools {
		all = append(all, p.ID+" ("+p.Name+")")
		if selected == "" || selected == p.ID || selected == p.Name {
			found = append(found, p.ID)
		}
	}
	slices.Sort(all)
	switch {
	case len(pools) == 0:
		return "", errors.New("the emulator has no user pool. Create one with terraform apply, or start it with cognitokit serve --seed FILE")
	case len(found) == 0:
		return "", fmt.Errorf("--pool: %q is not a user pool of the emulator. Use the id of one: %s", selected, strings.Join(all, ", "))
	case len(found) > 1 && selected == "":
		return "", fmt.Errorf("--pool is required, because the emulator has several user pools. Use the id of one: %s", strings.Join(all, ", "))
	case len(found) > 1:
		return "", fmt.Errorf("--pool: several user pools have the name %q. Use the id of one: %s", selected, strings.Join(all, ", "))
	}
	return found[0], nil
}

// client returns the client with an id or a name, or the only one that the library can use.
func (r appReader) client(ctx context.Context, pool, selected string, format appconfig.Format) (none appconfig.Client, err error) {
	clients, err := r.clients(ctx, pool)
	if err != nil {
		return none, err
	}
	if len(clients) == 0 {
		return none, fmt.Errorf("the user pool %s has no app client. Create one with terraform apply, or with a client block in the seed file", pool)
	}
	var all, usable []string
	var found []appconfig.Client
	var reason error
	for _, c := range clients {
		all = append(all, c.Name)
		err := format.Accepts(c)
		if err == nil {
			usable = append(usable, c.Name)
		} else {
			reason = err
		}
		if selected == c.ID || selected == c.Name || selected == "" && err == nil {
			found = append(found, c)
		}
	}
	switch {
	case selected == "" && len(usable) == 0 && len(clients) == 1:
		return none, reason
	case selected == "" && len(usable) == 0:
		return none, fmt.Errorf("no client of the user pool %s fits %s: %w", pool, format.Name, reason)
	case selected == "" && len(found) > 1:
		return none, fmt.Errorf("--client is required, because several clients fit %s. Use the name or the id of one: %s", format.Name, strings.Join(usable, ", "))
	case len(found) == 0:
		return none, fmt.Errorf("--client: %q is not a client of the user pool %s. Use the name or the id of one: %s", selected, pool, strings.Join(all, ", "))
	case len(found) > 1:
		return none, fmt.Errorf("--client: several clients have the name %q. Use the id of one, which aws cognito-idp list-user-pool-clients prints", selected)
	}
	return found[0], nil
}

// clients returns the clients of a pool, sorted by name.
func (r appReader) clients(ctx context.Context, pool string) ([]appconfig.Client, error) {
	var all []appconfig.Client
	api := r.server.api(pool)
	pages := cognitoidentityprovider.NewListUserPoolClientsPaginator(api, &cognitoidentityprovider.ListUserPoolClientsInput{UserPoolId: &pool, MaxResults: aws.Int32(60)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, unexpected(err)
		}
		for _, listed := range page.UserPoolClients {
			described, err := api.DescribeUserPoolClient(ctx, &cognitoidentityprovider.DescribeUserPoolClientInput{UserPoolId: &pool, ClientId: listed.ClientId})
			if err != nil {
				return nil, unexpected(err)
			}
			c := described.UserPoolClient
			client := appconfig.Client{
				Name: aws.ToString(c.ClientName), ID: aws.ToString(c.ClientId), Secret: aws.ToString(c.ClientSecret),
				CallbackURLs: c.CallbackURLs, LogoutURLs: c.LogoutURLs, Scopes: c.AllowedOAuthScopes,
			}
			client.Prefer(aws.ToString(c.DefaultRedirectURI))
			for _, flow := range c.AllowedOAuthFlows {
				client.Flows = append(client.Flows, string(flow))
			}
			all = append(all, client)
		}
	}
	slices.SortFunc(all, func(a, b appconfig.Client) int { return strings.Compare(a.Name+a.ID, b.Name+b.ID) })
	return all, nil
}

// issuer reads the issuer of a pool from its discovery document.
func (r appReader) issuer(ctx context.Context, pool string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.server.URL+"/"+pool+"/.well-known/openid-configuration", nil)
	if err != nil {
		return "", err
	}
	response, err := localClient().Do(request)
	if err != nil {
		return "", unexpected(err)
	}
	defer func() { _ = response.Body.Close() }() // it is only read
	var discovery struct{ Issuer string }
	if err := json.NewDecoder(response.Body).Decode(&discovery); err != nil || discovery.Issuer == "" {
		return "", unexpected(fmt.Errorf("the discovery document of %s has no issuer (%s)", pool, response.Status))
	}
	return discovery.Issuer, nil
}
