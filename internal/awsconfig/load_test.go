package awsconfig

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// isolate hides the caller's AWS settings, and replaces them with these variables and files.
func isolate(t *testing.T, variables map[string]string, configFile, credentialsFile string) {
	t.Helper()
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "") // restores it afterwards
			require.NoError(t, os.Unsetenv(name))
		}
	}
	folder := t.TempDir()
	t.Setenv("HOME", folder)
	for name, text := range map[string]string{"AWS_CONFIG_FILE": configFile, "AWS_SHARED_CREDENTIALS_FILE": credentialsFile} {
		path := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		t.Setenv(name, path)
	}
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	for name, value := range variables {
		t.Setenv(name, value)
	}
}

const keys = "aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = hidden-from-all\n"

func TestLoad(t *testing.T) {
	environment := map[string]string{"AWS_ACCESS_KEY_ID": "AKIAFROMENV", "AWS_SECRET_ACCESS_KEY": "hidden-from-all"}
	for _, tt := range []struct {
		name        string
		options     Options
		variables   map[string]string
		config      string
		credentials string
		keyID       string
		region      string
	}{
		{"the environment", Options{}, environment, "", "", "AKIAFROMENV", ""},
		{"the default profile", Options{}, nil, "[default]\nregion = eu-west-1\n", "[default]\n" + keys, "AKIAEXAMPLE", "eu-west-1"},
		{"a profile by name", Options{Profile: "staging"}, nil, "[profile staging]\nregion = eu-west-2\n" + keys, "", "AKIAEXAMPLE", "eu-west-2"},
		{"a profile by variable", Options{}, map[string]string{"AWS_PROFILE": "staging"}, "[profile staging]\n" + keys, "", "AKIAEXAMPLE", ""},
		{"a profile by name overrides the variable", Options{Profile: "staging"}, map[string]string{"AWS_PROFILE": "other"}, "[profile staging]\n" + keys, "", "AKIAEXAMPLE", ""},
		{"a region by name overrides variable and profile", Options{Region: "us-west-2"}, map[string]string{"AWS_REGION": "eu-west-3"}, "[default]\nregion = eu-west-1\n", "[default]\n" + keys, "AKIAEXAMPLE", "us-west-2"},
		{"a region by variable overrides the profile", Options{}, map[string]string{"AWS_REGION": "eu-west-3"}, "[default]\nregion = eu-west-1\n", "[default]\n" + keys, "AKIAEXAMPLE", "eu-west-3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			isolate(t, tt.variables, tt.config, tt.credentials)
			got, err := Load(t.Context(), tt.options)
			require.NoError(t, err)
			assert.Equal(t, tt.region, got.Region)
			credentials, err := got.Credentials.Retrieve(t.Context())
			require.NoError(t, err)
			assert.Equal(t, tt.keyID, credentials.AccessKeyID)
		})
	}
}

func TestLoadErrors(t *testing.T) {
	const none = "there are no AWS credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile"
	for _, tt := range []struct {
		name      string
		options   Options
		variables map[string]string
		config    string
		want      string // the beginning of the error, which is one line
	}{
		{"no credentials", Options{}, nil, "", none},
		{"half of a key", Options{}, map[string]string{"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE"}, "", none},
		{"a profile without credentials", Options{Profile: "staging"}, nil, "[profile staging]\nregion = eu-west-1\n", none},
		{"an unknown profile", Options{Profile: "nobody"}, nil, "[profile staging]\n" + keys, "the AWS profile \"nobody\" does not exist. Use a profile of `aws configure list-profiles` with --profile or AWS_PROFILE"},
		{"an unknown profile by variable", Options{}, map[string]string{"AWS_PROFILE": "nobody"}, "", "the AWS profile \"nobody\" does not exist. Use a profile of `aws configure list-profiles` with --profile or AWS_PROFILE"},
		{
			"an SSO session that was never started", Options{Profile: "staging"}, nil,
			"[profile staging]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Reader\nregion = eu-west-1\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n",
			"the AWS credentials cannot be loaded: ",
		},
		{
			"a process that fails", Options{Profile: "staging"}, nil, "[profile staging]\ncredential_process = false\n",
			"the AWS credentials cannot be loaded: ",
		},
		{
			"a missing certificate file", Options{}, map[string]string{"AWS_CA_BUNDLE": "/nowhere/ca.pem"}, "",
			"the AWS configuration cannot be read: ",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			isolate(t, tt.variables, tt.config, "")
			_, err := Load(t.Context(), tt.options)
			require.Error(t, err)
			assert.True(t, strings.HasPrefix(err.Error(), tt.want), "%s", err)
			assert.NotContains(t, err.Error(), "\n")
			assert.NotContains(t, err.Error(), "hidden-from-all")
			if !strings.HasSuffix(tt.want, ": ") {
				assert.Equal(t, tt.want, err.Error())
			}
		})
	}
}

// If another server responds at the address of the metadata service, or if the service responds too
// late, each retry would make the user wait.
func TestMetadataServiceIsNotRetried(t *testing.T) {
	var (
		mu    sync.Mutex
		asked []string
	)
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked = append(asked, r.Method+" "+r.URL.Path)
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer service.Close()
	isolate(t, map[string]string{"AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": service.URL}, "", "")

	_, err := Load(t.Context(), Options{})
	assert.EqualError(t, err, errNoCredentials.Error())
	assert.Equal(t, []string{"PUT /latest/api/token", "GET /latest/meta-data/iam/security-credentials/"}, asked)
}

func TestLoadReturnsTheCredentialsOfAnInstance(t *testing.T) {
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/latest/api/token":
			w.Header().Set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "21600")
			_, _ = w.Write([]byte("metadata-token"))
		case "/latest/meta-data/iam/security-credentials/":
			_, _ = w.Write([]byte("reader"))
		case "/latest/meta-data/iam/security-credentials/reader":
			_, _ = w.Write([]byte(`{"Code":"Success","AccessKeyId":"AKIAINSTANCE","SecretAccessKey":"hidden-from-all","Token":"hidden-from-all","Expiration":"2999-01-01T00:00:00Z"}`))
		default:
			http.NotFound(w, r)
		}
	}))
	defer service.Close()
	isolate(t, map[string]string{"AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": service.URL}, "", "")

	loaded, err := Load(t.Context(), Options{Region: "eu-west-1"})
	require.NoError(t, err)
	credentials, err := loaded.Credentials.Retrieve(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "AKIAINSTANCE", credentials.AccessKeyID)
}

func TestLoadReturnsWhenTheContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	service := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}))
	defer service.Close()
	isolate(t, map[string]string{"AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": service.URL}, "", "")
	_, err := Load(ctx, Options{})
	assert.ErrorIs(t, err, context.Canceled)
}
