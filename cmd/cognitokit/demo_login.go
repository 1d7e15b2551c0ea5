package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// clientKey is the example's app client.
const clientKey = "web"

// createUser makes a confirmed user with a random password, as an administrator does.
func (d *demo) createUser(ctx context.Context) error {
	env := d.server.Env()
	api := cognitoidentityprovider.NewFromConfig(aws.Config{
		Region:      d.outputs.Region,
		Credentials: credentials.NewStaticCredentialsProvider(env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], ""),
		HTTPClient:  d.server.Client(),
	})
	// One of each kind that a password policy can ask for, and chance.
	d.person = login.Credentials{Username: "ada@example.com", Password: "Aa1!" + rand.Text()}
	_, err := api.AdminCreateUser(ctx, &cognitoidentityprovider.AdminCreateUserInput{
		UserPoolId:    &d.outputs.UserPoolID,
		Username:      &d.person.Username,
		MessageAction: types.MessageActionTypeSuppress,
		UserAttributes: []types.AttributeType{
			{Name: aws.String("email"), Value: &d.person.Username},
			{Name: aws.String("email_verified"), Value: aws.String("true")},
		},
	})
	if err != nil {
		return err
	}
	_, err = api.AdminSetUserPassword(ctx, &cognitoidentityprovider.AdminSetUserPasswordInput{
		UserPoolId: &d.outputs.UserPoolID, Username: &d.person.Username, Password: &d.person.Password, Permanent: true,
	})
	return err
}

func (d *demo) signIn(ctx context.Context) (err error) {
	d.client = &login.Client{
		HTTP:                  d.server.Client(),
		AuthorizationEndpoint: d.outputs.AuthorizationEndpoint,
		TokenEndpoint:         d.outputs.TokenEndpoint,
		ClientID:              d.outputs.ClientIDs[clientKey],
		ClientSecret:          d.outputs.ClientSecrets[clientKey],
		RedirectURI:           callbackURL,
		Scopes:                []string{"openid", "email", "profile"},
	}
	d.callback, err = d.client.NewBrowser().SignIn(ctx, d.person)
	return err
}

func (d *demo) exchange(ctx context.Context) (err error) {
	if d.code, err = d.client.Exchange(ctx, d.callback.Code, d.callback.CodeVerifier); err != nil {
		return err
	}
	return holds(d.code, d.outputs.RefreshContract[clientKey].CodeResponseFields)
}

func (d *demo) refresh(ctx context.Context) (err error) {
	var tokens struct {
		Refresh string `json:"refresh_token"`
	}
	if err := json.Unmarshal(d.code.Body, &tokens); err != nil {
		return err
	}
	if d.refreshed, err = d.client.Refresh(ctx, tokens.Refresh); err != nil {
		return err
	}
	return holds(d.refreshed, d.outputs.RefreshContract[clientKey].RefreshResponseFields)
}

// holds reports whether a token response is a success with exactly the fields
// that the module promises.
func holds(response *login.Response, promised []string) error {
	var body map[string]json.RawMessage
	if err := json.Unmarshal(response.Body, &body); err != nil {
		return fmt.Errorf("the token endpoint answered %d without JSON", response.Status)
	}
	if response.Status != http.StatusOK {
		return fmt.Errorf("the token endpoint answered %d with error %s", response.Status, body["error"])
	}
	if got := slices.Sorted(maps.Keys(body)); !slices.Equal(got, promised) {
		return fmt.Errorf("the token response has the fields %s, and the module promises %s", strings.Join(got, ", "), strings.Join(promised, ", "))
	}
	return nil
}

// show prints both token responses, the refresh response last.
func (d *demo) show() error {
	for _, r := range []struct {
		title    string
		response *login.Response
	}{{"response to the code", d.code}, {"response to the refresh", d.refreshed}} {
		d.progress.title(r.title)
		text, err := readable(r.response.Body, d.options.full)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(d.out, text); err != nil {
			return err
		}
	}
	return nil
}

// explainKeep tells how to use what is left up.
func (d *demo) explainKeep() {
	host := strings.TrimSuffix(strings.TrimPrefix(d.outputs.LoginBaseURL, "https://"), ".amazoncognito.com")
	query := url.Values{
		"client_id": {d.client.ClientID}, "response_type": {"code"}, "redirect_uri": {callbackURL}, "scope": {strings.Join(d.client.Scopes, " ")},
	}
	d.progress.title("It is up. Sign in with a browser:")
	d.progress.note("login     http://%s.localhost:%s/login?%s", host, port(d.server.URL), query.Encode())
	d.progress.note("user      %s", d.person.Username)
	d.progress.note("password  %s", d.person.Password)
	d.progress.note("The browser ends at %s?code=..., where an app would listen.", callbackURL)
	d.progress.note("Ctrl-C destroys it.")
}
