//go:build unix

package main

import (
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// postRevokeToken sends RevokeToken to the plain endpoint of a process, and returns the response.
func postRevokeToken(t *testing.T, endpoint string) (status int, body string, err error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, endpoint, strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.RevokeToken")
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, string(text), err
}

func plainEndpoint(p *process) string {
	p.t.Helper()
	found := regexp.MustCompile(`plain endpoint  (http://127\.0\.0\.1:\d+)`).FindStringSubmatch(p.announced())
	if found == nil {
		p.t.Fatalf("no plain endpoint in\n%s", p.stdout.String())
	}
	return found[1]
}

// The faults apply from the first request on, in the order of the flags.
func TestServeFaults(t *testing.T) {
	t.Parallel()
	p := newProcess(t).start("serve", "--listen", "127.0.0.1:0", "--fault", "action=RevokeToken,kind=throttle,count=1", "--fault", "action=RevokeToken,kind=cut-before,count=1")
	endpoint := plainEndpoint(p)
	if _, body, err := postRevokeToken(t, endpoint); err != nil || !strings.Contains(body, "TooManyRequestsException") {
		t.Errorf("first: %q %v", body, err)
	}
	if _, _, err := postRevokeToken(t, endpoint); !errors.Is(err, io.EOF) {
		t.Errorf("second: %v", err)
	}
	if status, body, err := postRevokeToken(t, endpoint); err != nil || status != http.StatusBadRequest || !strings.Contains(body, "InvalidParameterException") {
		t.Errorf("third: %d %q %v", status, body, err)
	}
}
