//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// fakeBrowserName is the command that openBrowser runs on Linux.
const fakeBrowserName = "xdg-open"

// The environment variables that control the fake browser.
const (
	fakeUsername = "FAKE_USERNAME"
	fakePassword = "FAKE_PASSWORD"
	fakeOutcome  = "FAKE_OUTCOME" // empty: sign in; "deny": return an error to the callback; "close": never call the callback
)

// fakeBrowser signs a user in at a URL of the authorization endpoint, and opens the callback.
func fakeBrowser(arguments []string) (exitCode int) {
	if err := browse(context.Background(), arguments[0]); err != nil {
		fmt.Fprintln(os.Stderr, "the fake browser:", err)
		return 1
	}
	return 0
}

func browse(ctx context.Context, address string) error {
	authorize, err := url.Parse(address)
	if err != nil {
		return err
	}
	sent := authorize.Query()
	back := url.Values{"state": {sent.Get("state")}}
	switch os.Getenv(fakeOutcome) {
	case "close":
		return nil
	case "deny":
		back.Set("error", "access_denied")
	default:
		authorize.RawQuery = ""
		client := &login.Client{AuthorizationEndpoint: authorize.String(), ClientID: sent.Get("client_id"), RedirectURI: sent.Get("redirect_uri")}
		credentials := login.Credentials{Username: os.Getenv(fakeUsername), Password: os.Getenv(fakePassword)}
		callback, err := client.NewBrowser().SignInWith(ctx, credentials, func(query url.Values) {
			clear(query)
			maps.Copy(query, sent)
		})
		if err != nil {
			return err
		}
		back.Set("code", callback.Code)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, sent.Get("redirect_uri")+"?"+back.Encode(), nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return errors.New("the callback returned " + response.Status)
	}
	return response.Body.Close()
}
