//go:build unix

package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// seededServer starts an emulator with the pools of a seed file.
func seededServer(t *testing.T, text string) *cognitotest.Server {
	t.Helper()
	file := filepath.Join(t.TempDir(), "seed.hcl")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	server, err := cognitotest.Start(cognitotest.Config{Seed: file})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	return server
}

func TestAppConfig(t *testing.T) {
	t.Parallel()
	server, err := cognitotest.Start(cognitotest.Config{Seed: exampleSeed})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	pool := server.Seeded()[0]
	secret := ""
	for _, c := range pool.Clients {
		if c.Name == "web" {
			secret = c.Secret
		}
	}
	require.NotEmpty(t, secret)
	for _, tt := range []struct {
		name     string
		args     []string
		want     string
		unwanted string
	}{
		{"the only public client", []string{"--for", "amplify"}, `userPoolId: "` + pool.ID + `"`, ""},
		{"a pool by name", []string{"--for", "oidc-client-ts", "--pool", "orders"}, `authority: "https://cognito-idp.us-east-1.amazonaws.com/` + pool.ID + `"`, ""},
		{"a pool by id", []string{"--for", "aws-cli", "--pool", pool.ID}, "endpoint_url = " + server.URL, ""},
		{"a client by name", []string{"--for", "spring", "--client", "web"}, "redirect-uri: http://localhost:3000/callback", secret},
		{"a client by id, with its secret", []string{"--for", "spring", "--client", pool.Clients[2].ID, "--show-secrets"}, "client-secret: " + secret, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t)
			p.env["HTTP_PROXY"], p.env["HTTPS_PROXY"] = "http://192.0.2.1:1", "http://192.0.2.1:1" // they do not apply
			p.start(append([]string{"app-config", "--endpoint", server.URL}, tt.args...)...)
			p.exits(0)
			assert.Contains(t, p.stdout.String(), tt.want)
			assert.Empty(t, p.stderr.String())
			if tt.unwanted != "" {
				assert.NotContains(t, p.stdout.String(), tt.unwanted)
			}
		})
	}
}

// The configuration has the region of the pool, which can be another one than the emulator's.
func TestAppConfigOfAnotherRegion(t *testing.T) {
	t.Parallel()
	server := cognitotest.NewServer()
	t.Cleanup(server.Close)
	api := cognitoidentityprovider.New(cognitoidentityprovider.Options{
		Region: "eu-central-1", HTTPClient: server.Client(), Credentials: credentials.NewStaticCredentialsProvider("id", "secret", ""),
	})
	pool, err := api.CreateUserPool(t.Context(), &cognitoidentityprovider.CreateUserPoolInput{PoolName: aws.String("orders")})
	require.NoError(t, err)
	_, err = api.CreateUserPoolClient(t.Context(), &cognitoidentityprovider.CreateUserPoolClientInput{UserPoolId: pool.UserPool.Id, ClientName: aws.String("web")})
	require.NoError(t, err)
	p := newProcess(t)
	p.start("app-config", "--endpoint", server.URL, "--for", "boto3")
	p.exits(0)
	assert.Contains(t, p.stdout.String(), `region_name="eu-central-1"`)
	assert.Contains(t, p.stdout.String(), `USER_POOL_ID = "`+*pool.UserPool.Id+`"`)
}

// The console shows what the command prints.
func TestAppConfigInTheConsole(t *testing.T) {
	t.Parallel()
	server, err := cognitotest.Start(cognitotest.Config{Seed: exampleSeed})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	pool := server.Seeded()[0]
	p := newProcess(t)
	p.start("app-config", "--endpoint", server.URL, "--for", "spring", "--client", "web", "--show-secrets")
	p.exits(0)
	query := url.Values{"user_pool_id": {pool.ID}, "client_id": {pool.Clients[2].ID}, "for": {"spring"}, "secret": {"1"}}
	response, err := http.Get(server.URL + "/_cognitotest/console/app-config?" + query.Encode())
	require.NoError(t, err)
	defer response.Body.Close()
	var shown struct{ Value string }
	require.NoError(t, json.NewDecoder(response.Body).Decode(&shown))
	assert.Equal(t, p.stdout.String(), shown.Value)
}

func TestAppConfigRejects(t *testing.T) {
	t.Parallel()
	const page = "    allowed_oauth_flows_user_pool_client = true\n    allowed_oauth_flows = [\"code\"]\n    allowed_oauth_scopes = [\"openid\"]\n    callback_urls = [\"http://localhost:3000/callback\"]\n    supported_identity_providers = [\"COGNITO\"]\n"
	none := cognitotest.NewServer()
	t.Cleanup(none.Close)
	several := seededServer(t, "user_pool \"a\" {}\nuser_pool \"b\" {}\n")
	clientless := seededServer(t, "user_pool \"a\" {}\n")
	domainless := seededServer(t, "user_pool \"a\" {\n  client \"web\" {\n"+page+"  }\n}\n")
	two := seededServer(t, "user_pool \"a\" {\n  domain \"two\" {}\n  client \"x\" {\n"+page+"  }\n  client \"y\" {\n"+page+"  }\n}\n")
	unfit := seededServer(t, "user_pool \"a\" {\n  domain \"unfit\" {}\n  client \"x\" {\n    generate_secret = true\n"+page+"  }\n  client \"y\" {\n    generate_secret = true\n"+page+"  }\n}\n")
	first := several.Seeded()[0].ID
	libraries := "amplify, authjs, aws-cli, boto3, oidc-client-ts, spring"
	for _, tt := range []struct {
		name   string
		server *cognitotest.Server
		args   []string
		want   string
	}{
		{"no library", none, nil, "--for is required. Name the library, one of " + libraries},
		{"an empty library", none, []string{"--for", ""}, "--for: the value is empty, perhaps from an unset shell variable. Write a value, or remove the flag"},
		{"an unknown library", none, []string{"--for", "angular"}, `--for: "angular" is not a library. Use one of ` + libraries},
		{"an argument", none, []string{"amplify"}, `unknown command "amplify" for "cognitokit app-config". Use --help to see what the command accepts`},
		{"no pool", none, []string{"--for", "boto3"}, "the emulator has no user pool. Create one with terraform apply, or start it with cognitokit serve --seed FILE"},
		{"several pools", several, []string{"--for", "boto3"}, "--pool is required, because the emulator has several user pools. Use the id of one: us-east-1_"},
		{"an unknown pool", several, []string{"--for", "boto3", "--pool", "c"}, `--pool: "c" is not a user pool of the emulator. Use the id of one: us-east-1_`},
		{"no client", clientless, []string{"--for", "boto3"}, "the user pool " + clientless.Seeded()[0].ID + " has no app client. Create one with terraform apply, or with a client block in the seed file"},
		{"no client in the selected pool", several, []string{"--for", "boto3", "--pool", first}, "the user pool " + first + " has no app client."},
		{"no domain", domainless, []string{"--for", "spring"}, "has no prefix domain, so it has no sign-in pages. Create one with aws_cognito_user_pool_domain"},
		{"several clients", two, []string{"--for", "oidc-client-ts"}, "--client is required, because several clients fit oidc-client-ts. Use the name or the id of one: x, y"},
		{"an unknown client", two, []string{"--for", "oidc-client-ts", "--client", "z"}, `--client: "z" is not a client of the user pool ` + two.Seeded()[0].ID + ". Use the name or the id of one: x, y"},
		{"no client that fits", unfit, []string{"--for", "amplify"}, "no client of the user pool " + unfit.Seeded()[0].ID + ` fits amplify: the client "y" has a secret, which an app in a browser cannot keep. Use a client without a secret`},
		{"a client that does not fit", unfit, []string{"--for", "amplify", "--client", "x"}, `the client "x" has a secret, which an app in a browser cannot keep. Use a client without a secret`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t).start(append([]string{"app-config", "--endpoint", tt.server.URL}, tt.args...)...)
			p.exits(2)
			assert.Contains(t, p.stderr.String(), tt.want)
			assert.Equal(t, 1, strings.Count(p.stderr.String(), "\n"))
			assert.Empty(t, p.stdout.String())
		})
	}
}
