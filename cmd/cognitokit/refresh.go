package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/tokenresponse"
)

type refreshOptions struct {
	which whichClient
	json  bool
}

func newRefreshCommand() *cobra.Command {
	var o refreshOptions
	command := &cobra.Command{
		Use:   "refresh SAVED|DIR",
		Short: "Refresh the tokens of a saved sign-in, or a refresh token on standard input",
		Long: `Refresh tokens at the token endpoint, and show the response.

SAVED is a file of cognitokit login --save. The command updates it as a whole or not at all: with rotation, the old
refresh token is valid only for the grace period.

With DIR or --outputs, the command reads the refresh token from standard input, alone or in a token response of
cognitokit login --json. It then stores nothing.

  cognitokit refresh ~/.orders-dev.json
  pbpaste | cognitokit refresh environments/dev --client web --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.run(cmd, args); err != nil {
				return fmt.Errorf("refresh: %w", err)
			}
			return nil
		},
	}
	flags := command.Flags()
	o.which.flags(flags)
	flags.BoolVar(&o.json, "json", false, "show the whole token response")
	return command
}

func (o refreshOptions) run(cmd *cobra.Command, args []string) error {
	if len(args) == 1 && o.which.outputs == "" {
		if info, err := os.Stat(args[0]); err != nil {
			return unreadable(args[0], err)
		} else if !info.IsDir() {
			return o.saved(cmd, args[0])
		}
	}
	if o.which.outputs == "-" {
		return errors.New("--outputs: standard input is the refresh token. Name a file of the outputs")
	}
	client, err := o.which.read(cmd.Context(), args, nil)
	if err != nil {
		return err
	}
	token, err := readRefreshToken(cmd.InOrStdin())
	if err != nil {
		return err
	}
	tokens, err := refreshTokens(cmd, &client.Client, token)
	if err != nil {
		return err
	}
	if err := showTokens(cmd.OutOrStdout(), tokens, o.json); err != nil {
		return err
	}
	return interruptedAfter(cmd, "the response is whole")
}

// refreshTokens sends a refresh token, and returns the tokens of the response.
func refreshTokens(cmd *cobra.Command, client *login.Client, token string) (tokenresponse.Response, error) {
	if cmd.Context().Err() != nil {
		return nil, errInterrupted
	}
	response, err := finish(cmd.Context(), cmd.ErrOrStderr(), func(ctx context.Context) (*login.Response, error) { return client.Refresh(ctx, token) })
	if err != nil {
		return nil, err
	}
	return acceptTokens(response, "refresh token")
}

// interruptedAfter returns an error if a signal arrived. The error reports what was done before.
func interruptedAfter(cmd *cobra.Command, done string) error {
	if cmd.Context().Err() == nil {
		return nil
	}
	return fmt.Errorf("%w, but %s", errInterrupted, done)
}

// saved refreshes the sign-in of a file. It checks that the file is writable before it uses the
// refresh token: after a rotation, the new token would be lost.
func (o refreshOptions) saved(cmd *cobra.Command, name string) error {
	if o.which.client != "" || o.which.workspace != "" {
		return errors.New("--client and --workspace require DIR or --outputs. Remove them")
	}
	s, err := readSavedLogin(name)
	if err != nil {
		return err
	}
	file, err := newPrivateFile(name)
	if err != nil {
		return err
	}
	tokens, err := refreshTokens(cmd, s.oauth(), s.Tokens.RefreshToken())
	if err != nil {
		file.discard()
		return err
	}
	s.update(tokens, time.Now())
	if err := s.write(file); err != nil {
		return err
	}
	if err := showTokens(cmd.OutOrStdout(), tokens, o.json); err != nil {
		return err
	}
	return interruptedAfter(cmd, name+" holds the new tokens")
}

// readRefreshToken reads a refresh token, alone or in a token response.
func readRefreshToken(r io.Reader) (string, error) {
	if file, ok := r.(*os.File); ok && isTerminal(file) {
		return "", errors.New("standard input is a terminal. Pipe the refresh token in, so that the terminal does not record it")
	}
	text, err := readInput(r, maxTokenInput)
	if err != nil {
		return "", fmt.Errorf("standard input cannot be read: %w", err)
	}
	text = bytes.TrimSpace(text)
	token := string(text)
	if bytes.HasPrefix(text, []byte("{")) {
		tokens, _ := tokenresponse.Parse(text) // on an error there is no token
		token = tokens.RefreshToken()
	}
	if token == "" || strings.ContainsAny(token, " \t\r\n") {
		return "", errors.New("standard input has no refresh token. Pipe in the token alone, or a token response in JSON")
	}
	return token, nil
}
