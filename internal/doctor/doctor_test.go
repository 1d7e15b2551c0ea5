package doctor

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newMachine returns a machine with an environment of its own: an empty home folder and a PATH with only its fakes.
func newMachine(t *testing.T, env map[string]string) (m Machine, bin string) {
	t.Helper()
	root := t.TempDir()
	bin = filepath.Join(root, "bin")
	require.NoError(t, os.Mkdir(bin, 0o700))
	t.Setenv("PATH", bin)
	t.Setenv("HOME", root)
	all := map[string]string{
		"HOME": root, "PATH": bin, "XDG_CACHE_HOME": filepath.Join(root, "cache"), "XDG_DATA_DIRS": filepath.Join(root, "share"),
		"COGNITOKIT_PROVIDER_MIRROR": "",
	}
	for name, value := range env {
		all[name] = strings.ReplaceAll(value, "{root}", root)
	}
	return Machine{Getenv: func(name string) string { return all[name] }, Listen: "127.0.0.1:0", Now: time.Now}, bin
}

// fake writes an executable that prints a text.
func fake(t *testing.T, bin, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\nwhile IFS= read -r line; do echo \"$line\"; done <<'END'\n"+text+"\nEND\n"), 0o700))
}

// matches compares a finding with its status and parts of its texts.
func (f finding) matches(t *testing.T, status Status, found, fix string) {
	t.Helper()
	assert.Equal(t, status, f.status, "%+v", f)
	assert.Contains(t, f.found, found)
	if fix == "" {
		assert.Empty(t, f.fix)
	} else {
		assert.Contains(t, f.fix, fix)
		assert.True(t, strings.HasSuffix(f.fix, "."), f.fix)
	}
}

func TestGo(t *testing.T) {
	for _, tt := range []struct {
		name, prints string
		status       Status
		found, fix   string
	}{
		{"present", "go1.26.8", OK, "is go1.26.8", ""},
		{"oldest", "go1.26.0", OK, "is go1.26.0", ""},
		{"missing", "", Warning, "go is not on the PATH", "Install Go 1.26"},
		{"too old", "go1.21.4", Warning, "is go1.21.4", "Install Go 1.26"},
		{"another program", "Go is a board game", Warning, "does not print its version", "Install Go 1.26"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, bin := newMachine(t, nil)
			if tt.prints != "" {
				fake(t, bin, "go", tt.prints)
			}
			goToolchain(t.Context(), m).matches(t, tt.status, tt.found, tt.fix)
		})
	}
}

// The version in the texts is the version of go.mod.
func TestOldestGo(t *testing.T) {
	text, err := os.ReadFile("../../go.mod")
	require.NoError(t, err)
	assert.Regexp(t, `(?m)^go `+regexp.QuoteMeta(strings.TrimPrefix(oldestGo, "go"))+`$`, string(text))
	assert.Contains(t, installGo, strings.TrimSuffix(strings.TrimPrefix(oldestGo, "go"), ".0"))
}

func TestTerraform(t *testing.T) {
	here := runtime.GOOS + "_" + runtime.GOARCH
	for _, tt := range []struct {
		name, program, prints string
		env                   map[string]string
		status                Status
		found, fix            string
	}{
		{"Terraform", "terraform", "Terraform v1.11.4\non " + here, nil, OK, "is Terraform 1.11.4", ""},
		{"OpenTofu", "tofu", "OpenTofu v1.12.6\non " + here, nil, OK, "is OpenTofu 1.12.6", ""},
		{"missing", "", "", nil, Failed, "neither terraform nor tofu is on the PATH", "1.9 or later, and put it on the PATH"},
		{"too old", "terraform", "Terraform v1.8.5\non " + here, nil, Failed, "is Terraform 1.8.5, which is too old", "1.9 or later"},
		{"another program", "terraform", "Packer v1.11.2", nil, Failed, "neither Terraform nor OpenTofu", "install Terraform"},
		{"a wrong name", "terraform", "Terraform v1.11.4\non " + here, map[string]string{"COGNITOKIT_TERRAFORM": "terrafrom"}, Failed, `COGNITOKIT_TERRAFORM: "terrafrom" cannot be run`, "Write the name or the path"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, bin := newMachine(t, tt.env)
			if tt.program != "" {
				fake(t, bin, tt.program, tt.prints)
			}
			terraform(t.Context(), m).matches(t, tt.status, tt.found, tt.fix)
		})
	}
	t.Run("in the cache of demo", func(t *testing.T) {
		m, bin := newMachine(t, nil)
		cache := filepath.Join(filepath.Dir(bin), "cache", "cognitokit", "terraform-1.11.4")
		require.NoError(t, os.MkdirAll(cache, 0o700))
		fake(t, cache, "terraform", "Terraform v1.11.4\non "+here)
		terraform(t.Context(), m).matches(t, Warning, "prove and demo use "+cache, "put it on the PATH")
	})
}

func TestProvider(t *testing.T) {
	here := runtime.GOOS + "_" + runtime.GOARCH
	mirror := filepath.Join("registry.terraform.io", "hashicorp", "aws", "5.100.0", here)
	for _, tt := range []struct {
		name       string
		folder     string
		env        map[string]string
		status     Status
		found, fix string
	}{
		{"a mirror", filepath.Join("mirror", mirror), map[string]string{"COGNITOKIT_PROVIDER_MIRROR": "{root}/mirror"}, OK, "has 5.100.0", ""},
		{"a mirror that does not exist", "", map[string]string{"COGNITOKIT_PROVIDER_MIRROR": "{root}/mirror"}, Failed, "is not a folder", "Name the folder"},
		{"a mirror with an old version", filepath.Join("mirror", filepath.Dir(filepath.Dir(mirror)), "4.0.0", here), map[string]string{"COGNITOKIT_PROVIDER_MIRROR": "{root}/mirror"}, Failed, "does not have registry.terraform.io/hashicorp/aws >= 5.100, < 7.0", "docs/provider.md"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, bin := newMachine(t, tt.env)
			if tt.folder != "" {
				require.NoError(t, os.MkdirAll(filepath.Join(filepath.Dir(bin), tt.folder), 0o700))
			}
			fake(t, bin, "terraform", "Terraform v1.11.4\non "+here)
			provider(t.Context(), m).matches(t, tt.status, tt.found, tt.fix)
		})
	}
	t.Run("a CLI configuration", func(t *testing.T) {
		m, bin := newMachine(t, map[string]string{"TF_CLI_CONFIG_FILE": "{root}/cli.tfrc"})
		require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(bin), "cli.tfrc"), nil, 0o600))
		provider(t.Context(), m).matches(t, OK, "your CLI configuration ", "")
	})
}

func TestBrowser(t *testing.T) {
	m, bin := newMachine(t, nil)
	browser(t.Context(), m).matches(t, Warning, "neither Chromium nor Chrome is on the PATH", "Install Chromium")
	fake(t, bin, "google-chrome", "Google Chrome 143.0.1")
	browser(t.Context(), m).matches(t, OK, "google-chrome is Google Chrome 143.0.1", "")
	require.NoError(t, os.WriteFile(filepath.Join(bin, "chromium"), []byte("#!/bin/sh\nexit 127\n"), 0o700))
	browser(t.Context(), m).matches(t, Warning, "chromium does not run", "Install Chromium")
}

// certificate returns a CA certificate in PEM.
func certificate(t *testing.T, name string, notAfter time.Time) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: notAfter.Add(-time.Hour), NotAfter: notAfter}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

func TestAuthority(t *testing.T) {
	later := time.Now().Add(time.Hour)
	ours, previous := certificate(t, emulatorAuthority, later), certificate(t, emulatorAuthority, later)
	company, old := certificate(t, "Example Corp", later), certificate(t, emulatorAuthority, time.Now().Add(-time.Hour))
	running := &Emulator{URL: "http://127.0.0.1:9229", ProxyURL: "http://127.0.0.1:9230", CACertificate: ours}
	for _, tt := range []struct {
		name       string
		bundle     string // of {root}/ca.pem
		env        map[string]string
		state      bool
		emulator   *Emulator
		status     Status
		found, fix string
	}{
		{name: "no variable", status: OK, found: "no variable names a CA bundle"},
		{name: "the emulator's", bundle: ours, env: map[string]string{"SSL_CERT_FILE": "{root}/ca.pem", "HTTPS_PROXY": "http://127.0.0.1:9230"}, emulator: running, status: OK, found: "SSL_CERT_FILE can be read"},
		{name: "the emulator's in a bundle", bundle: company + ours, env: map[string]string{"AWS_CA_BUNDLE": "{root}/ca.pem", "https_proxy": "http://127.0.0.1:9230"}, emulator: running, status: OK, found: "AWS_CA_BUNDLE"},
		{name: "of a company", bundle: company, env: map[string]string{"AWS_CA_BUNDLE": "{root}/ca.pem"}, emulator: running, status: OK, found: "AWS_CA_BUNDLE"},
		{name: "a missing file", env: map[string]string{"NODE_EXTRA_CA_CERTS": "{root}/ca.pem"}, status: Failed, found: "NODE_EXTRA_CA_CERTS: ", fix: "Or unset NODE_EXTRA_CA_CERTS"},
		{name: "no certificate", bundle: "text", env: map[string]string{"CURL_CA_BUNDLE": "{root}/ca.pem"}, status: Failed, found: "has no certificate in PEM", fix: "Or unset CURL_CA_BUNDLE"},
		{name: "expired", bundle: old, env: map[string]string{"REQUESTS_CA_BUNDLE": "{root}/ca.pem", "HTTPS_PROXY": "http://127.0.0.1:9230"}, status: Failed, found: "expired on ", fix: "Set the variables again"},
		{name: "of an earlier run", bundle: previous, env: map[string]string{"SSL_CERT_FILE": "{root}/ca.pem", "HTTPS_PROXY": "http://127.0.0.1:9230"}, emulator: running, status: Failed, found: "does not have the CA of the emulator at http://127.0.0.1:9229", fix: "Set the variables again"},
		{name: "the emulator's without its proxy", bundle: ours, env: map[string]string{"AWS_CA_BUNDLE": "{root}/ca.pem"}, status: Failed, found: "HTTPS_PROXY is not set, so calls of AWS fail", fix: "Or unset AWS_CA_BUNDLE"},
		{name: "a state directory", bundle: ours, state: true, emulator: running, status: OK, found: "the CA of the state directory is "},
		{name: "an empty state directory", state: true, status: Failed, found: "ca.pem does not exist", fix: "Start cognitokit serve --state"},
		{name: "a state directory of another emulator", bundle: previous, state: true, emulator: running, status: Failed, found: "is not the CA of the emulator", fix: "or omit --state"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, bin := newMachine(t, tt.env)
			m.Emulator = tt.emulator
			if tt.state {
				m.StateDir = filepath.Dir(bin)
			}
			if tt.bundle != "" {
				require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(bin), "ca.pem"), []byte(tt.bundle), 0o600))
			}
			authority(t.Context(), m).matches(t, tt.status, tt.found, tt.fix)
		})
	}
}

func TestProxy(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	alive := listener.Addr().String()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	dead := closed.Addr().String()
	require.NoError(t, closed.Close())
	const direct = "localhost,127.0.0.1,::1,[::1]"
	for _, tt := range []struct {
		name       string
		env        map[string]string
		status     Status
		found, fix string
	}{
		{"none", nil, OK, "no proxy variable is set", ""},
		{"the emulator's", map[string]string{"HTTPS_PROXY": "http://" + alive, "NO_PROXY": direct}, OK, "HTTPS_PROXY is http://" + alive, ""},
		{"without a scheme", map[string]string{"https_proxy": alive, "no_proxy": direct}, OK, "https_proxy is http://" + alive, ""},
		{"of a company", map[string]string{"HTTPS_PROXY": "http://user:hunter2@proxy.example.com:3128", "NO_PROXY": "amazonaws.com"}, OK, "HTTPS_PROXY is http://proxy.example.com:3128", ""},
		{"a dead port", map[string]string{"HTTPS_PROXY": "http://" + dead, "NO_PROXY": direct}, Failed, "HTTPS_PROXY: nothing listens at http://" + dead, "unset HTTPS_PROXY"},
		{"a dead port of http", map[string]string{"http_proxy": "http://" + dead}, Failed, "http_proxy: nothing listens", "unset http_proxy"},
		{"no URL", map[string]string{"HTTPS_PROXY": "http://"}, Failed, "the value is not the URL of a proxy", "Write a URL"},
		{"an unknown scheme", map[string]string{"HTTPS_PROXY": "ftp://127.0.0.1:21"}, Failed, "the value is not the URL of a proxy", "Write a URL"},
		{"two spellings", map[string]string{"HTTPS_PROXY": "http://" + alive, "https_proxy": "http://proxy.example.com", "NO_PROXY": direct}, Failed, "HTTPS_PROXY and https_proxy have different values", "Set both"},
		{"AWS bypasses it", map[string]string{"HTTPS_PROXY": "http://" + alive, "NO_PROXY": direct + ",.amazonaws.com"}, Failed, "cognito-idp.us-east-1.amazonaws.com bypass the proxy", "localhost,127.0.0.1,::1,[::1]"},
		{"everything bypasses it", map[string]string{"HTTPS_PROXY": "http://" + alive, "no_proxy": "*"}, Failed, "bypass the proxy", "localhost,127.0.0.1,::1,[::1]"},
		{"domains of pools bypass it", map[string]string{"HTTPS_PROXY": "http://" + alive, "NO_PROXY": direct + ",amazoncognito.com"}, Failed, "example.auth.us-east-1.amazoncognito.com bypass", "localhost"},
		{"the app does not bypass it", map[string]string{"HTTPS_PROXY": "http://" + alive}, Warning, "NO_PROXY does not have localhost", "Set NO_PROXY"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := newMachine(t, tt.env)
			f := proxy(t.Context(), m)
			f.matches(t, tt.status, tt.found, tt.fix)
			assert.NotContains(t, f.found+f.fix, "hunter2")
		})
	}
}

func TestCredentials(t *testing.T) {
	const secret = "wJalrXUtnFEMI"
	keys := func(more ...string) map[string]string {
		env := map[string]string{"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": secret}
		for i := 0; i+1 < len(more); i += 2 {
			env[more[i]] = more[i+1]
		}
		return env
	}
	// The name of the cached token is the SHA-1 of the session's name ("IAM Identity Center credential provider").
	const corp = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"
	for _, tt := range []struct {
		name       string
		env        map[string]string
		config     string
		keys       string // the credentials file
		sso        string // the cached token
		status     Status
		found, fix string
	}{
		{name: "none", status: Warning, found: "neither the environment variables nor the files", fix: "Run aws configure"},
		{name: "keys in the environment", env: keys(), status: OK, found: "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"},
		{name: "keys of the emulator", env: keys("AWS_ACCESS_KEY_ID", emulatorKey), status: OK, found: "of the emulator, not of AWS"},
		{name: "no secret", env: keys("AWS_SECRET_ACCESS_KEY", ""), status: Failed, found: "AWS_SECRET_ACCESS_KEY is missing", fix: "unset both"},
		{name: "no key", env: keys("AWS_ACCESS_KEY_ID", ""), status: Failed, found: "AWS_ACCESS_KEY_ID is missing", fix: "unset both"},
		{name: "expired keys", env: keys("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z"), status: Warning, found: "expired at 2020-01-01T00:00:00Z", fix: "Sign in again"},
		{name: "a default profile", keys: "[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = " + secret, status: OK, found: "the profile default has keys"},
		{name: "a named profile", env: map[string]string{"AWS_PROFILE": "dev"}, keys: "[dev]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = " + secret, status: OK, found: "the profile dev has keys"},
		{name: "a missing profile", env: map[string]string{"AWS_PROFILE": "prod"}, keys: "[dev]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = " + secret, status: Failed, found: "the profile prod does not exist", fix: "aws configure list-profiles"},
		{name: "a profile without credentials", env: map[string]string{"AWS_PROFILE": "dev"}, config: "[profile dev]\nregion = eu-west-1", status: Warning, found: "the profile dev has no credentials", fix: "aws configure --profile dev"},
		{name: "a role", config: "[profile dev]\nrole_arn = arn:aws:iam::123456789012:role/dev\nsource_profile = base\n[profile base]\naws_access_key_id = A\naws_secret_access_key = " + secret, env: map[string]string{"AWS_PROFILE": "dev"}, status: OK, found: "arn:aws:iam::123456789012:role/dev"},
		{name: "signed in", config: ssoProfile, env: map[string]string{"AWS_PROFILE": "dev"}, sso: `{"accessToken":"` + secret + `","expiresAt":"2999-01-01T00:00:00Z"}`, status: OK, found: "is signed in to IAM Identity Center"},
		{name: "not signed in", config: ssoProfile, env: map[string]string{"AWS_PROFILE": "dev"}, status: Warning, found: "is not signed in to IAM Identity Center", fix: "aws sso login --profile dev"},
		{name: "an expired sign-in", config: ssoProfile, env: map[string]string{"AWS_PROFILE": "dev"}, sso: `{"accessToken":"` + secret + `","expiresAt":"2020-01-01T00:00:00Z"}`, status: Warning, found: "expired at 2020-01-01T00:00:00Z", fix: "aws sso login --profile dev"},
		{name: "an expired sign-in that renews itself", config: ssoProfile, env: map[string]string{"AWS_PROFILE": "dev"}, sso: `{"expiresAt":"2020-01-01T00:00:00Z","refreshToken":"` + secret + `"}`, status: OK, found: "is signed in"},
		{name: "a broken sign-in", config: ssoProfile, env: map[string]string{"AWS_PROFILE": "dev"}, sso: "{", status: Warning, found: "cannot be read", fix: "aws sso login --profile dev"},
		{name: "a missing web identity token", env: map[string]string{"AWS_WEB_IDENTITY_TOKEN_FILE": "{root}/none"}, status: Failed, found: "AWS_WEB_IDENTITY_TOKEN_FILE", fix: "or unset the variable"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, bin := newMachine(t, tt.env)
			for name, text := range map[string]string{".aws/config": tt.config, ".aws/credentials": tt.keys, corp: tt.sso} {
				if file := filepath.Join(filepath.Dir(bin), name); text != "" {
					require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o700))
					require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
				}
			}
			f := credentials(t.Context(), m)
			f.matches(t, tt.status, tt.found, tt.fix)
			assert.NotContains(t, f.found+f.fix, secret)
		})
	}
}

const ssoProfile = "[profile dev]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = dev\n[sso-session corp]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-1\n"

func TestPort(t *testing.T) {
	m, _ := newMachine(t, nil)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	m.Listen = listener.Addr().String()
	taken := port(t.Context(), m)
	taken.matches(t, Warning, m.Listen+" is taken by ", "--listen 127.0.0.1:0")
	if _, err := os.Stat("/proc/net/tcp"); err == nil {
		assert.Contains(t, taken.found, "doctor.test (process ")
	}
	m.Emulator = &Emulator{URL: "http://" + m.Listen}
	port(t.Context(), m).matches(t, OK, "an emulator runs at http://"+m.Listen, "")
	m.Emulator = nil
	require.NoError(t, listener.Close())
	port(t.Context(), m).matches(t, OK, m.Listen+" is free", "")
	m.Listen = "192.0.2.1:9229"
	port(t.Context(), m).matches(t, Warning, "cannot be used", "--listen 127.0.0.1:0")
}

func TestRun(t *testing.T) {
	m, bin := newMachine(t, map[string]string{"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE"})
	results := Run(t.Context(), m)
	require.Len(t, results, len(checks))
	for _, r := range results {
		assert.NotEmpty(t, r.Found, r.Name)
		assert.NotEmpty(t, r.NeededBy, r.Name)
		assert.Equal(t, r.Status == OK, r.Fix == "", "%+v", r)
	}
	assert.True(t, Fails(results), "Terraform is missing")
	fake(t, bin, "terraform", "Terraform v1.11.4\non "+runtime.GOOS+"_"+runtime.GOARCH)
	results = Run(t.Context(), m)
	assert.False(t, Fails(results), "the AWS credentials are optional: %+v", results)
}
