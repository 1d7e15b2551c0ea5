//go:build unix

package main

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// The flag sets the setting of the emulator: a pool then has the names of its levels.
func TestServeAuthenticationLevels(t *testing.T) {
	t.Parallel()
	const levels = `"AcrConfiguration":{"Level1":{"AcrValue":"urn:cognito:loa:1"},"Level2":{"AcrValue":"urn:cognito:loa:2"},"Level3":{"AcrValue":"urn:cognito:loa:3"},"Level4":{"AcrValue":"urn:cognito:loa:4"}}`
	for flag, want := range map[string]bool{"--authentication-levels": true, "--authentication-levels=false": false} {
		t.Run(flag, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t).start("serve", "--listen", "127.0.0.1:0", flag)
			found := regexp.MustCompile(`plain endpoint  (http://127\.0\.0\.1:\d+)`).FindStringSubmatch(p.announced())
			if found == nil {
				t.Fatalf("no plain endpoint in\n%s", p.stdout.String())
			}
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, found[1], strings.NewReader(`{"PoolName":"p"}`))
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.CreateUserPool")
			request.Header.Set("Content-Type", "application/x-amz-json-1.1")
			request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIACOGNITOTEST/20261123/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00")
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			body, err := io.ReadAll(response.Body)
			if err != nil || response.StatusCode != http.StatusOK {
				t.Fatalf("%d %s %v", response.StatusCode, body, err)
			}
			if got := strings.Contains(string(body), levels); got != want {
				t.Errorf("names of the levels: got %v, want %v in %s", got, want, body)
			}
		})
	}
}
