package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/tokenresponse"
)

// tokenResponses are the token responses to the code and to the refresh, with the client and the callback
// of the sign-in.
type tokenResponses struct {
	client    *login.Client
	callback  *login.Callback
	code      tokenresponse.Response
	refreshed tokenresponse.Response
}

// print writes both responses, first the response to the code. Unless full, it shortens the tokens.
func (t tokenResponses) print(w io.Writer, title func(string), full bool) error {
	for _, r := range []struct {
		title  string
		tokens tokenresponse.Response
	}{{"response to the code", t.code}, {"response to the refresh", t.refreshed}} {
		title(r.title)
		if err := showTokens(w, r.tokens, full); err != nil {
			return err
		}
	}
	return nil
}

// signIn creates a user, and signs in to the example's client.
func (d *demo) signIn(ctx context.Context) error {
	e := &d.proof.environments[0]
	c := &e.Clients[0]
	username, password, err := d.proof.createUser(ctx, e)
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

func (d *demo) exchange(ctx context.Context) error {
	response, err := d.shown.client.Exchange(ctx, d.shown.callback.Code, d.shown.callback.CodeVerifier)
	if err != nil {
		return err
	}
	d.shown.code, err = declaredTokens(response, d.proof.environments[0].Clients[0].Declared.CodeResponseFields)
	return err
}

func (d *demo) refresh(ctx context.Context) error {
	response, err := d.shown.client.Refresh(ctx, d.shown.code.RefreshToken())
	if err != nil {
		return err
	}
	d.shown.refreshed, err = declaredTokens(response, d.proof.environments[0].Clients[0].Declared.RefreshResponseFields)
	return err
}

// declaredTokens returns the tokens of a response. The response must be a success, with
// exactly the declared fields (output refresh_contract).
func declaredTokens(response *login.Response, declared []string) (tokenresponse.Response, error) {
	tokens, err := tokenresponse.Parse(response.Body)
	if err != nil {
		return nil, fmt.Errorf("the token endpoint returned HTTP %d: %w", response.Status, err)
	}
	if response.Status != http.StatusOK {
		return nil, fmt.Errorf("the token endpoint returned HTTP %d with the error %q", response.Status, tokens.ErrorCode())
	}
	if got := slices.Sorted(maps.Keys(tokens)); !slices.Equal(got, declared) {
		return nil, fmt.Errorf("the token response has the fields %s. The configuration declares %s", strings.Join(got, ", "), strings.Join(declared, ", "))
	}
	return tokens, nil
}
