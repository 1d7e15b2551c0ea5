//go:build unix

package main

import (
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/internal/login/chromium"
)

// startBrowser runs the command with a headless browser, and returns a context for its page.
func (p *process) startBrowser(args ...string) context.Context {
	p.t.Helper()
	if _, found := chromium.Executable(); !found {
		require.Empty(p.t, os.Getenv("COGNITOKIT_REQUIRE_BROWSER"), "neither Chromium nor Chrome is on the PATH")
		p.t.Skip("neither Chromium nor Chrome is on the PATH: install one, and the test runs")
	}
	p.env["PATH"] += string(filepath.ListSeparator) + os.Getenv("PATH")
	p.start(append(append([]string{"browser"}, args...), "--", "--headless=new", "--remote-debugging-port=0",
		// The browser itself must not reach the network.
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1")...)
	address := ""
	p.await("port of the browser", func() bool {
		for _, pattern := range []string{filepath.Join(p.temporary, "cognitokit-*", "profile"), filepath.Join(p.root, "profile")} {
			found, _ := filepath.Glob(filepath.Join(pattern, "DevToolsActivePort"))
			for _, name := range found {
				text, _ := os.ReadFile(name)
				if port, path, ok := strings.Cut(string(text), "\n"); ok {
					address = "ws://127.0.0.1:" + port + path
				}
			}
		}
		return address != ""
	})
	ctx, cancel := chromedp.NewRemoteAllocator(context.Background(), address, chromedp.NoModifyURL)
	p.t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	p.t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	p.t.Cleanup(cancel)
	return ctx
}

// The pages of a pool have their production URLs, and the profile is removed when the browser ends. The name of the test is
// part of the path of a socket, which must be short.
func TestBrowserPages(t *testing.T) {
	t.Parallel()
	server, err := cognitotest.Start(cognitotest.Config{Region: "eu-west-1", Seed: exampleSeed})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<title>the app</title>")
	}))
	t.Cleanup(app.Close)
	untrusted := httptest.NewUnstartedServer(app.Config.Handler)
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0) // the browser rejects its certificate
	untrusted.StartTLS()
	t.Cleanup(untrusted.Close)

	p := newProcess(t)
	ctx := p.startBrowser(app.URL, "--endpoint", server.URL)
	var id, callback string
	for _, c := range server.Seeded()[0].Clients {
		if c.Name == "spa" {
			id, callback = c.ID, c.CallbackURLs[0]
		}
	}
	login := "https://orders.auth.eu-west-1.amazoncognito.com/login?client_id=" + id + "&response_type=code&redirect_uri=" + callback
	var title, location, secure string
	require.NoError(t, chromedp.Run(ctx, chromedp.Navigate(login),
		chromedp.WaitReady(`input[name="username"]`, chromedp.ByQuery),
		chromedp.Location(&location), chromedp.Evaluate("String(isSecureContext)", &secure)))
	assert.Equal(t, login, location)
	assert.Equal(t, "true", secure)

	require.NoError(t, chromedp.Run(ctx, chromedp.Navigate(app.URL), chromedp.Title(&title)))
	assert.Equal(t, "the app", title)
	assert.NotContains(t, strings.Join(server.RefusedHosts(), " "), strings.TrimPrefix(app.URL, "http://"), "the app is reached directly")

	err = chromedp.Run(ctx, chromedp.Navigate(untrusted.URL))
	assert.ErrorContains(t, err, "net::ERR_CERT_AUTHORITY_INVALID", "the browser trusts the emulator only")
	err = chromedp.Run(ctx, chromedp.Navigate("https://example.com/"))
	assert.ErrorContains(t, err, "net::ERR_TUNNEL_CONNECTION_FAILED", "the proxy rejects other hosts")
	assert.Contains(t, server.RefusedHosts(), "example.com:443")

	p.controlC()
	p.exits(0) // with no process and no profile
	assert.Equal(t, "The browser uses the emulator at "+server.URL+" and has a new profile. Close it, or press Ctrl-C: the profile is then removed.\n", p.stderr.String())
}

// A profile of --profile is kept.
func TestBrowserKeep(t *testing.T) {
	t.Parallel()
	server := cognitotest.NewServer()
	t.Cleanup(server.Close)
	p := newProcess(t)
	profile := filepath.Join(p.root, "profile")
	ctx := p.startBrowser("--endpoint", server.URL, "--profile", profile, "--direct", "example.com")
	err := chromedp.Run(ctx, chromedp.Navigate("https://example.com/"))
	assert.ErrorContains(t, err, "net::ERR_NAME_NOT_RESOLVED", "the browser does not ask the proxy for a host of --direct")
	assert.NotContains(t, server.RefusedHosts(), "example.com:443")
	require.NoError(t, browser.Close().Do(cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Target)))
	p.exits(0)
	assert.FileExists(t, filepath.Join(profile, "Local State"))
}

func TestBrowserRejects(t *testing.T) {
	t.Parallel()
	server := cognitotest.NewServer()
	t.Cleanup(server.Close)
	other := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(other.Close)
	port, err := unusedPort()
	require.NoError(t, err)
	for _, tt := range []struct {
		name string
		path bool // with a browser on the PATH
		args []string
		want string
	}{
		{"a page that is not a URL", true, []string{"localhost:3000"}, `"localhost:3000" is not a URL. Write one such as http://localhost:3000. Options of the browser follow --`},
		{"an option before --", true, []string{"--headless"}, "unknown flag: --headless. Use --help to see what the command accepts"},
		{"a file", true, []string{"file:///etc/passwd"}, `"file:///etc/passwd" is not a URL. Write one such as http://localhost:3000. Options of the browser follow --`},
		{"an empty profile", true, []string{"--profile", ""}, "--profile: the value is empty, perhaps from an unset shell variable. Write a value, or remove the flag"},
		{"no browser", false, nil, "neither Chromium nor Chrome is on the PATH. Install one, or set up your own browser as docs/apps.md describes"},
		{"no server", true, []string{"--endpoint", "http://127.0.0.1:" + port}, "connect: connection refused). Start it with cognitokit serve, or name its plain endpoint with --endpoint"},
		{"another program", true, []string{"--endpoint", other.URL}, "the server at " + other.URL + " is not an emulator of this version of cognitokit: it responds with HTTP 404. Name the plain endpoint of cognitokit serve with --endpoint"},
		{"an endpoint without a scheme", true, []string{"--endpoint", "127.0.0.1:9229"}, `--endpoint: "127.0.0.1:9229" is not the plain endpoint of an emulator. cognitokit serve prints it, such as http://127.0.0.1:9229`},
		{"a browser that fails", true, []string{"--endpoint", server.URL}, "chromium did not run: Missing X server. Start it by hand to see whether it works"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t)
			if tt.path {
				require.NoError(t, os.WriteFile(filepath.Join(p.root, "bin", "chromium"), []byte("#!/bin/sh\necho 'Missing X server' >&2\nexit 1\n"), 0o700))
			}
			p.start(append([]string{"browser"}, tt.args...)...)
			p.exits(2)
			assert.Contains(t, p.lastLine(), tt.want)
			assert.True(t, strings.HasPrefix(p.lastLine(), "cognitokit: "), p.lastLine())
			assert.Empty(t, p.stdout.String())
		})
	}
}

func TestKeyHashRejects(t *testing.T) {
	t.Parallel()
	for _, certificate := range []string{"", "no PEM", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"} {
		_, err := keyHash(certificate)
		assert.Error(t, err, certificate)
	}
}
