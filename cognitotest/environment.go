package cognitotest

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// The credentials of child processes of a server that takes any.
const (
	anyKeyID  = "AKIACOGNITOTEST"
	anySecret = "cognitotest"
)

// loopbackHosts are what clients reach without the proxy: an app under test is on a loopback
// port, and the proxy refuses it. Nothing else may be in the list, so that no request leaves
// the machine. Go takes loopback addresses for direct by itself; curl, Python and Node.js do
// not. Python's urllib and older releases of undici, Node.js's client, know the address of
// IPv6 in brackets alone, all others without them.
//
// Each of them takes the names under localhost for direct too, so the system must resolve
// the plain names of pool domains, as browsers and curl do by themselves (RFC 6761 section
// 6.3). No entry means localhost alone to all of them.
const loopbackHosts = "localhost,127.0.0.1,::1,[::1]"

// credentials are those of child processes.
func (c Config) credentials() (keyID, secret string) {
	for _, keyID := range slices.Sorted(maps.Keys(c.Credentials)) {
		return keyID, c.Credentials[keyID]
	}
	return anyKeyID, anySecret
}

// Env returns the environment with which a child process (Terraform, the AWS CLI,
// curl, Node.js) reaches the server instead of AWS: the proxy, the CA, and a
// profile with static credentials in AWS files of the server's own. It hides the
// caller's AWS files, and each variable of the caller that would choose other
// credentials, another profile, or another endpoint of Cognito or STS; the value of some
// is empty for that reason. NO_PROXY names the loopback hosts, whatever the caller's names.
//
// The files are in the folder of [Server.CAFile]: without a state directory
// [Server.Close] removes them.
func (s *Server) Env() map[string]string {
	keyID, secret := s.config.credentials()
	env := map[string]string{
		"AWS_ACCESS_KEY_ID":           keyID,
		"AWS_SECRET_ACCESS_KEY":       secret,
		"AWS_REGION":                  s.config.Region,
		"AWS_DEFAULT_REGION":          s.config.Region,
		"AWS_CONFIG_FILE":             s.awsConfigFile(),
		"AWS_SHARED_CREDENTIALS_FILE": s.awsCredentialsFile(),
		"AWS_EC2_METADATA_DISABLED":   "true",
		"CHECKPOINT_DISABLE":          "1", // Terraform's version check is for a host that is refused
		// Their host names are not those that the server stands for.
		"AWS_USE_FIPS_ENDPOINT":      "false",
		"AWS_USE_DUALSTACK_ENDPOINT": "false",
		"NODE_USE_ENV_PROXY":         "1", // Node.js from 24 on reads the proxy's variables where this one is set
	}
	// Not empty: botocore, which the AWS CLI is made of, takes an empty name for that of
	// a profile, and the first of the two before the second.
	for _, name := range []string{"AWS_DEFAULT_PROFILE", "AWS_PROFILE"} {
		env[name] = "default"
	}
	for _, name := range []string{"HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"} {
		env[name] = s.ProxyURL
	}
	for _, name := range []string{"AWS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"} {
		env[name] = s.CAFile
	}
	for _, name := range []string{"NO_PROXY", "no_proxy"} {
		env[name] = loopbackHosts
	}
	for _, name := range []string{
		"ALL_PROXY", "all_proxy",
		"AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_EXPIRATION",
		"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", "AWS_ENDPOINT_URL_STS",
	} {
		env[name] = ""
	}
	return env
}

func (s *Server) awsConfigFile() string      { return filepath.Join(s.folder, "aws-config") }
func (s *Server) awsCredentialsFile() string { return filepath.Join(s.folder, "aws-credentials") }

// writeAWSFiles stores what Env says once more, in the files of the AWS CLI and the
// SDKs: a profile that a variable names must be in one of them.
func (s *Server) writeAWSFiles() error {
	keyID, secret := s.config.credentials()
	for path, text := range map[string]string{
		s.awsConfigFile():      "[default]\nregion = " + s.config.Region + "\n",
		s.awsCredentialsFile(): "[default]\naws_access_key_id = " + keyID + "\naws_secret_access_key = " + secret + "\n",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return fmt.Errorf("cognitotest: cannot write the AWS configuration: %w", err)
		}
	}
	return nil
}
