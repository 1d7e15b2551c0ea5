package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// defaultPasswordVariable is the environment variable with the password of --username, unless
// --password-env names another one.
const defaultPasswordVariable = "COGNITOKIT_PASSWORD"

// credentialSource is the user who signs in, and where the password comes from. A password is not an
// argument, because other users of the machine can see arguments.
type credentialSource struct {
	username         string
	passwordVariable string
	prompt           io.Writer // for the prompts
}

// credentials returns the user's credentials, with the password from the environment or from the
// terminal.
func (s credentialSource) credentials(ctx context.Context) (login.Credentials, error) {
	c := login.Credentials{Username: s.username, Password: passwordFrom(ctx, s.passwordVariable)}
	if isTerminal(os.Stdin) {
		c.OneTimeCode = func() (string, error) { return s.ask(ctx, "one-time code") }
	}
	if c.Password != "" {
		return c, nil
	}
	if !isTerminal(os.Stdin) {
		return c, fmt.Errorf("the password of %s is missing. Set the variable %s, or run the command in a terminal, which prompts for it", s.username, s.passwordVariable)
	}
	var err error
	if c.Password, err = s.ask(ctx, "password"); err == nil && c.Password == "" {
		err = errors.New("the typed password is empty. Type the password of the user")
	}
	return c, err
}

// ask prompts at the terminal, and reads a line without echo. An interrupt cancels it and turns the echo on again.
func (s credentialSource) ask(ctx context.Context, what string) (string, error) {
	terminal := int(os.Stdin.Fd())
	before, err := term.GetState(terminal)
	if err != nil {
		return "", fmt.Errorf("the terminal cannot prompt for the %s: %w", what, err)
	}
	_, _ = fmt.Fprintf(s.prompt, "%s of %s: ", what, s.username)
	type line struct {
		text []byte
		err  error
	}
	typed := make(chan line, 1)
	go func() {
		text, err := term.ReadPassword(terminal)
		typed <- line{text, err}
	}()
	select {
	case l := <-typed:
		_, _ = fmt.Fprintln(s.prompt) // the terminal did not echo the end of the line
		if l.err != nil {
			return "", fmt.Errorf("the terminal did not return the %s: %w", what, l.err)
		}
		return string(l.text), nil
	case <-ctx.Done():
		_ = term.Restore(terminal, before)
		_, _ = fmt.Fprintln(s.prompt)
		return "", errInterrupted
	}
}

// isTerminal reports whether a file is a terminal.
func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
