package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// tokenResponses are the two token responses of a sign-in, and what leads to them.
type tokenResponses struct {
	client    *login.Client
	callback  *login.Callback
	code      *login.Response
	refreshed *login.Response
}

// print writes both responses, the refresh response last.
func (t tokenResponses) print(w io.Writer, title func(string), full bool) error {
	for _, r := range []struct {
		title    string
		response *login.Response
	}{{"response to the code", t.code}, {"response to the refresh", t.refreshed}} {
		title(r.title)
		text, err := readable(r.response.Body, full)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w, text); err != nil {
			return err
		}
	}
	return nil
}

// signIn makes a user and signs them in at the example's client.
func (d *demo) signIn(ctx context.Context) error {
	e := &d.proof.environments[0]
	c := &e.Clients[0]
	username, password, err := d.proof.makeUser(ctx, e)
	if err != nil {
		return err
	}
	endpoints, err := d.proof.discover(ctx, e)
	if err != nil {
		return err
	}
	d.shown.client = &login.Client{
		HTTP:                  d.proof.server.Client(),
		AuthorizationEndpoint: endpoints.Authorization,
		TokenEndpoint:         endpoints.Token,
		ClientID:              c.ID,
		RedirectURI:           c.Declared.CallbackURLs[0],
		Scopes:                c.Declared.AllowedOAuthScopes,
	}
	if c.Secret != nil {
		d.shown.client.ClientSecret = string(*c.Secret)
	}
	d.shown.callback, err = d.shown.client.NewBrowser().SignIn(ctx, login.Credentials{Username: username, Password: password})
	return err
}

func (d *demo) exchange(ctx context.Context) (err error) {
	if d.shown.code, err = d.shown.client.Exchange(ctx, d.shown.callback.Code, d.shown.callback.CodeVerifier); err != nil {
		return err
	}
	return holds(d.shown.code, d.proof.environments[0].Clients[0].Declared.CodeResponseFields)
}

func (d *demo) refresh(ctx context.Context) (err error) {
	var tokens struct {
		Refresh string `json:"refresh_token"`
	}
	if err := json.Unmarshal(d.shown.code.Body, &tokens); err != nil {
		return err
	}
	if d.shown.refreshed, err = d.shown.client.Refresh(ctx, tokens.Refresh); err != nil {
		return err
	}
	return holds(d.shown.refreshed, d.proof.environments[0].Clients[0].Declared.RefreshResponseFields)
}

// holds reports whether a token response is a success with exactly the fields that the
// configuration promises.
func holds(response *login.Response, promised []string) error {
	var body map[string]json.RawMessage
	if err := json.Unmarshal(response.Body, &body); err != nil {
		return fmt.Errorf("the token endpoint answered %d without JSON", response.Status)
	}
	if response.Status != http.StatusOK {
		return fmt.Errorf("the token endpoint answered %d with error %s", response.Status, body["error"])
	}
	if got := slices.Sorted(maps.Keys(body)); !slices.Equal(got, promised) {
		return fmt.Errorf("the token response has the fields %s, and the configuration promises %s", strings.Join(got, ", "), strings.Join(promised, ", "))
	}
	return nil
}
