package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/cognitokit/terraform-aws-cognito/internal/duration"
	"github.com/cognitokit/terraform-aws-cognito/internal/jwt"
)

type tokenDecodeOptions struct {
	json   bool
	verify bool
	issuer string
}

func newTokenDecodeCommand() *cobra.Command {
	var o tokenDecodeOptions
	command := &cobra.Command{
		Use:   "decode [TOKEN|-]",
		Short: "Show the header and the claims of a token, and when it expires",
		Long: `Show the header and the claims of an access token or an ID token, and when it was issued and expires.

Without TOKEN, the command reads the token from standard input. Other users of the machine can see an argument, but
not standard input. A refresh token of Cognito is encrypted, and only Cognito can decode it.

--verify checks the signature with the published keys of the token's issuer. The issuer must be a user pool of Cognito,
or the URL of --issuer. The command cannot check whether a token was revoked.

  cognitokit login environments/dev --json | jq -r .access_token | cognitokit token decode --verify`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.run(cmd, args); err != nil {
				return fmt.Errorf("token decode: %w", err)
			}
			return nil
		},
	}
	flags := command.Flags()
	flags.BoolVar(&o.json, "json", false, "print only the header and the claims, as one JSON object")
	flags.BoolVar(&o.verify, "verify", false, "check the signature with the issuer's keys")
	flags.StringVar(&o.issuer, "issuer", "", "URL of the issuer that --verify requires (default any user pool)")
	return command
}

func (o tokenDecodeOptions) run(cmd *cobra.Command, args []string) error {
	if o.issuer != "" && !o.verify {
		return errors.New("--issuer requires --verify")
	}
	compact, err := readToken(args, cmd.InOrStdin())
	if err != nil {
		return err
	}
	token, err := jwt.Parse(compact)
	if err != nil {
		return err
	}
	var verified string
	if o.verify {
		if verified, err = verify(cmd.Context(), token, o.issuer); err != nil {
			if cmd.Context().Err() != nil {
				return errInterrupted
			}
			return err
		}
	}
	text, err := formatToken(token, o.json, verified, time.Now())
	if err != nil {
		return err
	}
	_, err = io.WriteString(cmd.OutOrStdout(), text)
	return err
}

func readToken(args []string, stdin io.Reader) (string, error) {
	if len(args) > 1 {
		return "", errors.New("decode requires one token. Write it as the argument, or pipe it into standard input")
	}
	if len(args) == 1 && args[0] != "-" {
		return strings.TrimSpace(args[0]), nil
	}
	text, err := readInput(stdin, maxTokenInput)
	if err != nil {
		return "", fmt.Errorf("standard input cannot be read: %w", err)
	}
	token := strings.TrimSpace(string(text))
	if token == "" {
		return "", errors.New("standard input is empty. Pipe a token into it")
	}
	return token, nil
}

// formatToken returns header and claims as indented JSON, then the times as sentences. With
// onlyJSON, it returns one JSON object without the times.
func formatToken(token *jwt.Token, onlyJSON bool, verified string, now time.Time) (string, error) {
	if onlyJSON {
		text, err := json.MarshalIndent(map[string]json.RawMessage{"header": token.Header(), "claims": token.Claims()}, "", "  ")
		return string(text) + "\n", err
	}
	var b bytes.Buffer
	for _, part := range []struct {
		name string
		text []byte
	}{{"Header", token.Header()}, {"Claims", token.Claims()}} {
		b.WriteString(part.name + "\n")
		if err := json.Indent(&b, part.text, "", "  "); err != nil {
			return "", err
		}
		b.WriteString("\n\n")
	}
	for _, line := range tokenTimes(token, now) {
		b.WriteString(line + "\n")
	}
	b.WriteString(cmp.Or(verified, "The signature is not checked. Use --verify to check it.") + "\n")
	return b.String(), nil
}

// tokenTimes returns a line for each claim that is a time (RFC 7519 section 4.1; auth_time: OpenID
// Connect Core section 2). It ignores a claim that is not a number.
func tokenTimes(token *jwt.Token, now time.Time) []string {
	var claims map[string]any
	_ = token.Decode(&claims) // jwt.Parse has checked that the claims are an object
	var lines []string
	for _, c := range []struct{ claim, means string }{{"auth_time", "signed in"}, {"iat", "issued"}, {"exp", "expires"}} {
		seconds, ok := claims[c.claim].(float64)
		if !ok || math.Abs(seconds) > maxSeconds {
			continue
		}
		at := time.Unix(int64(seconds), 0)
		means, away := c.means, "in "+duration.Clock(at.Sub(now))
		switch {
		case !at.After(now):
			means, away = strings.Replace(means, "expires", "expired", 1), duration.Clock(now.Sub(at))+" ago"
		case c.claim == "exp":
			away = duration.Clock(at.Sub(now)) + " left"
		}
		lines = append(lines, fmt.Sprintf("%-10s %-10s %s, %s", c.claim, means, at.UTC().Format(time.RFC3339), away))
	}
	return lines
}

// maxSeconds is the end of the year 9999 in seconds since 1970. RFC 3339 cannot represent later times.
const maxSeconds = 253402300799
