package cognitotest_test

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// A developer adds and removes faults by keyboard. Wrong input gets a sentence at its field, and hostile
// input is text there.
func TestConsoleAddsAndRemovesFaults(t *testing.T) {
	t.Parallel()
	b, s := openTab(t), start(t)
	b.do(emulation.SetFocusEmulationEnabled(true))
	b.openConsole(s, "requests")
	fill := func(id, text string) {
		b.do(chromedp.Evaluate(fmt.Sprintf(`{ const e = document.getElementById(%q); e.value = ""; e.focus(); }`, "fault-"+id), nil))
		b.keys(text, kb.Enter)
	}
	choose := func(id, value string) {
		b.do(chromedp.Evaluate(fmt.Sprintf(`document.getElementById(%q).value = %q`, "fault-"+id, value), nil))
	}
	wrong := func(id, text string) {
		b.until(fmt.Sprintf("document.getElementById(%q).textContent === %q", "fault-"+id+"-error", text))
		assert.Equal(t, "fault-"+id, b.evaluate(`document.activeElement.id`), "the focus is at the error")
		assert.Equal(t, "fault-"+id, b.evaluate(`[...document.querySelectorAll("[aria-invalid=true]")].map((e) => e.id).join()`))
		assert.Empty(t, s.Faults())
	}

	b.tabTo("fault-target")
	b.keys(kb.Enter)
	wrong("target", "the fault has no action and no endpoint: write one of them, such as the action InitiateAuth or the endpoint /oauth2/token.")
	fill("target", "InitiateAuht")
	wrong("target", `"InitiateAuht" is not an action of the emulator: the nearest is InitiateAuth.`)
	fill("target", "/oauth/token")
	wrong("target", `"/oauth/token" is not an endpoint of the emulator: the nearest is /oauth2/token.`)
	const hostile = `"><img src=x onerror=document.title="attacked">`
	fill("target", hostile)
	b.until(`document.getElementById("fault-target-error").textContent.includes("<img src=x onerror=document.title=")`)
	assert.Equal(t, "0", b.evaluate(`document.images.length`))
	assert.Equal(t, hostile, b.evaluate(`document.getElementById("fault-target").value`), "the input stays")
	fill("target", "GetUser")
	b.says("The fault is added.")
	assert.Empty(t, b.evaluate(`document.getElementById("fault-target-error").textContent`))
	assert.Equal(t, "1", b.evaluate(`document.querySelectorAll("[id^=remove-fault-]").length`))
	assert.Equal(t, []cognitotest.Fault{{Action: "GetUser", Kind: cognitotest.FaultThrottle, Count: 1}}, s.Faults())
	s.ClearFaults()

	choose("target", "/oauth2/token")
	for number, want := range map[string]string{
		"0": "0 is not a count: write how many requests fail, from 1, or that all do.", "-1": `"-1" is not a number of requests. Write a whole number from 1.`,
		"1.5": `"1.5" is not a number of requests. Write a whole number from 1.`, "many": `"many" is not a number of requests. Write a whole number from 1.`,
		"9999999999": `"9999999999" is not a number of requests. Write a whole number from 1.`,
	} {
		fill("count", number)
		wrong("count", want)
	}
	choose("kind", "delay")
	choose("count", "2")
	fill("delay", "2")
	wrong("delay", `"2" is not a delay: write a duration up to 1m, such as "2s".`)
	fill("delay", "2m")
	wrong("delay", "2m0s is not a delay: write a duration up to 1m, such as 2s.")
	choose("which", "all")
	fill("delay", "2s")
	b.says("The fault is added.")
	assert.Equal(t, []cognitotest.Fault{{Endpoint: "/oauth2/token", Kind: cognitotest.FaultDelay, Delay: 2 * time.Second, All: true}}, s.Faults())

	// A second fault could not apply. Its error is at the target, where the next one is written.
	fill("target", "/oauth2/token")
	b.until(`document.getElementById("fault-target-error").textContent === "all requests to /oauth2/token have the fault delay: clear the faults before you add another."`)
	require.NoError(t, s.InjectFault(cognitotest.Fault{Action: "SignUp", Kind: cognitotest.FaultCutAfter, Count: 3}))
	b.until(`document.querySelectorAll("[id^=remove-fault-]").length === 2`)
	assert.Equal(t, "fault-target", b.evaluate(`document.activeElement.id`), "an update keeps the focus")
	assert.Equal(t, "/oauth2/token", b.evaluate(`document.getElementById("fault-target").value`), "and the input")

	b.do(chromedp.Evaluate(`document.querySelector("[id^=remove-fault-]").focus()`, nil))
	b.keys(kb.Enter)
	b.says("The fault is removed.")
	assert.Equal(t, []cognitotest.Fault{{Action: "SignUp", Kind: cognitotest.FaultCutAfter, Count: 3}}, s.Faults())
	assert.Equal(t, "cognitotest", b.evaluate(`document.title.split(" – ")[1]`))
}

// While a developer reads further down, new requests do not move the rows. A button says how many there
// are, and goes to them. At the begin of the page they appear by themselves.
func TestConsoleKeepsTheReadingPosition(t *testing.T) {
	t.Parallel()
	b, s := openTab(t), start(t)
	request := func(path string) {
		t.Helper()
		response, err := http.Get(s.URL + path)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
	}
	for i := range 60 {
		request(fmt.Sprintf("/old-%d", i))
	}
	b.do(emulation.SetFocusEmulationEnabled(true))
	b.openConsole(s, "requests")
	rows := `[...document.querySelectorAll("tr[data-entry]")]`
	b.until(rows + `.length === 60`)
	newest := rows + `[0].textContent.includes(%q)`
	hidden := `document.getElementById("new").hidden`
	request("/at-the-begin")
	b.until(fmt.Sprintf(newest, "/at-the-begin"))
	assert.Equal(t, "true", b.evaluate(hidden))

	// After scrolling.
	b.do(chromedp.Evaluate(`window.scrollTo(0, 700)`, nil))
	top := rows + `.find((e) => e.textContent.includes("/old-30")).getBoundingClientRect().top`
	inView := func() float64 {
		t.Helper()
		at, err := strconv.ParseFloat(b.evaluate(top), 64)
		require.NoError(t, err)
		return at
	}
	before := inView()
	for i := range 3 {
		request(fmt.Sprintf("/new-%d", i))
	}
	b.until(`document.getElementById("new").textContent === "3 new requests"`)
	assert.Equal(t, "false", b.evaluate(hidden))
	assert.InDelta(t, before, inView(), 1.5)
	require.NoError(t, s.InjectFault(cognitotest.Fault{Action: "SignUp", Kind: cognitotest.FaultCutAfter, Count: 3})) // a row above the list
	b.until(`document.querySelectorAll("[id^=remove-fault-]").length === 1`)
	assert.InDelta(t, before, inView(), 1.5)
	b.do(chromedp.Focus("#new", chromedp.ByQuery))
	b.keys(kb.Enter)
	b.until(`window.scrollY === 0`)
	assert.Equal(t, "main", b.evaluate(`document.activeElement.id`))
	assert.Equal(t, "true", b.evaluate(hidden))
	assert.Equal(t, "true", b.evaluate(fmt.Sprintf(newest, "/new-2")))

	// With selected text at the begin of the page.
	b.do(chromedp.Evaluate(`window.getSelection().selectAllChildren(`+rows+`.find((e) => e.textContent.includes("/new-0")).querySelector("th"))`, nil))
	top = rows + `.find((e) => e.textContent.includes("/new-0")).getBoundingClientRect().top`
	before = inView()
	request("/selected")
	b.until(`document.getElementById("new").textContent === "1 new request"`)
	assert.InDelta(t, before, inView(), 1.5)
	assert.Equal(t, "GET /new-0", b.evaluate(`window.getSelection().toString()`))

	// The list is deleted: the button has nothing to go to.
	b.do(chromedp.Evaluate(`document.getElementById("clear-requests").click()`, nil))
	b.until(rows + `.length === 0`)
	assert.Equal(t, "true", b.evaluate(hidden))
}

// fit requires that the times of events and of requests are in view at each width, and that no table scrolls sideways on
// a phone.
func (b *tab) fit(s *cognitotest.Server) {
	b.t.Helper()
	for _, width := range []int64{390, 640, 800, 1000, 1280} {
		b.do(chromedp.EmulateViewport(width, 900))
		b.openConsole(s, "token-families")
		assert.Equal(b.t, "true", b.evaluate(`[...document.querySelectorAll(".half")].every((e) => e.scrollWidth <= e.clientWidth)`), "events at %d", width)
		b.openConsole(s, "requests")
		assert.Equal(b.t, "true", b.evaluate(`[...document.querySelectorAll("tr[data-entry] .time")].every((e) => e.getBoundingClientRect().right <= e.closest(".scroll").getBoundingClientRect().right)`), "requests at %d", width)
		assert.Equal(b.t, "true", b.evaluate(`document.documentElement.scrollWidth <= window.innerWidth`), "the page at %d", width)
	}
	require.NoError(b.t, s.InjectFault(cognitotest.Fault{Action: "GetTokensFromRefreshToken", Kind: cognitotest.FaultDelay, Delay: time.Minute, Count: 1000}))
	b.do(chromedp.EmulateViewport(390, 900))
	for _, page := range consolePages {
		b.openConsole(s, page)
		assert.Equal(b.t, "true", b.evaluate(`[...document.querySelectorAll(".scroll")].every((e) => e.scrollWidth <= e.clientWidth)`), "the tables of %q on a phone", page)
	}
	b.do(chromedp.EmulateViewport(1280, 900))
}
