package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// keepRunning prints how to use the running emulator, and waits for Ctrl-C.
func (p *proof) keepRunning(ctx context.Context) error {
	p.progress.title("The emulator is running. With these variables, an app, the AWS CLI and curl reach it:")
	env := p.server.Env()
	for _, e := range p.environments[:min(len(p.environments), 1)] {
		env["AWS_REGION"], env["AWS_DEFAULT_REGION"] = e.Region, e.Region // a root can have another region than the caller
	}
	for _, line := range shellLines(env) {
		p.progress.note("export %s", line)
	}
	for i := range p.environments {
		if err := p.announcePool(ctx, &p.environments[i]); err != nil {
			return err
		}
	}
	p.progress.note("Ctrl-C destroys it.")
	<-ctx.Done()
	return nil
}

// announcePool creates a user in a pool and prints where the user signs in.
func (p *proof) announcePool(ctx context.Context, e *declared.Environment) error {
	p.progress.title("user pool " + e.Name + "  " + e.UserPoolID)
	username, password, err := p.createUser(ctx, e)
	if err != nil {
		p.progress.note("no user could be created: %v", err)
	} else {
		p.progress.note("user      %s", username)
		p.progress.note("password  %s", password)
	}
	for i := range e.Clients {
		c := &e.Clients[i]
		p.progress.note("client %s  %s", c.Key, c.ID)
		if page := p.page(ctx, e, c); page != "" {
			p.progress.note("login     %s", page)
		}
	}
	return nil
}

// createUser creates a confirmed user with a random password, as an administrator does. Further calls
// for the pool return the same user.
func (p *proof) createUser(ctx context.Context, e *declared.Environment) (username, password string, err error) {
	if existing, ok := p.users[e.UserPoolID]; ok {
		return existing.Username, existing.Password, nil
	}
	defer func() {
		if err == nil {
			p.users[e.UserPoolID] = login.Credentials{Username: username, Password: password}
		}
	}()
	api := p.api(e.Region)
	email := "ada@example.com"
	username, password = email, "Aa1!"+rand.Text() // one character of each class that a password policy can require
	described, err := api.DescribeUserPool(ctx, &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: &e.UserPoolID})
	if err != nil {
		return "", "", err
	}
	if len(described.UserPool.UsernameAttributes) == 0 {
		username = "ada"
	}
	_, err = api.AdminCreateUser(ctx, &cognitoidentityprovider.AdminCreateUserInput{
		UserPoolId: &e.UserPoolID, Username: &username, MessageAction: types.MessageActionTypeSuppress,
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: &email}, {Name: aws.String("email_verified"), Value: aws.String("true")}},
	})
	if err != nil {
		return "", "", err
	}
	_, err = api.AdminSetUserPassword(ctx, &cognitoidentityprovider.AdminSetUserPasswordInput{
		UserPoolId: &e.UserPoolID, Username: &username, Password: &password, Permanent: true,
	})
	return username, password, err
}

// page returns the URL at which a browser signs in, on the plain endpoint. It returns "" for a
// client or a pool without pages, and for a custom domain, which only the proxy serves.
func (p *proof) page(ctx context.Context, e *declared.Environment, c *declared.Client) string {
	described, err := p.api(e.Region).DescribeUserPool(ctx, &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: &e.UserPoolID})
	if err != nil || aws.ToString(described.UserPool.Domain) == "" || len(c.Declared.CallbackURLs) == 0 {
		return ""
	}
	query := url.Values{
		"client_id": {c.ID}, "response_type": {"code"}, "redirect_uri": {c.Declared.CallbackURLs[0]}, "scope": {strings.Join(c.Declared.AllowedOAuthScopes, " ")},
	}
	return fmt.Sprintf("http://%s.auth.%s.localhost:%s/login?%s", aws.ToString(described.UserPool.Domain), e.Region, port(p.server.URL), query.Encode())
}
