package cognitotest

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// The credentials of child processes if the server does not verify signatures.
const (
	anyKeyID  = "AKIACOGNITOTEST"
	anySecret = "cognitotest"
)

// loopbackHosts are the hosts to which clients connect without the proxy, because an app under
// test listens on a loopback port and the proxy rejects it. The list must not have other hosts,
// so that no request leaves the machine. Go never uses a proxy for loopback addresses; curl,
// Python and Node.js do unless NO_PROXY names them. Python's urllib and older releases of
// undici, Node.js's client, only match an IPv6 address in brackets; the other clients only
// match it without brackets.
//
// All of these clients also connect directly to the names under localhost, so the system must
// resolve the .localhost names of pool domains. Browsers and curl resolve them by themselves
// (RFC 6761 section 6.3). No entry means only localhost to all of the clients.
const loopbackHosts = "localhost,127.0.0.1,::1,[::1]"

// credentials returns the credentials of child processes.
func (c Config) credentials() (keyID, secret string) {
	for _, keyID := range slices.Sorted(maps.Keys(c.Credentials)) {
		return keyID, c.Credentials[keyID]
	}
	return anyKeyID, anySecret
}

// Env returns the environment with which a child process (Terraform, the AWS CLI, curl,
// Node.js) calls the server instead of AWS: the proxy, the CA, and a profile with static
// credentials in the server's own AWS files. It replaces the caller's AWS files, and the
// variables of the caller that select other credentials, another profile, or another
// endpoint of Cognito or STS. Some values are empty for that reason. NO_PROXY has only the
// loopback hosts, also if the caller's NO_PROXY has others.
//
// The files are in the folder of [Server.CAFile]. Without a state directory [Server.Close]
// removes them.
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
		"CHECKPOINT_DISABLE":          "1", // the proxy rejects the host of Terraform's version check
		// The server does not emulate the host names of FIPS and dual-stack endpoints.
		"AWS_USE_FIPS_ENDPOINT":      "false",
		"AWS_USE_DUALSTACK_ENDPOINT": "false",
		"NODE_USE_ENV_PROXY":         "1", // Node.js since version 24 then reads the variables of the proxy
	}
	// The values are not empty, because botocore, the library of the AWS CLI, looks for a
	// profile with an empty name. It reads AWS_DEFAULT_PROFILE before AWS_PROFILE.
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

// writeAWSFiles writes the region and the credentials of Env to the files of the AWS CLI and
// the SDKs, because the profile that a variable names must be in one of the files.
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
