package cognitotest_test

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	permission "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A developer shows the configuration of an app by keyboard, and copies it. The page has the secret only
// after its button.
func TestConsoleShowsAndCopiesConfigurations(t *testing.T) {
	t.Parallel()
	b, f := openTab(t), newBrowserPool(t, 1)
	client, err := api(f.server, "us-east-1").CreateUserPoolClient(t.Context(), &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: &f.poolID, ClientName: aws.String("jobs"), GenerateSecret: true,
	})
	require.NoError(t, err)
	id, secret := *client.UserPoolClient.ClientId, *client.UserPoolClient.ClientSecret
	b.do(emulation.SetFocusEmulationEnabled(true), permission.GrantPermissions([]permission.PermissionType{permission.PermissionTypeClipboardReadWrite, permission.PermissionTypeClipboardSanitizedWrite}))
	b.openConsole(f.server, "")
	choose := func(client, library string) {
		b.do(chromedp.Evaluate(fmt.Sprintf(`{ const e = document.getElementById("config-%s-for"); e.value = %q; e.dispatchEvent(new Event("change", { bubbles: true })); e.focus(); }`, client, library), nil))
	}
	press := func(client, button string) {
		b.tabTo("config-" + client + "-" + button)
		b.keys(kb.Enter)
	}
	contains := func(text string) string {
		return b.evaluate(fmt.Sprintf("document.documentElement.outerHTML.includes(%q)", text))
	}
	shown := func(client string) string {
		return fmt.Sprintf(`document.getElementById("config-%s-text")`, client)
	}

	choose(f.clientID, "oidc-client-ts")
	press(f.clientID, "show")
	b.until(shown(f.clientID) + `.textContent.includes("new UserManager")`)
	assert.Contains(t, b.evaluate(shown(f.clientID)+`.innerText`), f.base+"/oauth2/token")
	press(f.clientID, "copy")
	b.says("The configuration is copied.")
	assert.Equal(t, b.evaluate(shown(f.clientID)+`.textContent`), b.resolve(`return navigator.clipboard.readText()`))

	choose(id, "amplify")
	press(id, "show")
	b.says(`The client "jobs" has a secret, which an app in a browser cannot keep. Use a client without a secret.`)
	assert.Equal(t, "true", b.evaluate(shown(id)+`.hidden`))
	choose(id, "boto3")
	press(id, "show")
	b.until(shown(id) + `.textContent.includes("COGNITO_CLIENT_SECRET")`)
	assert.Equal(t, "false", contains(secret))
	press(id, "secret")
	b.until(shown(id) + fmt.Sprintf(`.textContent.includes(%q)`, secret))
	f.server.Advance(1e9)
	b.until(`document.getElementById("ahead").textContent === "1 s ahead"`) // an update keeps what is shown
	assert.Equal(t, "false", b.evaluate(shown(id)+`.hidden`))
	choose(id, "spring") // the secret is not left on the screen
	assert.Equal(t, "true", b.evaluate(shown(id)+`.hidden`))
	assert.Equal(t, "false", contains(secret))
}
