package console

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	devtools "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// attacks are texts that run a script in a page that does not escape them.
var attacks = []string{
	`<script>document.title="attacked"</script>`, `"><img src=x onerror=document.title="attacked">`,
	`'><svg onload=document.title="attacked">`, `</title><script>document.title="attacked"</script>`, `javascript:document.title="attacked"`,
}

// hostile adds each attack in each text that a client can choose. The API rejects some of them, and the
// pages do not rely on that.
func (f fixture) hostile() {
	f.T.Helper()
	store := f.Fixture.Store
	for _, text := range attacks {
		pool, err := store.CreatePool("us-east-1", userpool.Pool{Name: text, PoolSettings: userpool.PoolSettings{PasswordPolicy: userpool.DefaultPasswordPolicy, Tier: userpool.DefaultTier}})
		require.NoError(f.T, err)
		_, err = store.SetSessionConfiguration(pool.ID, userpool.SessionConfiguration{Tracking: true, MaxPerUser: 5})
		require.NoError(f.T, err)
		client, err := store.CreateClient(pool.ID, rotating(text), text, false)
		require.NoError(f.T, err)
		user, err := store.AddUser(userpool.User{PoolID: pool.ID, Username: text, Enabled: true, Status: text, Attributes: []userpool.Attribute{{Name: "sub", Value: text}, {Name: "email", Value: text}}}, false)
		require.NoError(f.T, err)
		activity := userpool.Activity{Device: text, IPAddress: text}
		now := store.Clock.Now()
		_, err = store.StartSignIn(user, userpool.TokenFamily{
			OriginJTI: text, PoolID: pool.ID, ClientID: client.ID, Username: text, AuthTime: now, Issued: now, ExpiresAt: now.Add(time.Hour),
			Session: &userpool.UserSession{Activity: activity},
		})
		require.NoError(f.T, err)
		store.SignInBrowser(userpool.BrowserSignIn{PoolID: pool.ID, Username: text, Provider: text, ClientID: client.ID, Activity: activity})
		store.KeepMessage(userpool.Message{PoolID: pool.ID, Username: text, Source: text, Medium: text, To: text, From: text, Subject: text, Body: text, Code: text + "1"})
		f.Requests.Add(requestlog.Request{Time: now, Host: text, Method: text, Path: text, Status: 400, Error: text, Description: text, ClientID: text, Fault: text})
		f.Requests.Add(requestlog.Request{Time: now, Action: text, Status: 400, ClientID: client.ID})
	}
	names := map[string]time.Time{}
	for _, text := range attacks {
		names[text] = store.Clock.Now()
	}
	f.Console.Snapshots = func() map[string]time.Time { return names }
}

// Names, messages and User-Agents are text: they add no element and no attribute.
func TestHostileTextsAreText(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.hostile()
	for _, v := range views {
		document, page := f.pageOf(v.path)
		assert.Len(t, elements(document, "script"), 1, v.path)
		assert.Empty(t, elements(document, "img"), v.path)
		for e := range document.Descendants() {
			if e.Type != html.ElementNode {
				continue
			}
			for _, a := range e.Attr {
				assert.False(t, strings.HasPrefix(a.Key, "on"), "%s: %s has %s", v.path, e.Data, a.Key)
				assert.NotEqual(t, "style", a.Key, "the policy blocks it")
				if a.Key == "href" || a.Key == "src" {
					assert.Regexp(t, `^(/_cognitotest/|#main$|data:,$|https://github\.com/cognitokit/)`, a.Val)
				}
			}
		}
		assert.Contains(t, page, "&lt;script&gt;", v.path)
		assert.NotContains(t, page, `<script>document.title`, v.path)
	}
}

const (
	// collectViolations collects what the policy blocks. The browser runs it before the page.
	collectViolations = `window.violations = []; document.addEventListener("securitypolicyviolation", (e) => violations.push(e.effectiveDirective + " " + e.blockedURI))`

	// runInlineHandler clicks a button whose attribute has a script.
	runInlineHandler = `document.body.insertAdjacentHTML("beforeend", "<button id=inline onclick='document.title=1'></button>"), document.getElementById("inline").click()`

	// eventsHaveRun resolves after the error of an image of its own. The events of images and scripts that the page
	// inserted before have run then, because the browser runs them in their order.
	eventsHaveRun = `new Promise((resolve) => {
		const image = new Image();
		image.addEventListener("error", () => requestAnimationFrame(() => requestAnimationFrame(resolve)));
		document.body.append(image);
		image.src = "x";
	})`
)

// In a browser no hostile text runs, neither in a page nor after an update nor in what a button shows. The policy of the
// page blocks an attribute with a script, if a page ever has one, and blocks nothing else.
func TestHostileTextsDoNotRunInABrowser(t *testing.T) {
	t.Parallel()
	ctx := newBrowser(t)
	f := newFixture(t)
	server := newServer(t, f)
	renamed, err := f.Fixture.Store.CreateClient(f.Pool.ID, rotating("web"), "", false)
	require.NoError(t, err)
	require.NoError(t, chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := devtools.AddScriptToEvaluateOnNewDocument(collectViolations).Do(ctx)
		return err
	})))
	for _, v := range views {
		var title, live string
		var before, violations []string
		require.NoError(t, chromedp.Run(ctx, chromedp.Navigate(server.URL+Prefix+v.path), chromedp.Poll(`document.getElementById("live").textContent === "live"`, nil)), v.path)
		if v.path == "" { // the page shows it after an event: a text that changes, and new elements
			_, err := f.Fixture.Store.UpdateClient(f.Pool.ID, renamed.ID, rotating(attacks[1]))
			require.NoError(t, err)
			f.hostile()
		}
		awaited := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
		require.NoError(t, chromedp.Run(ctx,
			chromedp.Poll(`document.getElementById("main").innerText.includes("<script>")`, nil, chromedp.WithPollingTimeout(20*time.Second)),
			chromedp.Evaluate(`[...document.querySelectorAll("[data-show]")].forEach((b) => b.click())`, nil),
			chromedp.Poll(`[...document.querySelectorAll("[data-show]")].every((b) => b.getAttribute("aria-expanded") === "true")`, nil, chromedp.WithPollingTimeout(20*time.Second)),
			chromedp.Evaluate(`document.images.length + " images, " + document.scripts.length + " script"`, &live),
			chromedp.Poll(`[...document.images].every((image) => image.complete)`, nil, chromedp.WithPollingTimeout(20*time.Second)),
			chromedp.Evaluate(eventsHaveRun, nil, awaited),
			chromedp.Evaluate(`violations`, &before),
			chromedp.Evaluate(runInlineHandler, nil),
			chromedp.Poll(`violations.length > 1`, nil, chromedp.WithPollingTimeout(20*time.Second)),
			chromedp.Evaluate(`violations`, &violations),
			chromedp.Title(&title),
		), v.path)
		assert.Equal(t, v.title+" – cognitotest", title)
		assert.Equal(t, "0 images, 1 script", live)
		ownImage := "img-src " + server.URL + Prefix + "x"
		assert.Equal(t, []string{ownImage}, before, v.path)
		assert.Equal(t, []string{ownImage, "script-src-attr inline"}, violations, v.path)
	}
}

// newBrowser opens a browser that connects only to this machine, or skips the test without one, as the
// tests of package cognitotest do.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		require.Empty(t, os.Getenv("COGNITOKIT_REQUIRE_BROWSER"), "no Chromium in PATH, and COGNITOKIT_REQUIRE_BROWSER asks for one")
		t.Skip("no Chromium in PATH; set COGNITOKIT_REQUIRE_BROWSER=1 to make that a failure")
	}
	profile, err := os.MkdirTemp("", "cognitotest-console-") //nolint:usetesting // t.TempDir fails while the browser still writes
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.Eventually(t, func() bool { return os.RemoveAll(profile) == nil }, 20*time.Second, 50*time.Millisecond)
	})
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(profile), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(cancel)
	return ctx
}
