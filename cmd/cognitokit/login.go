package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/cognitokit/terraform-aws-cognito/internal/jwt"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/tokenresponse"
)

type loginOptions struct {
	client           clientOptions
	callback         string
	scopes           []string
	username         string
	passwordVariable string
	noBrowser        bool
	timeout          time.Duration
	save             string
	json             bool
}

func newLoginCommand() *cobra.Command {
	var o loginOptions
	command := &cobra.Command{
		Use:   "login DIR|FILE",
		Short: "Sign in to an app client, in your browser or without one, and show the tokens",
		Long: `Sign in to an app client with the authorization code grant and PKCE, and show the token response.

DIR is the folder of the applied root module that declares the client, with the output environment. docs/own-root.md
shows this output for a root without the module. FILE has the output of "terraform output -json" of that folder.

You sign in in your browser, which then opens a callback URL on this machine. The client requires a callback URL such
as http://localhost:3000/callback, and no other program may listen on its port.

With --username, the command signs in without a browser. The password comes from the variable COGNITOKIT_PASSWORD, or
is typed at the terminal.

The command prints shortened tokens. --json prints the complete response. Only --save stores the tokens and the
client's secret, in a file that only you can read (mode 0600). cognitokit refresh reads that file.

  cognitokit login environments/dev --client web
  cognitokit login environments/dev --save ~/.orders-dev.json
  cognitokit login --outputs dev.json --callback http://localhost:3000/callback --json | jq -r .id_token | cognitokit token decode`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.run(cmd, args); err != nil {
				return fmt.Errorf("login: %w", err)
			}
			return nil
		},
	}
	flags := command.Flags()
	o.client.flags(flags)
	flags.StringVar(&o.callback, "callback", "", "callback URL of the client (default its first URL on this machine; with --username, its first URL)")
	flags.StringSliceVar(&o.scopes, "scope", nil, "scope to request, repeatable (default all scopes of the client)")
	flags.StringVar(&o.username, "username", "", "user who signs in without a browser")
	flags.StringVar(&o.passwordVariable, "password-env", defaultPasswordVariable, "environment variable with the password of --username")
	flags.BoolVar(&o.noBrowser, "no-browser", false, "print the URL of the sign-in page and open no browser")
	flags.DurationVar(&o.timeout, "timeout", 5*time.Minute, "how long to wait for the browser")
	flags.StringVar(&o.save, "save", "", "file to write with the tokens and the client's secret, for cognitokit refresh")
	flags.BoolVar(&o.json, "json", false, "print the complete token response")
	return command
}

// check rejects flags that cannot be combined.
func (o loginOptions) check(changed func(string) bool) error {
	switch {
	case o.username != "" && o.noBrowser:
		return errors.New("--no-browser: it cannot be combined with --username, which signs in without a browser. Remove one of them")
	case o.username != "" && changed("timeout"):
		return errors.New("--timeout: it cannot be combined with --username, which signs in without a browser. Remove one of them")
	case o.username == "" && changed("password-env"):
		return errors.New("--password-env requires --username")
	case o.timeout <= 0:
		return errors.New("--timeout: the value is not positive. Write more than 0")
	}
	return nil
}

func (o loginOptions) run(cmd *cobra.Command, folders []string) (err error) {
	if err := o.check(cmd.Flags().Changed); err != nil {
		return err
	}
	ctx, notes := cmd.Context(), cmd.ErrOrStderr()
	client, err := o.client.read(ctx, folders, cmd.InOrStdin())
	if err != nil {
		return err
	}
	client.Scopes = o.scopes
	var file *privateFile
	if o.save != "" {
		if file, err = newPrivateFile(o.save); err != nil {
			return err
		}
		defer func() {
			if err != nil {
				file.discard()
			}
		}()
	}
	callback, err := o.signIn(ctx, client, notes)
	if ctx.Err() != nil {
		return errInterrupted
	}
	if err != nil {
		return err
	}
	tokens, err := finish(ctx, notes, func(ctx context.Context) (tokenresponse.Response, error) { return client.redeem(ctx, callback) })
	if err != nil {
		return err
	}
	if file != nil {
		if tokens.RefreshToken() == "" {
			return errors.New("--save: the token response has no refresh token to save. Remove --save")
		}
		if err := newSavedLogin(client, tokens, time.Now()).write(file); err != nil {
			return err
		}
		_, _ = fmt.Fprintf(notes, "%s contains the tokens. Only you can read it.\n", o.save)
	}
	if err := showTokens(cmd.OutOrStdout(), tokens, o.json); err != nil {
		return err
	}
	return interruptedAfter(cmd, "the sign-in is complete")
}

func (o loginOptions) signIn(ctx context.Context, client *signingClient, notes io.Writer) (*login.Callback, error) {
	if o.username != "" {
		if err := client.redirectTo(o.callback, func(string) bool { return true }); err != nil {
			return nil, err
		}
		return headless(ctx, client, credentialSource{o.username, o.passwordVariable, notes})
	}
	if err := client.redirectTo(o.callback, login.IsLoopback); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, o.timeout)
	defer cancel()
	callback, err := inBrowser(ctx, client, notes, !o.noBrowser)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, fmt.Errorf("no user signed in within %s. Allow more time with --timeout", o.timeout)
	}
	return callback, err
}

// headless signs in through the forms of the hosted pages, without a browser.
func headless(ctx context.Context, client *signingClient, source credentialSource) (*login.Callback, error) {
	credentials, err := source.credentials(ctx)
	if err != nil {
		return nil, err
	}
	callback, err := client.NewBrowser().SignIn(ctx, credentials)
	if errors.As(err, new(*login.UnknownPageError)) {
		return nil, fmt.Errorf("%w. Sign in in a browser: remove --username", err)
	}
	return callback, err
}

// inBrowser listens at the callback URL until the browser opens it with a code.
func inBrowser(ctx context.Context, client *signingClient, notes io.Writer, open bool) (*login.Callback, error) {
	loopback, err := login.ListenLoopback(client.RedirectURI)
	if err != nil {
		return nil, err
	}
	defer func() { _ = loopback.Close() }()
	authorization, err := client.Authorize()
	if err != nil {
		return nil, err
	}
	if open && openBrowser(ctx, authorization.URL) == nil {
		_, _ = fmt.Fprintf(notes, "Sign in in your browser. If none opens, open this address on this machine:\n\n  %s\n\n", authorization.URL)
	} else {
		_, _ = fmt.Fprintf(notes, "Open this address in a browser on this machine, and sign in:\n\n  %s\n\n", authorization.URL)
	}
	return loopback.Receive(ctx, authorization)
}

// redeem exchanges the code for tokens. An ID token must repeat the nonce of the request (OpenID
// Connect Core section 3.1.3.7). redeem does not verify its signature: that section permits this
// for a token that comes from the token endpoint over TLS.
func (c *signingClient) redeem(ctx context.Context, callback *login.Callback) (tokenresponse.Response, error) {
	response, err := c.Exchange(ctx, callback.Code, callback.CodeVerifier)
	if err != nil {
		return nil, err
	}
	tokens, err := acceptTokens(response, "code")
	if err != nil {
		return nil, err
	}
	idToken := tokens.IDToken()
	switch {
	case idToken == "" && slices.Contains(c.Scopes, "openid"):
		return nil, errors.New("the token response has no id_token, although the request has the scope openid")
	case idToken == "":
		return tokens, nil
	}
	var claims struct {
		Nonce string `json:"nonce"`
	}
	parsed, err := jwt.Parse(idToken)
	if err != nil || parsed.Decode(&claims) != nil || claims.Nonce != callback.Nonce {
		return nil, errors.New("the ID token does not repeat the nonce of this sign-in, so the tokens are not used")
	}
	return tokens, nil
}
