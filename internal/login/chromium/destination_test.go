package chromium

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDestination(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, app, browser, want string }{
		{"the same", "https://app.example.com/callback", "https://app.example.com/callback?code=c#f", "https://app.example.com/callback?code=c#f"},
		{"no path", "https://app.example.com", "https://app.example.com/?code=c", "https://app.example.com?code=c"},
		{"the scheme's default port", "https://app.example.com:443/callback", "https://app.example.com/callback", "https://app.example.com:443/callback"},
		{"upper case", "https://App.Example.com/Callback", "https://app.example.com/Callback", "https://App.Example.com/Callback"},
		{"another port", "http://localhost:3000/", "http://localhost:3000/?code=c", "http://localhost:3000/?code=c"},
		{"an app's own scheme", "com.example.app://callback", "com.example.app://callback?code=c", "com.example.app://callback?code=c"},
		{"an app's own scheme without a host", "com.example.app:/callback", "com.example.app:/callback?code=c", "com.example.app:/callback?code=c"},

		{"another path", "https://app.example.com/callback", "https://app.example.com/callback/", ""},
		{"a path in upper case", "https://app.example.com/Callback", "https://app.example.com/callback", ""},
		{"a longer host", "https://app.example.com/callback", "https://app.example.com.evil.example/callback", ""},
		{"another scheme's default port", "https://app.example.com/callback", "https://app.example.com:80/callback", ""},
		{"another scheme", "https://app.example.com/callback", "http://app.example.com/callback", ""},
		{"a path in an app's own scheme", "com.example.app://callback", "com.example.app://callback/", ""},
		{"rejected by matches", "https://app.example.com/callback", "https://app.example.com/callback?refuse=1", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			app, err := url.Parse(tt.app)
			require.NoError(t, err)
			target, err := url.Parse(tt.browser)
			require.NoError(t, err)
			got := destination{app, func(u *url.URL) bool { return !u.Query().Has("refuse") }}.reached(target)
			if tt.want == "" {
				assert.Nil(t, got)
				return
			}
			if assert.NotNil(t, got) {
				assert.Equal(t, tt.want, got.String())
			}
		})
	}
	assert.Nil(t, destination{}.reached(&url.URL{}), "no destination before a sign-in")
}
