package main

import (
	"cmp"
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

// clientOptions select an app client of an applied root module: the folder of the root, or a file with
// its outputs, and the key of the client.
type clientOptions struct {
	outputs   string
	workspace string
	key       string
}

func (o *clientOptions) flags(flags *pflag.FlagSet) {
	flags.StringVar(&o.outputs, "outputs", "", "file with the output of terraform output -json, or - for standard input, instead of DIR")
	flags.StringVar(&o.workspace, "workspace", "", "workspace of DIR (default the selected one)")
	flags.StringVar(&o.key, "client", "", "key of the client in the input clients; required if several clients sign users in")
}

// signingClient is an app client that signs users in.
type signingClient struct {
	login.Client

	key    string
	issuer string
	// callbacks are the callback URLs, or nil if the outputs do not have them.
	callbacks []string
}

// read returns the selected client.
func (o clientOptions) read(ctx context.Context, folders []string, stdin io.Reader) (*signingClient, error) {
	e, err := o.environment(ctx, folders, stdin)
	if err != nil {
		return nil, err
	}
	var keys []string
	clients := map[string]*declared.Client{}
	for i := range e.Clients {
		keys = append(keys, e.Clients[i].Key)
		clients[e.Clients[i].Key] = &e.Clients[i]
	}
	key, err := chooseClient(o.key, keys, func(key string) bool {
		// A client for machines gets no code, so its list is empty (output refresh_contract). Outputs
		// without the contract have no list at all.
		fields := clients[key].Declared.CodeResponseFields
		return fields == nil || len(fields) > 0
	})
	if err != nil {
		return nil, err
	}
	found := clients[key]
	authorization, token, err := signInEndpoints(e)
	if err != nil {
		return nil, err
	}
	c := &signingClient{key: key, issuer: e.Endpoints.Issuer, callbacks: found.Declared.CallbackURLs, Client: login.Client{
		HTTP:                  exchange.Client(nil),
		AuthorizationEndpoint: authorization,
		TokenEndpoint:         token,
		ClientID:              found.ID,
	}}
	if found.Secret != nil {
		c.ClientSecret = string(*found.Secret)
	}
	return c, nil
}

// signInEndpoints returns the authorization endpoint and the token endpoint. An output that a root without the module declares
// may have only the base URL of the login pages.
func signInEndpoints(e *declared.Environment) (authorization, token string, err error) {
	authorization, token = e.Endpoints.AuthorizationEndpoint, e.Endpoints.TokenEndpoint
	if base := strings.TrimSuffix(e.Endpoints.LoginBaseURL, "/"); base != "" {
		authorization, token = cmp.Or(authorization, base+"/oauth2/authorize"), cmp.Or(token, base+"/oauth2/token")
	}
	if authorization == "" || token == "" {
		return "", "", fmt.Errorf(`%s: environment.login_base_url: the address of the login pages is missing. Write value = module.cognito.environment, or login_base_url = "https://PREFIX.auth.%s.amazoncognito.com"`, e.Source, e.Region)
	}
	return authorization, token, nil
}

// environment reads the outputs of the selected environment.
func (o clientOptions) environment(ctx context.Context, folders []string, stdin io.Reader) (*declared.Environment, error) {
	var all []declared.Environment
	var err error
	if len(folders) == 1 && o.outputs == "" && isFile(folders[0]) {
		folders, o.outputs = nil, folders[0]
	}
	switch {
	case len(folders) > 0 && o.outputs != "":
		return nil, errors.New("--outputs: it cannot be combined with a folder. Remove one of them")
	case len(folders) > 1 || len(folders) == 0 && o.outputs == "":
		return nil, errors.New("one environment is required. Name a folder in which `terraform apply` ran, or the file of its outputs")
	case o.outputs != "" && o.workspace != "":
		return nil, errors.New("--workspace: it cannot be combined with --outputs. Remove one of them")
	case o.outputs != "":
		all, err = readOutputsFile(o.outputs, stdin)
	default:
		all, err = readWorkspace(ctx, folders[0], o.workspace, false)
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

// redirectTo sets the callback URL: the one that --callback names, or else the first that accepts returns
// true for.
func (c *signingClient) redirectTo(named string, accepts func(string) bool) error {
	switch {
	case named != "" && c.callbacks != nil && !slices.Contains(c.callbacks, named):
		return fmt.Errorf("--callback: the client %q has no callback %s. Use --callback %s", c.key, named, strings.Join(c.callbacks, ", --callback "))
	case named != "":
		c.RedirectURI = named
		return nil
	case c.callbacks == nil:
		return errors.New("the outputs do not have the callback URLs of the client. Name one with --callback")
	}
	if i := slices.IndexFunc(c.callbacks, accepts); i >= 0 {
		c.RedirectURI = c.callbacks[i]
		return nil
	}
	return fmt.Errorf("clients.%s.callback_urls: no callback URL is on this machine. Add one such as http://localhost:3000/callback, or sign in without a browser with --username", c.key)
}

// unreadable returns the error for a file that cannot be read.
func unreadable(name string, err error) error {
	if problem, ok := errors.AsType[*fs.PathError](err); ok {
		err = problem.Err // its text repeats the name
	}
	fix := "Name another file"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		fix = "Check the path"
	case errors.Is(err, fs.ErrPermission):
		fix = "Check its permissions"
	}
	return fmt.Errorf("%s cannot be read: %w. %s", name, err, fix)
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
