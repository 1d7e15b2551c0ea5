package cognitotest_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// requirements returns the marks of the list of requirements, by the last part of the class names: ✓, ✖ or "".
func (b *tab) requirements() map[string]string {
	b.t.Helper()
	var marks map[string]string
	b.do(chromedp.Evaluate(`Object.fromEntries([...document.querySelectorAll(".requirements li")].map(li => {
		const mark = li.firstElementChild;
		return [li.className.match(/checkPassword-([a-z-]+)/)[1], mark.getClientRects().length ? mark.textContent + mark.getAttribute("aria-label") : ""];
	}))`, &marks))
	return marks
}

// setField sets the value of a field, as if the user had pasted it.
func (b *tab) setField(name, value string) {
	b.t.Helper()
	b.do(chromedp.Evaluate(`{
		const field = document.getElementsByName(`+quoteJS(name)+`)[0];
		field.value = `+quoteJS(value)+`;
		field.dispatchEvent(new Event("input", {bubbles: true}));
	}`, nil))
}

func quoteJS(text string) string {
	return "decodeURIComponent(`" + strings.ReplaceAll(url.QueryEscape(text), "+", "%20") + "`)"
}

// accepts reports whether the sign-up page accepts a password.
func (f browserPool) accepts(t *testing.T, username, password string) bool {
	t.Helper()
	address := strings.Replace(f.authorize(""), f.base+"/oauth2/authorize", "https://front.auth.us-east-1.amazoncognito.com/signup", 1)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(url.Values{
		"_csrf": {"mine"}, "username": {username}, "requiredAttributes[email]": {username + "@example.com"}, "password": {password},
	}.Encode()))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.AddCookie(&http.Cookie{Name: "XSRF-TOKEN", Value: "mine"})
	response, err := f.server.Client().Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	switch body := string(page); {
	case strings.Contains(body, "<h1>Confirm your account</h1>"):
		return true
	case strings.Contains(body, `role="alert"`):
		return false
	default:
		require.Fail(t, "another page", body)
		return false
	}
}

// The list accepts a password if and only if the page accepts it.
func TestBrowserMarksThePasswordRequirements(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 1)
	b.open(strings.Replace(f.authorize(""), "/oauth2/authorize", "/signup", 1))
	for name, mark := range b.requirements() {
		assert.Empty(t, mark, "%s before the first character", name)
	}
	for i, tt := range []struct{ password, missing string }{
		{"Passw0rd!", ""}, {"Pass w0rd", ""}, {`Passw0rd\`, ""}, {"Passw0rd]", ""}, {"Passw0rd-", ""}, {"Passw0rd^", ""}, {"Passw0rd[", ""}, {"Passw0rd`", ""},
		{"PÄssw٣rd_", ""}, {"Passw0rd😀+", ""},
		{"Passw0r", "length symbols"}, {"Pas0!😀😀", "length"}, {"passw0rd!", "upperletter"}, {"PASSW0RD!", "lowerletter"}, {"Password!", "numbers"}, {"Passw0rdé", "symbols"},
		{"Passw0rd€", "symbols"}, {"Passw0rd😀", "symbols"}, {"Passw0rd ", "symbols valid-spaces"}, {" Passw0rd!", "valid-spaces"}, {"Passw0rd!\t", "valid-spaces"}, {"x", "length numbers symbols upperletter"},
	} {
		b.setField("password", tt.password)
		marks := b.requirements()
		for name, mark := range marks {
			want := "✓met"
			if strings.Contains(" "+tt.missing+" ", " "+name+" ") {
				want = "✖not met"
			}
			assert.Equal(t, want, mark, "%q: %s", tt.password, name)
		}
		assert.Equal(t, tt.missing == "", f.accepts(t, "user"+string(rune('a'+i)), tt.password), "%q", tt.password)
	}
	b.setField("password", "")
	for name, mark := range b.requirements() {
		assert.Empty(t, mark, "%s after the last character", name)
	}
}

// The page for a reset also compares its two fields.
func TestBrowserComparesTheNewPasswords(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 2)
	b.open(strings.Replace(f.authorize(""), "/oauth2/authorize", "/forgotPassword", 1))
	b.fill("username", "eve")
	b.press("reset_my_password")
	b.fill("password", "An0ther!Pass")
	assert.Equal(t, "✖not met", b.requirements()["matches"])
	b.fill("confirmPassword", "An0ther!Pas")
	assert.Equal(t, "✖not met", b.requirements()["matches"])
	b.fill("confirmPassword", "s")
	for name, mark := range b.requirements() {
		assert.Equal(t, "✓met", mark, name)
	}
}

// The button shows the password and hides it again. It works by keyboard, and the form is sent with a hidden
// password, which the browser may store.
func TestBrowserShowsThePassword(t *testing.T) {
	t.Parallel()
	for name, version := range map[string]int32{"classic": 1, "managed login": 2} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, f := openTab(t), newBrowserPool(t, version)
			b.open(f.authorize(""))
			b.fill("username", "eve")
			if version == 2 {
				b.press("signInSubmitButton")
			}
			b.fill("password", "Passw0rd!")
			shown := func() string {
				return b.evaluate(`[...document.getElementsByName("password")].filter(e => e.getClientRects().length)[0].type + " " + document.activeElement.textContent`)
			}
			b.do(chromedp.KeyEvent(kb.Tab))
			assert.Equal(t, "password Show password", shown())
			b.do(chromedp.KeyEvent(" "))
			assert.Equal(t, "text Hide password", shown())
			b.do(chromedp.KeyEvent(" "))
			assert.Equal(t, "password Show password", shown())
			b.do(chromedp.KeyEvent(" "))
			assert.Equal(t, "text Hide password", shown())
			b.do(chromedp.Evaluate(`document.activeElement.form.addEventListener("submit", event => {
				event.preventDefault();
				document.title = event.target.password.type;
			})`, nil), chromedp.Evaluate(`document.activeElement.form.requestSubmit()`, nil))
			assert.Equal(t, "password", b.title())
		})
	}
}

// After a rejected form the browser focuses the first wrong field, in the copy of the classic form that it displays.
func TestBrowserFocusesTheWrongField(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 1)
	for _, width := range []int64{360, 1280} {
		b.do(chromedp.EmulateViewport(width, 900))
		b.open(f.authorize(""))
		b.do(chromedp.Evaluate(`{
			const form = [...document.querySelectorAll("form.cognito-asf")].find(f => f.getClientRects().length);
			form.username.value = "eve"; form.password.value = "wrong"; true;
		}`, nil))
		_, err := chromedp.RunResponse(b.ctx, chromedp.Evaluate(`[...document.getElementsByName("signInSubmitButton")].find(e => e.getClientRects().length).click()`, nil))
		require.NoError(t, err)
		b.hasFocus("username")
		assert.Equal(t, "true", b.evaluate(`document.activeElement.getClientRects().length > 0`), "%d pixels: the field is displayed", width)
		assert.Equal(t, "Error: Signin", b.title())
		assert.Equal(t, "Incorrect username or password.", b.evaluate(`document.getElementById(document.activeElement.getAttribute("aria-describedby")).textContent`))
	}
}

// Without a script the pages work: the requirements are a plain list, and no button is without effect.
func TestPagesWorkWithoutAScript(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 2)
	b.do(emulation.SetScriptExecutionDisabled(true))
	b.open(strings.Replace(f.authorize(""), "/oauth2/authorize", "/signup", 1))
	assert.Contains(t, b.text(".requirements"), "Password must contain at least 8 characters")
	assert.Equal(t, "0", b.evaluate(`[...document.querySelectorAll(".show-password")].filter(e => e.getClientRects().length).length`))
	b.fill("username", "ada")
	b.fill("requiredAttributes[email]", "ada@example.com")
	b.fill("password", "Passw0rd!")
	b.press("signUpButton")
	assert.Contains(t, b.text("p[role=status]"), "a***@e***")
}
