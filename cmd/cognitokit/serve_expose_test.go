//go:build unix

package main

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// An exposed emulator warns, prints what other machines need, and serves requests to its name.
func TestServeExposed(t *testing.T) {
	t.Parallel()
	p := newProcess(t).start("serve", "--listen", "0.0.0.0:0", "--proxy-listen", "0.0.0.0:0", "--expose", "cognito", "--expose", "cognito.test")
	p.await("the announcement", func() bool { return strings.Contains(p.stdout.String(), "4  A browser") })
	p.await("the warning", func() bool { return strings.HasSuffix(p.stderr.String(), "\n") })
	printed := p.stdout.String()
	match := regexp.MustCompile(`plain endpoint  (http://cognito:(\d+))\n`).FindStringSubmatch(printed)
	if match == nil {
		t.Fatalf("no plain endpoint in\n%s", printed)
	}
	address, port := match[1], match[2]
	for _, want := range []string{
		"\n  CA certificate  " + address + "/_cognitotest/ca.pem\n", " AWS_ENDPOINT_URL=" + address + " ", "\n  proxy           http://cognito:",
		"http://PREFIX.auth.us-east-1.cognito:" + port + "/oauth2/token", "http://PREFIX.auth.us-east-1.localhost:" + port + "/oauth2/authorize",
	} {
		if !strings.Contains(printed, want) {
			t.Errorf("stdout has no %q:\n%s", want, printed)
		}
	}
	if strings.Contains(printed, p.temporary) {
		t.Errorf("stdout has a path that other machines cannot read:\n%s", printed)
	}
	warning := "Warning: other machines can reach the emulator under cognito, cognito.test. "
	if got := p.stderr.String(); !strings.HasPrefix(got, warning) || strings.Count(got, "\n") != 1 {
		t.Errorf("got stderr %q, want the line %q", got, warning)
	}

	request, err := http.NewRequest(http.MethodGet, "http://127.0.0.1:"+port+"/_cognitotest/messages", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = "cognito.test"
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if response.StatusCode != http.StatusOK || string(body) != `{"messages":[]}`+"\n" {
		t.Errorf("got %d %q", response.StatusCode, body)
	}

	// The health check ignores the proxy in the environment.
	check := newProcess(t)
	check.env["HTTP_PROXY"], check.env["http_proxy"] = "http://192.0.2.1:1", "http://192.0.2.1:1"
	check.start("health", "--endpoint", "http://127.0.0.1:"+port).exits(0)
	if got, want := check.stdout.String(), "http://127.0.0.1:"+port+" is healthy.\n"; got != want {
		t.Errorf("got stdout %q, want %q", got, want)
	}
	p.signal(syscall.SIGTERM)
	p.exits(0)
}
