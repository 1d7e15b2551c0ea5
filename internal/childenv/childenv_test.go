package childenv

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

var caller = []string{
	"PATH=/usr/bin", "HOME=/home/ada", "EMPTY=", "EQUALS=a=b", "MY_AWS_THING=kept", "SSL_CERT_FILE=/etc/ca.pem",
	"AWS_PROFILE=production", "AWS_ENDPOINT_URL_STS=https://sts.example.com", "aws_secret_access_key=s",
	"TF_VAR_name=production", "TF_CLI_ARGS=-lock=false", "TF_LOG=TRACE", "TF_WORKSPACE=production",
	"HTTPS_PROXY=http://proxy.example.com", "https_proxy=http://proxy.example.com", "ALL_PROXY=socks5://proxy.example.com", "no_proxy=*",
}

func TestIsolatedRemovesVariablesOfAWSTerraformAndProxies(t *testing.T) {
	t.Parallel()
	got := Isolated(caller, map[string]string{"HTTPS_PROXY": "http://127.0.0.1:1", "SSL_CERT_FILE": "/emulator.pem"}, map[string]string{"SSL_CERT_FILE": "/last.pem"})
	assert.Equal(t, map[string]string{
		"PATH": "/usr/bin", "HOME": "/home/ada", "EMPTY": "", "EQUALS": "a=b", "MY_AWS_THING": "kept",
		"HTTPS_PROXY": "http://127.0.0.1:1", "SSL_CERT_FILE": "/last.pem",
	}, got)
}

func TestTerraformInputsReturnsTheInputVariables(t *testing.T) {
	t.Parallel()
	assert.Equal(t, map[string]string{"TF_VAR_name": "production"}, TerraformInputs(caller))
}

func TestTerraformOverridesAreEmpty(t *testing.T) {
	t.Parallel()
	overrides := TerraformOverrides()
	for name, value := range overrides {
		assert.Empty(t, value, name)
	}
	for _, name := range []string{"TF_WORKSPACE", "TF_REATTACH_PROVIDERS", "TF_CLI_ARGS_plan", "TERRAFORM_CONFIG"} {
		assert.Contains(t, overrides, name)
	}
}

func TestEntriesAreSorted(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"A=1", "B=", "C=x=y"}, Entries(map[string]string{"C": "x=y", "A": "1", "B": ""}))
}
