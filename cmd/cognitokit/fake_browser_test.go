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

// fakeBrowserName is what openBrowser runs, other than on macOS and Windows.
const fakeBrowserName = "xdg-open"

// The variables that steer the fake browser.
const (
	fakeUsername = "FAKE_USERNAME"
	fakePassword = "FAKE_PASSWORD"
	fakeAnswer   = "FAKE_ANSWER" // empty: sign in; "refuse": come back with an error; "close": never come back
)

// fakeBrowser signs a person in at the address, and goes where that leads.
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
	switch os.Getenv(fakeAnswer) {
	case "close":
		return nil
	case "refuse":
		back.Set("error", "access_denied")
	default:
		authorize.RawQuery = ""
		client := &login.Client{AuthorizationEndpoint: authorize.String(), ClientID: sent.Get("client_id"), RedirectURI: sent.Get("redirect_uri")}
		who := login.Credentials{Username: os.Getenv(fakeUsername), Password: os.Getenv(fakePassword)}
		callback, err := client.NewBrowser().SignInWith(ctx, who, func(query url.Values) {
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
		return errors.New("the callback answered " + response.Status)
	}
	return response.Body.Close()
}
