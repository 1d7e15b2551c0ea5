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
	client clientOptions
	json   bool
}

func newRefreshCommand() *cobra.Command {
	var o refreshOptions
	command := &cobra.Command{
		Use:   "refresh SAVED|DIR",
		Short: "Refresh the tokens of a saved sign-in, or a refresh token on standard input",
		Long: `Refresh tokens at the token endpoint, and show the token response.

SAVED is a file that cognitokit login --save wrote. The command replaces its tokens with the new ones: with rotation,
the old refresh token expires after the grace period. If the refresh fails, the file stays unchanged.

With the folder DIR of an applied root module, or with --outputs, the command reads the refresh token from standard
input: the token itself, or a token response of cognitokit login --json. It then stores nothing.

  cognitokit refresh ~/.orders-dev.json
  cognitokit login environments/dev --client web --json | cognitokit refresh environments/dev --client web --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.run(cmd, args); err != nil {
				return fmt.Errorf("refresh: %w", err)
			}
			return nil
		},
	}
	flags := command.Flags()
	o.client.flags(flags)
	flags.BoolVar(&o.json, "json", false, "print the complete token response")
	return command
}

func (o refreshOptions) run(cmd *cobra.Command, args []string) error {
	if len(args) == 1 && o.client.outputs == "" {
		if info, err := os.Stat(args[0]); err != nil {
			return unreadable(args[0], err)
		} else if !info.IsDir() {
			return o.saved(cmd, args[0])
		}
	}
	if o.client.outputs == "-" {
		return errors.New("--outputs: standard input is the refresh token. Name a file of the outputs")
	}
	client, err := o.client.read(cmd.Context(), args, nil)
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
	return interruptedAfter(cmd, "the response is complete")
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

// interruptedAfter returns an error if a signal arrived. The error also states what the command completed.
func interruptedAfter(cmd *cobra.Command, done string) error {
	if cmd.Context().Err() == nil {
		return nil
	}
	return fmt.Errorf("%w, but %s", errInterrupted, done)
}

// saved refreshes the sign-in of a file. It checks that the file is writable before it uses the
// refresh token: after a rotation, the new token would be lost.
func (o refreshOptions) saved(cmd *cobra.Command, name string) error {
	if o.client.key != "" || o.client.workspace != "" {
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
	return interruptedAfter(cmd, name+" contains the new tokens")
}

// readRefreshToken reads a refresh token: the token itself, or a token response in JSON.
func readRefreshToken(r io.Reader) (string, error) {
	if file, ok := r.(*os.File); ok && isTerminal(file) {
		return "", errors.New("standard input is a terminal. Pipe the refresh token in, so that the terminal does not display it")
	}
	text, err := readInput(r, maxTokenInput)
	if err != nil {
		return "", fmt.Errorf("standard input cannot be read: %w", err)
	}
	text = bytes.TrimSpace(text)
	token := string(text)
	if bytes.HasPrefix(text, []byte("{")) {
		tokens, _ := tokenresponse.Parse(text) // after an error, the response has no token
		token = tokens.RefreshToken()
	}
	if token == "" || strings.ContainsAny(token, " \t\r\n") {
		return "", errors.New("standard input has no refresh token. Pipe in the token, or a token response in JSON")
	}
	return token, nil
}
