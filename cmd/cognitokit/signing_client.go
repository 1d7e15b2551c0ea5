package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// whichClient selects an app client on the command line: of a folder in which Terraform ran, or
// of a file with the outputs.
type whichClient struct {
	outputs   string
	workspace string
	client    string
}

func (w *whichClient) flags(flags *pflag.FlagSet) {
	flags.StringVar(&w.outputs, "outputs", "", "file with the output of terraform output -json, or -, instead of DIR")
	flags.StringVar(&w.workspace, "workspace", "", "workspace of DIR (default the selected one)")
	flags.StringVar(&w.client, "client", "", "key of the client in the input clients; required if several clients sign users in")
}

// signingClient is an app client that signs users in.
type signingClient struct {
	login.Client

	key    string
	issuer string
	// callbacks are its callback URLs, or nil if the outputs do not have them.
	callbacks []string
}

// read returns the selected client.
func (w whichClient) read(ctx context.Context, folders []string, stdin io.Reader) (*signingClient, error) {
	e, err := w.environment(ctx, folders, stdin)
	if err != nil {
		return nil, err
	}
	var keys []string
	clients := map[string]*declared.Client{}
	for i := range e.Clients {
		keys = append(keys, e.Clients[i].Key)
		clients[e.Clients[i].Key] = &e.Clients[i]
	}
	key, err := chooseClient(w.client, keys, func(key string) bool {
		// A client for machines has an empty list: it gets no response to a code.
		fields := clients[key].Declared.CodeResponseFields
		return fields == nil || len(fields) > 0
	})
	if err != nil {
		return nil, err
	}
	found := clients[key]
	c := &signingClient{key: key, issuer: e.Endpoints.Issuer, callbacks: found.Declared.CallbackURLs, Client: login.Client{
		HTTP:                  exchange.Client(nil),
		AuthorizationEndpoint: e.Endpoints.AuthorizationEndpoint,
		TokenEndpoint:         e.Endpoints.TokenEndpoint,
		ClientID:              found.ID,
	}}
	if found.Secret != nil {
		c.ClientSecret = string(*found.Secret)
	}
	return c, nil
}

// environment reads the outputs of the selected environment.
func (w whichClient) environment(ctx context.Context, folders []string, stdin io.Reader) (*declared.Environment, error) {
	var all []declared.Environment
	var err error
	if len(folders) == 1 && w.outputs == "" && isFile(folders[0]) {
		folders, w.outputs = nil, folders[0]
	}
	switch {
	case len(folders) > 0 && w.outputs != "":
		return nil, errors.New("--outputs: it cannot be combined with a folder. Remove one of them")
	case len(folders) > 1 || len(folders) == 0 && w.outputs == "":
		return nil, errors.New("one environment is required. Name a folder in which `terraform apply` ran, or the file of its outputs")
	case w.outputs != "" && w.workspace != "":
		return nil, errors.New("--workspace: it cannot be combined with --outputs. Remove one of them")
	case w.outputs != "":
		all, err = readOutputsFile(w.outputs, stdin)
	default:
		all, err = readWorkspace(ctx, folders[0], w.workspace, false)
	}
	if err != nil {
		return nil, err
	}
	return onlyOne(all)
}

// onlyOne returns the one environment of the outputs.
func onlyOne(all []declared.Environment) (*declared.Environment, error) {
	if len(all) > 1 {
		return nil, fmt.Errorf("%s: the outputs have several environments, and one is required. Write one with `terraform output -json NAME`: %s", all[0].Source, names(all))
	}
	return &all[0], nil
}

// redirectTo sets the callback: the named one, or the first that suits accepts.
func (c *signingClient) redirectTo(named string, suits func(string) bool) error {
	switch {
	case named != "" && c.callbacks != nil && !slices.Contains(c.callbacks, named):
		return fmt.Errorf("--callback: the client %q has no callback %s. Use --callback %s", c.key, named, strings.Join(c.callbacks, ", --callback "))
	case named != "":
		c.RedirectURI = named
		return nil
	case c.callbacks == nil:
		return errors.New("the outputs do not have the callbacks of the client. Name one with --callback")
	}
	if i := slices.IndexFunc(c.callbacks, suits); i >= 0 {
		c.RedirectURI = c.callbacks[i]
		return nil
	}
	return fmt.Errorf("clients.%s.callback_urls: no callback is on this machine. Add one such as http://localhost:3000/callback, or sign in without a browser with --username", c.key)
}

// unreadable returns why a file that the caller named cannot be read.
func unreadable(name string, err error) error {
	if problem, ok := errors.AsType[*fs.PathError](err); ok {
		err = problem.Err // its text repeats the name
	}
	return fmt.Errorf("%s cannot be read: %w", name, err)
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
