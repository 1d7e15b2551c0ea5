package cognitotest_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// resolve runs a function body in the page and returns what its promise resolves to.
func (b *tab) resolve(script string) (result string) {
	b.t.Helper()
	b.do(chromedp.Evaluate("(async () => {"+script+"})()", &result, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	return result
}

// attacks are attempts of a page to read the API at CONTROL and to move the clock. Each returns what
// the page can see of the response.
var attacks = map[string]string{
	"a read":                            `return fetch("CONTROL/clock").then((r) => r.text(), () => "blocked")`,
	"a read without CORS":               `return fetch("CONTROL/messages", { mode: "no-cors" }).then((r) => r.text(), () => "blocked")`,
	"a script":                          `return new Promise((done) => { const s = document.createElement("script"); s.src = "CONTROL/clock"; s.onload = () => done("loaded"); s.onerror = () => done("blocked"); document.head.append(s); })`,
	"an image":                          `return new Promise((done) => { const i = new Image(); i.onload = () => done("loaded"); i.onerror = () => done("blocked"); i.src = "CONTROL/clock"; })`,
	"a write with the header":           `return fetch("CONTROL/clock/advance", { method: "POST", headers: { "X-Cognitotest": "1", "Content-Type": "application/json" }, body: '{"by":"1d"}' }).then((r) => r.text(), () => "blocked")`,
	"a write without a preflight":       `return fetch("CONTROL/clock/advance", { method: "POST", mode: "no-cors", headers: { "X-Cognitotest": "1", "Content-Type": "application/json" }, body: '{"by":"1d"}' }).then((r) => r.text(), () => "blocked")`,
	"a beacon":                          `navigator.sendBeacon("CONTROL/clock/advance", new Blob(['{"by":"1d"}'], { type: "text/plain" })); return "blocked"`,
	"a form in a frame":                 `return new Promise((done) => { document.body.innerHTML = '<iframe name="f"></iframe><form target="f" method="post" enctype="text/plain" action="CONTROL/reset"><input name="x" value="y"></form>'; const f = document.querySelector("iframe"); f.onload = () => { try { done(f.contentDocument.body.innerText || "blocked"); } catch { done("blocked"); } }; document.querySelector("form").submit(); })`,
	"a frame in a sandbox, origin null": `return new Promise((done) => { addEventListener("message", (e) => done(e.data)); const f = document.createElement("iframe"); f.sandbox = "allow-scripts"; f.srcdoc = '<script>fetch("CONTROL/clock").then((r) => r.text(), () => "blocked").then((text) => parent.postMessage(text, "*"))</scr' + 'ipt>'; document.body.append(f); })`,
}

// A page of another origin can neither read the Control API nor change anything. A page of the plain
// endpoint can.
func TestPageOfAnotherOriginCannotUseTheControlAPI(t *testing.T) {
	t.Parallel()
	s, err := cognitotest.Start(cognitotest.Config{})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<!doctype html><title>app</title><body></body>")
	}))
	t.Cleanup(page.Close)
	const rebinding = "rebound.example" // a name that an attacker points to this machine
	b := openTab(t, chromedp.Flag("host-resolver-rules", "MAP "+rebinding+" 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"))
	control := s.URL + "/_cognitotest"
	for _, origin := range []string{page.URL, strings.Replace(page.URL, "127.0.0.1", "localhost", 1)} {
		for name, script := range attacks {
			b.do(chromedp.Navigate(origin))
			assert.Contains(t, []string{"", "blocked"}, b.resolve(strings.ReplaceAll(script, "CONTROL", control)), "%s from %s", name, origin)
		}
	}
	assert.WithinDuration(t, time.Now(), s.Now(), time.Minute)

	var text string
	rebound := strings.Replace(control, "127.0.0.1", rebinding, 1)
	b.do(chromedp.Navigate(rebound+"/clock"), chromedp.Text("body", &text, chromedp.ByQuery))
	assert.Contains(t, text, "no such host: "+rebinding)
	const write = `return fetch("CONTROL/clock/advance", { method: "POST", headers: { "X-Cognitotest": "1", "Content-Type": "application/json" }, body: '{"by":"1d"}' }).then((r) => r.text())`
	assert.Contains(t, b.resolve(strings.ReplaceAll(write, "CONTROL", rebound)), "no such host: "+rebinding)
	assert.WithinDuration(t, time.Now(), s.Now(), time.Minute)

	b.do(chromedp.Navigate(control+"/clock"), chromedp.Text("body", &text, chromedp.ByQuery))
	assert.Contains(t, text, "ahead_seconds")
	assert.Contains(t, b.resolve(strings.ReplaceAll(write, "CONTROL", control)), `"ahead_seconds":86400`)
	assert.WithinDuration(t, time.Now().Add(24*time.Hour), s.Now(), time.Minute)
}
