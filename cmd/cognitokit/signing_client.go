package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// requestTime bounds each request to an OAuth endpoint.
const requestTime = 30 * time.Second

// whichClient names an app client on the command line: that of a folder in which Terraform
// was applied, or of a file with the outputs.
type whichClient struct {
	outputs string
	client  string
}

func (w *whichClient) flags(flags *pflag.FlagSet) {
	flags.StringVar(&w.outputs, "outputs", "", "file with what `terraform output -json` prints, or -, instead of DIR")
	flags.StringVar(&w.client, "client", "", "key of the client in the input `clients`; needed if several sign users in")
}

// signingClient is an app client that people sign in to.
type signingClient struct {
	login.Client

	key    string
	issuer string
	// callbacks are its callback URLs. Outputs alone do not say them: known is false then.
	callbacks []string
	known     bool
}

// read finds the client. With a folder its state tells the callbacks, if they are asked for.
func (w whichClient) read(ctx context.Context, folders []string, callbacks bool, stdin io.Reader) (*signingClient, error) {
	a, err := w.applied(ctx, folders, callbacks, stdin)
	if err != nil {
		return nil, err
	}
	key, err := a.choose(w.client)
	if err != nil {
		return nil, err
	}
	c := &signingClient{key: key, issuer: a.Issuer, Client: login.Client{
		HTTP:                  &http.Client{Timeout: requestTime},
		AuthorizationEndpoint: a.AuthorizationEndpoint,
		TokenEndpoint:         a.TokenEndpoint,
		ClientID:              a.ClientIDs[key],
		ClientSecret:          a.ClientSecrets[key],
	}}
	if found := a.state.client(c.ClientID); found.ID != "" {
		c.callbacks, c.known = found.CallbackURLs, true
	}
	return c, nil
}

func (w whichClient) applied(ctx context.Context, folders []string, state bool, stdin io.Reader) (*applied, error) {
	switch {
	case len(folders) > 0 && w.outputs != "":
		return nil, errors.New("--outputs names the file of one environment, and a folder that of another: give one of them")
	case len(folders) > 1 || len(folders) == 0 && w.outputs == "":
		return nil, errors.New("name one folder in which `terraform apply` was run, or the file of its outputs with --outputs")
	case w.outputs == "-":
		text, err := io.ReadAll(stdin)
		if err != nil {
			return nil, fmt.Errorf("standard input cannot be read: %w", err)
		}
		return parseOutputs(text, "standard input")
	case w.outputs != "":
		text, err := os.ReadFile(w.outputs)
		if err != nil {
			return nil, unreadable(w.outputs, err)
		}
		return parseOutputs(text, w.outputs)
	}
	return readApplied(ctx, folders[0], state)
}

// redirectTo chooses the callback: the one that is named, or the first that suits.
func (c *signingClient) redirectTo(named string, suits func(string) bool) error {
	switch {
	case named != "" && c.known && !slices.Contains(c.callbacks, named):
		return fmt.Errorf("the client %q has no callback %s: choose one with --callback %s", c.key, named, strings.Join(c.callbacks, ", --callback "))
	case named != "":
		c.RedirectURI = named
		return nil
	case !c.known:
		return errors.New("outputs do not say which callbacks the client has: name one with --callback, or give the folder in which `terraform apply` was run")
	}
	if i := slices.IndexFunc(c.callbacks, suits); i >= 0 {
		c.RedirectURI = c.callbacks[i]
		return nil
	}
	return fmt.Errorf("the client %q has no callback on this machine: add one such as http://localhost:3000/callback to its callback_urls, or sign in without a browser with --username", c.key)
}

// unreadable says of a file that the caller named why it cannot be read.
func unreadable(name string, err error) error {
	if problem, ok := errors.AsType[*fs.PathError](err); ok {
		err = problem.Err // its text repeats the name
	}
	return fmt.Errorf("%s cannot be read: %w", name, err)
}
