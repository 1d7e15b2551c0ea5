//go:build unix

package clients

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const spaFolder = "../../examples/spa"

// spa is examples/spa, which `npm start` serves, in a browser without the proxy and the CA of the emulator.
type spa struct {
	*tab
	s      *emulator
	folder string // a copy of the example
	origin string
	env    []string
}

// newSPA copies the example, for a port of its own, and starts an emulator with its seed file.
func newSPA(t *testing.T) *spa {
	t.Helper()
	node(t)
	chromium(t)
	if _, err := os.Stat(filepath.Join(spaFolder, "node_modules", ".package-lock.json")); err != nil {
		need(t, "the packages of examples/spa are not installed", "run `npm ci` in examples/spa")
	}
	port := freePort(t)
	a := &spa{folder: t.TempDir(), origin: "http://localhost:" + port}
	require.NoError(t, os.CopyFS(filepath.Join(a.folder, "src"), os.DirFS(filepath.Join(spaFolder, "src"))))
	for _, name := range []string{"index.html", "package.json", "tsconfig.json", "seed.hcl"} {
		text, err := os.ReadFile(filepath.Join(spaFolder, name))
		require.NoError(t, err)
		text = bytes.ReplaceAll(text, []byte("localhost:5173"), []byte("localhost:"+port))
		require.NoError(t, os.WriteFile(filepath.Join(a.folder, name), text, 0o600))
	}
	modules, err := filepath.Abs(filepath.Join(spaFolder, "node_modules"))
	require.NoError(t, err)
	require.NoError(t, os.Symlink(modules, filepath.Join(a.folder, "node_modules")))
	a.s = startSeededEmulator(t, filepath.Join(a.folder, "seed.hcl"))
	a.env = append(environmentWithCommand(t), "AWS_ENDPOINT_URL="+a.s.endpoint, "NO_COLOR=1")
	return a
}

// freePort returns a port that no program listens on.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	return strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
}

// start runs a script of the package that serves the app, and opens the app in a new browser.
func (a *spa) start(t *testing.T, script string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "npm", "run", script, "--", "--port", strings.TrimPrefix(a.origin, "http://localhost:"))
	command.Dir, command.Env = a.folder, a.env
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // npm does not stop the server that it has started
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGTERM) }
	output, err := os.Create(filepath.Join(a.folder, "output"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = output.Close() })
	command.Stdout, command.Stderr = output, output
	require.NoError(t, command.Start())
	t.Cleanup(func() { _ = command.Wait() }) // the context of the test has ended: the error is its signal
	require.Eventually(t, func() bool {
		printed, err := os.ReadFile(output.Name())
		return err == nil && bytes.Contains(printed, []byte(a.origin))
	}, timeout, 50*time.Millisecond, "npm run %s does not print %s", script, a.origin)
	a.tab = openPlainTab(t)
	a.do(chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(movableClock).Do(ctx)
		return err
	}), chromedp.Navigate(a.origin))
	a.sees("status", "Signed out")
}

// movableClock lets a test move the clock of a page, which otherwise continues.
const movableClock = `{
  const RealDate = Date;
  let ahead = 0;
  globalThis.Date = class extends RealDate {
    constructor(...given) { super(...(given.length ? given : [RealDate.now() + ahead])); }
    static now() { return RealDate.now() + ahead; }
  };
  globalThis.moveClock = (ms) => (ahead += ms);
}`

// until waits for a condition in JavaScript.
func (a *spa) until(condition string) {
	a.t.Helper()
	err := chromedp.Run(a.ctx, chromedp.Poll(condition, nil, chromedp.WithPollingTimeout(timeout/3)))
	if err != nil {
		var text string
		_ = chromedp.Run(a.ctx, chromedp.Evaluate(`document.body.innerText`, &text)) // for the message only
		require.NoError(a.t, err, "%s\n%s\n%s", condition, text, a.console())
	}
}

// sees waits until a displayed element has a text.
func (a *spa) sees(id, text string) {
	a.t.Helper()
	a.until(fmt.Sprintf(`document.getElementById(%q)?.checkVisibility() && document.getElementById(%q).textContent.includes(%q)`, id, id, text))
}

func (a *spa) click(id string) {
	a.t.Helper()
	a.do(chromedp.Click("#"+id, chromedp.ByQuery, chromedp.NodeVisible))
}

func (a *spa) read(expression string) (text string) {
	a.t.Helper()
	a.do(chromedp.Evaluate(expression, &text))
	return text
}

// returns is the return of the user to the page.
func (a *spa) returns() { a.do(chromedp.Evaluate(`dispatchEvent(new Event("focus")); true`, nil)) }

// advance moves the clock of the emulator.
func (a *spa) advance(by string) { a.cognitokit("clock", "advance", by) }

// cognitokit runs the command, which finds the emulator as the scripts of the package do.
func (a *spa) cognitokit(arguments ...string) {
	a.t.Helper()
	run(a.t, "", a.env, "env", append([]string{"cognitokit"}, arguments...)...)
}

// leaves clicks a button, and waits for the page that it opens.
func (a *spa) leaves(button string) {
	a.t.Helper()
	_, err := chromedp.RunResponse(a.ctx, chromedp.Click("#"+button, chromedp.ByQuery, chromedp.NodeVisible))
	require.NoError(a.t, err, button)
}

// token is a JavaScript expression for a stored token.
func token(name string) string {
	return fmt.Sprintf(`JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage).find((k) => k.startsWith("oidc.user:"))) ?? "{}").%s`, name)
}

// renews waits until an action has replaced the access token, and asserts whether the refresh token is a new one.
func (a *spa) renews(rotates bool, action func()) {
	a.t.Helper()
	access, refresh := a.read(token("access_token")), a.read(token("refresh_token"))
	action()
	a.until(fmt.Sprintf(`%s !== %q`, token("access_token"), access))
	assert.Equal(a.t, rotates, a.read(token("refresh_token")) != refresh, "a new refresh token")
	a.sees("status", "Signed in as ada@example.com")
}

// signIn signs in on the pages of managed login.
func (a *spa) signIn(button string) {
	a.t.Helper()
	a.leaves(button)
	a.fill("username", "ada@example.com")
	a.press("signInSubmitButton")
	a.fill("password", "Str0ng!Passw0rd")
	a.press("verifyPassword")
	a.sees("email", "ada@example.com")
	a.sees("status", "Signed in as ada@example.com")
}

// ended asserts that the page shows the end of the session and keeps no token.
func (a *spa) ended() {
	a.t.Helper()
	a.sees("ended", "Your session has ended")
	a.sees("status", "Signed out")
	assert.Equal(a.t, "sign-in-again", a.read(`document.activeElement.id`))
	assert.Equal(a.t, "none", a.read(token("access_token")+` ?? "none"`))
	assert.Equal(a.t, "false", a.read(`String(document.getElementById("signed-in").checkVisibility())`))
}

// TestSPAStaysSignedIn uses the client whose refresh tokens rotate.
func TestSPAStaysSignedIn(t *testing.T) {
	t.Parallel()
	a := newSPA(t)
	axe := axe(t)
	a.start(t, "start")
	a.inspectPage(axe, "spa signed out")
	a.signIn("sign-in")
	a.inspectPage(axe, "spa signed in")

	t.Log("the app renews by itself before the access token expires")
	a.renews(true, func() {
		a.advance("59m30s")
		a.do(chromedp.Evaluate(`moveClock(59.5 * 60 * 1000); true`, nil))
	})

	t.Log("the clock of the emulator moves while the page is open: the API rejects the access token")
	a.renews(true, func() {
		a.advance("2h")
		a.returns()
	})
	a.sees("events", "New tokens, with a new refresh token")

	t.Log("a reload stays signed in")
	access := a.read(token("access_token"))
	a.do(chromedp.Reload())
	a.sees("email", "ada@example.com")
	assert.Equal(t, access, a.read(token("access_token")))

	t.Log("two requests share a renewal")
	requests := strings.Count(a.control("requests"), `"/oauth2/token"`)
	a.renews(true, func() {
		a.advance("2h")
		a.do(chromedp.Evaluate(`document.getElementById("read-at").textContent = ""; for (const id of ["read", "renew"]) document.getElementById(id).click()`, nil))
	})
	a.until(`document.getElementById("read-at").textContent !== ""`)
	assert.Equal(t, requests+1, strings.Count(a.control("requests"), `"/oauth2/token"`))

	t.Log("a failure of the endpoint ends no session")
	a.cognitokit("faults", "add", "endpoint=/oauth2/token,kind=internal-error,count=1")
	a.click("renew")
	a.sees("problem", "That did not work: ")
	a.sees("status", "Signed in as ada@example.com")
	a.inspectPage(axe, "spa problem")
	a.renews(true, func() { a.click("renew") })
	assert.Equal(t, "false", a.read(`String(document.getElementById("problem").checkVisibility())`))

	t.Log("the session ends outside of the app")
	a.cognitokit("sessions", "end", a.read(`document.getElementById("session").textContent`))
	a.returns()
	a.ended()
	a.inspectPage(axe, "spa session ended")

	t.Log("a sign-out ends the session of the pages, too, and revokes the refresh token")
	a.signIn("sign-in-again")
	a.leaves("sign-out")
	a.sees("signed-out", "Sign in")
	assert.JSONEq(t, `{"token_families":[]}`, a.control("token-families?state=live"))
	a.signIn("sign-in")
}

// TestSPAWithoutRotation uses the client that keeps its refresh token until it expires.
func TestSPAWithoutRotation(t *testing.T) {
	t.Parallel()
	a := newSPA(t)
	run(t, a.folder, a.env, "npm", "run", "configure", "--", "--client", "spa-without-rotation")
	run(t, a.folder, a.env, "npm", "run", "build") // also checks the types
	a.start(t, "start:without-rotation")
	a.signIn("sign-in")
	a.renews(false, func() { a.click("renew") })
	a.sees("events", "New tokens. The refresh token is the same")
	a.renews(false, func() {
		a.advance("2h")
		a.click("read")
	})

	t.Log("the clock moves past the validity of the refresh token")
	a.advance("31d")
	a.returns()
	a.ended()
	a.signIn("sign-in-again")

	t.Log("the app learns of the expiry by its own renewal")
	a.advance("31d")
	a.do(chromedp.Evaluate(`moveClock(59.5 * 60 * 1000); true`, nil))
	a.ended()

	t.Log("a callback without the state of a sign-in signs no user in")
	a.do(chromedp.Navigate(a.origin + "/callback?code=x&state=y"))
	a.sees("problem", "No matching state found in storage")
	a.sees("status", "Signed out")
}

// TestSPARequiresTheEmulator: `npm start` reports what to do without an emulator, and serves nothing.
func TestSPARequiresTheEmulator(t *testing.T) {
	t.Parallel()
	a := newSPA(t)
	output, err := runs(t, a.folder, append(a.env, "AWS_ENDPOINT_URL=http://127.0.0.1:"+freePort(t)), "npm", "start")
	require.Error(t, err)
	assert.Contains(t, output, "cognitokit serve")
	assert.NotContains(t, output, "VITE")
}

// control returns the response of the Control API to a GET.
func (a *spa) control(path string) string {
	a.t.Helper()
	response, err := http.Get(a.s.endpoint + "/_cognitotest/" + path)
	require.NoError(a.t, err)
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	require.NoError(a.t, err)
	return string(body)
}
