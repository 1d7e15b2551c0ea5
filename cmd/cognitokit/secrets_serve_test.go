//go:build unix

package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// apiClient is a client of recordedSeed's pool that signs in with the API.
const apiClient = `
  client "api" {
    explicit_auth_flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  }
`

// servedProcess is a running serve, with its variables and a client that reaches it through the recording proxy.
type servedProcess struct {
	*process
	commands *process // for commands that use the server
	proxy    *recordingProxy
	client   *http.Client
	endpoint string
	pool     cognitotest.SeededPool
}

func proxied(t *testing.T, env map[string]string) *http.Transport {
	t.Helper()
	certificate, err := os.ReadFile(env["AWS_CA_BUNDLE"])
	require.NoError(t, err)
	roots := x509.NewCertPool()
	require.True(t, roots.AppendCertsFromPEM(certificate))
	address, err := url.Parse(env["HTTPS_PROXY"])
	require.NoError(t, err)
	return &http.Transport{Proxy: http.ProxyURL(address), TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}}
}

// api calls an action of user pools.
func (s servedProcess) api(action string, in any) map[string]any {
	s.t.Helper()
	return s.call("cognito-idp", "AWSCognitoIdentityProviderService."+action, in)
}

// call sends an API request through the recording proxy, and decodes the response.
func (s servedProcess) call(service, target string, in any) map[string]any {
	s.t.Helper()
	body, err := json.Marshal(in)
	require.NoError(s.t, err)
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, "https://"+service+".us-east-1.amazonaws.com/", strings.NewReader(string(body)))
	require.NoError(s.t, err)
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", target)
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/"+service+"/aws4_request, SignedHeaders=host, Signature=00")
	response, err := s.client.Do(request)
	require.NoError(s.t, err)
	defer response.Body.Close()
	var out map[string]any
	require.NoError(s.t, json.NewDecoder(response.Body).Decode(&out))
	return out
}

// get returns the text at a path of the plain endpoint.
func (s servedProcess) get(path string) string {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.endpoint+path, nil)
	require.NoError(s.t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(s.t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(s.t, err)
	return string(text)
}

func startServed(t *testing.T, args ...string) servedProcess {
	t.Helper()
	p := newProcess(t)
	seed := filepath.Join(p.root, "seed.hcl")
	require.NoError(t, os.WriteFile(seed, []byte(strings.Replace(recordedSeed, "  user \"ada", apiClient+"\n  user \"ada", 1)), 0o600))
	listener, err := net.Listen("tcp", "127.0.0.1:0") // --env does not print the address of the plain endpoint
	require.NoError(t, err)
	address := listener.Addr().String()
	require.NoError(t, listener.Close())
	p.start(append([]string{
		"serve", "--env", "--verbose", "--listen", address, "--state", filepath.Join(p.root, "state"), "--seed", seed,
		"--authentication-levels", "--fault", "action=ListUsers,kind=throttle,count=1",
	}, args...)...)
	p.await("the last line", func() bool { return strings.HasSuffix(p.stdout.String(), "\n") })
	variables := p.parsed()
	printed := "\n" + p.stdout.String()
	maps.DeleteFunc(variables, func(name, _ string) bool { return !strings.Contains(printed, "\n"+name+"=") })
	commands := newProcess(t)
	s := servedProcess{process: p, commands: commands, endpoint: "http://" + address}
	s.proxy = newRecordingProxyBefore(t, proxied(t, variables), variables, commands.env)
	s.client = &http.Client{Transport: proxied(t, commands.env), CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	pool := s.api("ListUserPools", map[string]int{"MaxResults": 1})["UserPools"].([]any)[0].(map[string]any)
	s.pool = cognitotest.SeededPool{Name: "orders", ID: pool["Id"].(string), Domain: "orders.auth.us-east-1.amazoncognito.com"}
	for _, listed := range s.api("ListUserPoolClients", map[string]any{"UserPoolId": s.pool.ID})["UserPoolClients"].([]any) {
		c := s.api("DescribeUserPoolClient", map[string]any{"UserPoolId": s.pool.ID, "ClientId": listed.(map[string]any)["ClientId"]})["UserPoolClient"].(map[string]any)
		secret, _ := c["ClientSecret"].(string)
		seeded := cognitotest.SeededClient{Name: c["ClientName"].(string), ID: c["ClientId"].(string), Secret: secret}
		if seeded.Name != "api" {
			seeded.CallbackURLs = []string{"https://app.example.com/callback"}
		}
		s.pool.Clients = append(s.pool.Clients, seeded)
	}
	return s
}

// consoleLink matches the links of the console to its own pages.
var consoleLink = regexp.MustCompile(`href="(/_cognitotest/console/[^"#]*)"`)

// The most verbose server and the commands show no secret in their output, in the lists of the server, in files
// outside the state directory, and in the environment and the command line of a process. The documented places are
// omitted: the state directory, the state of Terraform, the files of login --save and postman, the variables that serve
// prints, and messages with codes.
func TestNoSecretIsShown(t *testing.T) {
	t.Parallel()
	function, codes := customSender(t)
	s := startServed(t, "--lambda", senderARN+"="+function)
	outputs, saved := filepath.Join(t.TempDir(), "orders.json"), filepath.Join(s.commands.root, "saved.json")
	require.NoError(t, writeJSON(outputs, outputsOf("us-east-1", s.pool)))
	const password, wrong, secretKey, sessionToken = "Passw0rd-of-Ada", "Wr0ng-Passw0rd!", "s3cretAccessK3yOfTheCaller", "s3ssionTokenOfTheCaller"
	s.commands.env["AWS_SECRET_ACCESS_KEY"], s.commands.env["AWS_SESSION_TOKEN"] = secretKey, sessionToken
	s.proxy.record("password", wrong)
	s.commands.env["COGNITOKIT_PASSWORD"] = password
	shown := map[string]string{} // the texts that must have no secret, by place
	run := func(code int, endpoint bool, args ...string) {
		t.Helper()
		command := s.commands.sibling()
		command.env = maps.Clone(command.env)
		if delete(command.env, "AWS_ENDPOINT_URL"); endpoint {
			command.env["AWS_ENDPOINT_URL"] = s.endpoint
		}
		command.start(args...).exits(code)
		shown[strings.Join(args, " ")] = command.stdout.String() + command.stderr.String()
	}
	login := []string{"login", "--outputs", outputs, "--client", "web", "--callback", "https://app.example.com/callback", "--username", "ada@example.com"}
	run(0, false, append(login, "--save", saved)...)
	run(0, false, "refresh", saved)
	s.commands.env["COGNITOKIT_PASSWORD"] = wrong
	run(exitFailed, false, login...)
	s.commands.env["COGNITOKIT_PASSWORD"] = password
	nightly := filepath.Join(t.TempDir(), "nightly.json")
	run(exitFindings, false, "check", outputs, "--format", "json", "--output", nightly)
	for _, format := range report.Formats {
		run(exitFindings, false, "report", nightly, "--format", format)
	}
	declared, err := os.ReadFile(outputs)
	require.NoError(t, err)
	members := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(string(declared)), "{"), "}")
	root, postman := s.commands.applied(members, `{"values":{"root_module":{}}}`), filepath.Join(s.commands.root, "postman.json")
	// Terraform gets the AWS credentials of the caller, so the caller of postman has none. It does not get the password.
	withSecrets, started := s.commands.env, filepath.Join(s.commands.root, "started")
	s.commands.env = maps.Clone(withSecrets)
	maps.DeleteFunc(s.commands.env, func(_, value string) bool { return value == secretKey || value == sessionToken })
	s.commands.env[fakeStarted] = started
	run(0, false, "postman", root, "--client", "web", "--out", postman)
	s.commands.env = withSecrets
	s.api("ListUsers", map[string]string{"UserPoolId": s.pool.ID}) // the fault

	// The API: sign-ins that succeed and fail, a second factor, and texts that the model rejects.
	var api string
	for _, c := range s.pool.Clients {
		if c.Name == "api" {
			api = c.ID
		}
	}
	initiate := func(password string) map[string]any {
		return s.api("InitiateAuth", map[string]any{"ClientId": api, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": map[string]string{"USERNAME": "ada@example.com", "PASSWORD": password}})
	}
	require.Contains(t, initiate(wrong)["__type"], "NotAuthorized")
	access := initiate(password)["AuthenticationResult"].(map[string]any)["AccessToken"].(string)
	s.api("SetUserPoolMfaConfig", map[string]any{"UserPoolId": s.pool.ID, "MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": map[string]bool{"Enabled": true}})
	require.NotEmpty(t, s.api("AssociateSoftwareToken", map[string]string{"AccessToken": access})["SecretCode"])
	for _, text := range []string{"not a s3ssion", strings.Repeat("s3ssion-text ", 8)} {
		s.api("RespondToAuthChallenge", map[string]any{"ClientId": api, "ChallengeName": "SMS_MFA", "Session": text, "ChallengeResponses": map[string]string{"USERNAME": "ada@example.com"}})
	}
	s.api("RevokeToken", map[string]string{"ClientId": api, "Token": "not a r3fresh token"})
	s.api("SignUp", map[string]string{"ClientId": api, "Username": "bo@example.com", "Password": "n0 upper case"})
	for _, target := range []string{"/oauth2/token", "/saml2/idpresponse", "/login?client_id=" + api, "/oauth2/revoke"} {
		response, err := s.client.PostForm("https://"+s.pool.Domain+target, url.Values{
			"grant_type": {"authorization_code"}, "client_id": {api}, "client_secret": {"s3cret-of-no-client"}, "code": {"c0de-of-no-user"}, "code_verifier": {"verifi3r-of-no-user"},
			"SAMLResponse": {"PHNhbWw6QXNzZXJ0aW9uLz4="}, "RelayState": {"r3lay-state"}, "_csrf": {"csrf-t0ken-of-no-user"}, "password": {wrong}, "token": {"t0ken-of-no-user"},
		})
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
	}
	s.changePasswords(api, access, password)
	s.decryptCode(codes)
	kinds := s.proxy.kinds()
	for _, kind := range append(allKinds, "TOTP secret", "SAML assertion", "session", "SRP secret block", "SRP signature", "data key", oneTimeCode, "relay state", "secret hash") {
		assert.Contains(t, kinds, kind)
	}

	for _, args := range [][]string{
		{"requests"}, {"requests", "--json"}, {"sessions", "--json"}, {"faults", "--json"}, {"clock", "--json"}, {"doctor"}, {"app-config", "--for", "spring", "--pool", s.pool.ID, "--client", "web"},
	} {
		run(0, true, args...)
	}
	for _, path := range []string{"user-pools", "token-families", "browser-sessions", "requests", "faults", "snapshots", "clock", "openapi.yaml"} {
		shown["the Control API: "+path] = s.get("/_cognitotest/" + path)
	}
	pages := []string{"/_cognitotest/console/"}
	for i := 0; i < len(pages); i++ {
		place := "the console: " + pages[i]
		shown[place] = s.get(pages[i])
		for _, link := range consoleLink.FindAllStringSubmatch(shown[place], -1) {
			if _, seen := shown["the console: "+link[1]]; !seen && len(pages) < 50 {
				shown["the console: "+link[1]] = ""
				pages = append(pages, link[1])
			}
		}
	}
	assert.Greater(t, len(pages), 4, "pages of the console")

	for _, file := range []string{"cmdline", "environ"} {
		if text, err := os.ReadFile("/proc/" + strconv.Itoa(s.cmd.Process.Pid) + "/" + file); err == nil { // the system has /proc
			shown[file+" of serve"] = string(text)
		}
	}
	documented := []string{
		saved, postman, filepath.Join(root, "terraform.tfstate"),
		filepath.Join(s.root, "seed.hcl"), filepath.Join(s.root, "emulator.env"),
	}
	for _, root := range []string{s.root, s.commands.root} {
		require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() || slices.Contains(documented, path) || strings.HasPrefix(path, filepath.Join(s.root, "state")+"/") {
				return err
			}
			text, err := os.ReadFile(path)
			shown[path] = string(text)
			return err
		}))
	}
	s.signal(syscall.SIGTERM)
	s.exits(0)
	shown["the log of serve"] = s.stderr.String()
	assert.Contains(t, shown["the log of serve"], "target=AWSCognitoIdentityProviderService.RespondToAuthChallenge", "the log is verbose")
	assert.Contains(t, shown["requests --json"], "/oauth2/token")
	assert.Contains(t, shown[started], "show\n-json", "the arguments and the environment of Terraform")

	others := append(signingKeys(t, filepath.Join(s.root, "state", "state.db")), "PRIVATE KEY", secretKey, sessionToken)
	for place, text := range shown {
		assert.Empty(t, s.proxy.secretsIn(text), "%s shows secrets", place)
		for _, secret := range others {
			assert.NotContains(t, text, secret, place)
		}
	}
	for _, place := range []string{saved, postman, filepath.Join(s.root, "state", "state.db")} {
		text, err := os.ReadFile(place)
		require.NoError(t, err)
		assert.NotEmpty(t, s.proxy.secretsIn(string(text)), "the proxy finds no secret in %s", place)
	}
}
