package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	cognitokit "github.com/cognitokit/terraform-aws-cognito"
	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

type postmanOptions struct {
	client     string
	out        string
	collection string
	username   string
}

func newPostmanCommand() *cobra.Command {
	var o postmanOptions
	command := &cobra.Command{
		Use:   "postman DIR",
		Short: "Write the Postman environment of a client that Terraform created",
		Long: `Write the environment file of examples/postman for one client of the applied root module in DIR: its endpoints, its id
and secret, its default or first callback URL, its scopes, and the expected fields of its token responses.

The root module requires the output "environment" with the value module.cognito.environment. For a client with a
secret, it also requires the output "client_secrets" with the value module.cognito.client_secrets. All examples have
both. The file contains the secret, and only you can read it. It does not contain the user's password: write it in
Postman, or pass it to newman with --env-var password=...

--collection also writes the collection itself, for a machine without a clone of the repository.

  cognitokit postman environments/dev --client web
  cognitokit postman environments/dev --collection cognito.postman_collection.json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("postman requires one folder, in which `terraform apply` ran")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.run(cmd.Context(), args[0], cmd.OutOrStdout()); err != nil {
				return fmt.Errorf("postman: %w", err)
			}
			return nil
		},
	}
	flags := command.Flags()
	flags.StringVar(&o.client, "client", "", "key of the client in the input clients; required if several clients sign users in")
	flags.StringVar(&o.out, "out", "", "file to write (default CLIENT.postman_environment.json in the current folder)")
	flags.StringVar(&o.collection, "collection", "", "file to write with the Postman collection (default none)")
	flags.StringVar(&o.username, "username", "", "user who signs in (default empty)")
	return command
}

func (o postmanOptions) run(ctx context.Context, folder string, w io.Writer) error {
	a, err := readApplied(ctx, folder)
	if err != nil {
		return err
	}
	key, err := a.choose(o.client)
	if err != nil {
		return err
	}
	environment, missing := a.postmanEnvironment(key, o.username)
	out := cmp.Or(o.out, key+".postman_environment.json")
	if err := environment.write(out); err != nil {
		return err
	}
	collection := cmp.Or(o.collection, "examples/postman/cognito.postman_collection.json")
	if o.collection != "" {
		file, err := newPrivateFile(o.collection)
		if err != nil {
			return fmt.Errorf("--collection: %w", err)
		}
		if err := file.write(cognitokit.PostmanCollection); err != nil {
			return fmt.Errorf("--collection: %w", err)
		}
	}
	_, err = fmt.Fprintf(w, "%s contains the client %s. Import it and %s into Postman, and fill in: %s.\n",
		out, key, collection, strings.Join(missing, ", "))
	return err
}

// choose returns the key of the selected client, or of the only one that signs users in.
func (a *applied) choose(key string) (string, error) {
	var keys []string
	for i := range a.Clients {
		keys = append(keys, a.Clients[i].Key)
	}
	return chooseClient(key, keys, func(key string) bool {
		// A client for machines gets no code, so its list is empty (output refresh_contract).
		return len(a.client(key).Declared.CodeResponseFields) > 0
	})
}

// client returns the client with a key. The key must exist.
func (a *applied) client(key string) *declared.Client {
	return &a.Clients[slices.IndexFunc(a.Clients, func(c declared.Client) bool { return c.Key == key })]
}

// chooseClient returns the selected key, or the key of the only client that signs users in.
func chooseClient(key string, keys []string, signsIn func(key string) bool) (string, error) {
	var userClients []string
	for _, key := range keys {
		if signsIn(key) {
			userClients = append(userClients, key)
		}
	}
	switch {
	case len(userClients) == 0:
		return "", errors.New("no client signs users in")
	case key == "" && len(userClients) > 1:
		return "", fmt.Errorf("--client: there are several clients. Use --client %s", strings.Join(userClients, ", --client "))
	case key == "":
		return userClients[0], nil
	case !slices.Contains(keys, key):
		return "", fmt.Errorf("--client: %q is not a client. Use --client %s", key, strings.Join(userClients, ", --client "))
	case !slices.Contains(userClients, key):
		return "", fmt.Errorf("--client: the client %q is for machines and does not sign users in. Use --client %s", key, strings.Join(userClients, ", --client "))
	}
	return key, nil
}
