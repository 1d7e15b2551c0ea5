package activity

import (
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func TestOf(t *testing.T) {
	t.Parallel()
	for userAgent, want := range map[string]string{
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36":                   "Chrome 125 / macOS 10.15",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36 Edg/125.0.2535.51":       "Edge 125 / Windows 10",
		"Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0":                                                                  "Firefox 127 / Linux",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1": "Safari 17 / iOS 17.5",
		"Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36":                   "Chrome 125 / Android 14",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36 OPR/95.0.0.0":            "Opera 95 / Windows 10",
		"aws-sdk-go-v2/1.41.0 ua/2.1 os/linux lang/go#1.26":                                                                                       "unknown",
		"Mozilla/5.0 (X11; Linux x86_64)": "unknown",
		"":                                "unknown",
	} {
		r := httptest.NewRequest("POST", "/", nil)
		r.Header.Set("User-Agent", userAgent)
		assert.Equal(t, userpool.Activity{Device: want, IPAddress: "192.0.2.1"}, Of(r), userAgent)
	}
}
