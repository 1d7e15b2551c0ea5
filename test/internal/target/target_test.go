package target

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVariableSelectsTheTarget(t *testing.T) {
	t.Parallel()
	for target, want := range map[string]bool{"": false, "cognitotest": false, "aws": true} {
		got, err := onAWS(target)
		require.NoError(t, err, "target %q", target)
		assert.Equal(t, want, got, "target %q", target)
	}
	for _, target := range []string{"AWS", "localstack", "prod"} {
		_, err := onAWS(target)
		assert.ErrorContains(t, err, "COGNITO_TARGET=\""+target+"\" is not a target", "target %q", target)
	}
}

func TestVariablesOfTheCallerAreHidden(t *testing.T) {
	t.Parallel()
	caller := []string{
		"AWS_PROFILE=prod", "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=http://elsewhere", "AWS_REGION=eu-west-1",
		"no_proxy=amazonaws.com", "https_proxy=http://elsewhere", "HOME=/home/ada",
	}
	got := hideCallersVariables(caller, map[string]string{"AWS_REGION": "us-east-1", "HTTPS_PROXY": "http://127.0.0.1:1"})
	want := map[string]string{
		"AWS_PROFILE": "", "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER": "", "AWS_REGION": "us-east-1",
		"no_proxy": "", "https_proxy": "http://127.0.0.1:1", "HTTPS_PROXY": "http://127.0.0.1:1",
	}
	assert.Equal(t, want, got)
}

// The other tests assert only that no unexpected host was rejected. A proxy that accepts every host would pass them.
func TestProxyRejectsAndRecordsForeignHosts(t *testing.T) {
	t.Parallel()
	env := New(t)
	if env.RejectedHosts == nil {
		t.Skip("AWS is reached without a proxy")
	}
	foreign := []string{
		"www.example.com",
		"s3." + env.Region + ".amazonaws.com", // a host of AWS that the emulator does not serve
		"signin-never-created.auth." + env.Region + ".amazoncognito.com", // no pool has this domain
	}
	want := []string{}
	for _, host := range foreign {
		resp, err := env.HTTP.Get("https://" + host + "/")
		if err == nil {
			resp.Body.Close()
		}
		assert.Error(t, err, "%s responded through the proxy", host)
		want = append(want, host+":443")
	}
	// The proxy itself responds to a plain HTTP request, without a tunnel.
	resp, err := env.HTTP.Get("http://www.example.org/")
	if err == nil {
		defer resp.Body.Close()
		assert.GreaterOrEqual(t, resp.StatusCode, http.StatusBadRequest, "http://www.example.org/ responded through the proxy")
	}
	want = append(want, "www.example.org:80")
	assert.Equal(t, want, env.RejectedHosts())
	env.expectedHosts = append(env.expectedHosts, want...)
}
