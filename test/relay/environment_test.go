package relay

import (
	"context"
	"errors"
	"maps"
	"os"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
	"github.com/cognitokit/terraform-aws-cognito/internal/relay"
)

// connection is a connection between Terraform and a provider. The provider has its own emulator.
type connection struct {
	name   string
	engine *engine.Engine
	pool   string // the ID of a pool that no example creates

	// attach returns the environment variables of the commands in a folder.
	attach func(t *testing.T, folder string) map[string]string
}

// connect starts two providers: one behind the relay, and one that Terraform connects to directly.
func connect(t *testing.T) (through, without connection) {
	t.Helper()
	eng, err := engine.Prepare(t.Context(), engine.Options{Log: t.Logf})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, eng.Close()) })

	through = startConnection(t, "through the relay", eng)
	env := through.attach(t, "")
	r, err := relay.Start(t.Context(), func(ctx context.Context) (relay.Process, error) {
		provider, err := eng.StartProvider(ctx, env)
		if err != nil {
			return nil, err // avoid a typed nil in the interface
		}
		return provider, nil
	})
	if errors.Is(err, engine.ErrDevelopmentOverride) {
		t.Skip(err)
	}
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, r.Close()) })
	through.attach = func(t *testing.T, folder string) map[string]string {
		t.Helper()
		session, err := r.Open(relay.SessionOptions{Folder: folder})
		require.NoError(t, err)
		t.Cleanup(session.Close)
		return merged(eng.Env(), session.Env())
	}

	without = startConnection(t, "without the relay", eng)
	provider, err := eng.StartProvider(t.Context(), without.attach(t, ""))
	require.NoError(t, err)
	t.Cleanup(provider.Close)
	without.attach = func(*testing.T, string) map[string]string { return merged(eng.Env(), provider.Env()) }
	return through, without
}

// startConnection starts an emulator with a user pool. Until the provider runs, attach returns the environment of the
// provider.
func startConnection(t *testing.T, name string, eng *engine.Engine) connection {
	t.Helper()
	server := cognitotest.NewServer()
	t.Cleanup(server.Close)
	env := server.Env()
	client := idp.New(idp.Options{
		Region: env["AWS_REGION"], HTTPClient: server.Client(),
		Credentials: credentials.NewStaticCredentialsProvider(env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], ""),
	})
	created, err := client.CreateUserPool(t.Context(), &idp.CreateUserPoolInput{PoolName: aws.String("elsewhere")})
	require.NoError(t, err)
	_, err = client.CreateUserPoolDomain(t.Context(), &idp.CreateUserPoolDomainInput{UserPoolId: created.UserPool.Id, Domain: aws.String("signin-elsewhere")})
	require.NoError(t, err)
	return connection{name: name, engine: eng, pool: aws.ToString(created.UserPool.Id), attach: func(*testing.T, string) map[string]string {
		return map[string]string{
			"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": env["AWS_REGION"],
			"AWS_ACCESS_KEY_ID": env["AWS_ACCESS_KEY_ID"], "AWS_SECRET_ACCESS_KEY": env["AWS_SECRET_ACCESS_KEY"],
			"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull, "AWS_EC2_METADATA_DISABLED": "true", "GOGC": "400",
		}
	}}
}

func merged(env ...map[string]string) map[string]string {
	all := map[string]string{"GOGC": "400"}
	for _, one := range env {
		maps.Copy(all, one)
	}
	return all
}
