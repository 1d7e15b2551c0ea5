package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/spf13/cobra"
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
		Short: "Show the header and the claims of a token, and how long it is still good",
		Long: `Show the header and the claims of an access token or an ID token, its times, and how long it is still good.

Without TOKEN it is read from standard input, where other people of the machine do not see it. A refresh token of
Cognito is encrypted: nobody but Cognito can decode it.

With --verify the signature is checked with the keys of the token's issuer, which must be a user pool of Cognito, or
--issuer. Whether a token was revoked cannot be seen from it.

  cognitokit login environments/dev --json | jq -r .access_token | cognitokit token decode --verify`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.run(cmd, args); err != nil {
				return fmt.Errorf("token decode: %w", err)
			}
			return nil
		},
	}
	flags := command.Flags()
	flags.BoolVar(&o.json, "json", false, "show only header and claims, as one JSON object")
	flags.BoolVar(&o.verify, "verify", false, "check the signature with the issuer's keys")
	flags.StringVar(&o.issuer, "issuer", "", "issuer that the token must be of, for --verify (default any user pool)")
	return command
}

func (o tokenDecodeOptions) run(cmd *cobra.Command, args []string) error {
	if o.issuer != "" && !o.verify {
		return errors.New("--issuer says whose keys --verify takes, which is missing")
	}
	compact, err := readToken(args, cmd.InOrStdin())
	if err != nil {
		return err
	}
	token, err := parseToken(compact)
	if err != nil {
		return err
	}
	var verified string
	if o.verify {
		if verified, err = token.verify(cmd.Context(), o.issuer); err != nil {
			if cmd.Context().Err() != nil {
				return errInterrupted
			}
			return err
		}
	}
	text, err := token.show(o.json, verified, time.Now())
	if err != nil {
		return err
	}
	_, err = io.WriteString(cmd.OutOrStdout(), text)
	return err
}

func readToken(args []string, stdin io.Reader) (string, error) {
	if len(args) > 1 {
		return "", errors.New("name one token, or pipe it into standard input")
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
		return "", errors.New("standard input holds no token")
	}
	return token, nil
}

// show is the token for a reader: its parts, and its times in words.
func (t *parsedToken) show(onlyJSON bool, verified string, now time.Time) (string, error) {
	if onlyJSON {
		text, err := json.MarshalIndent(map[string]json.RawMessage{"header": t.header, "claims": t.claims}, "", "  ")
		return string(text) + "\n", err
	}
	var b bytes.Buffer
	for _, part := range []struct {
		name string
		text []byte
	}{{"Header", t.header}, {"Claims", t.claims}} {
		b.WriteString(part.name + "\n")
		if err := json.Indent(&b, part.text, "", "  "); err != nil {
			return "", err
		}
		b.WriteString("\n\n")
	}
	for _, line := range t.times(now) {
		b.WriteString(line + "\n")
	}
	if verified == "" {
		verified = "The signature is not checked: --verify does that."
	}
	b.WriteString(verified + "\n")
	return b.String(), nil
}

// times say what the claims with a time mean (RFC 7519 section 4.1; auth_time is of OpenID
// Connect Core section 2).
func (t *parsedToken) times(now time.Time) []string {
	var claims map[string]any
	_ = json.Unmarshal(t.claims, &claims) // it is an object
	var lines []string
	for _, c := range []struct{ claim, means string }{{"auth_time", "signed in"}, {"iat", "issued"}, {"exp", "expires"}} {
		seconds, ok := claims[c.claim].(float64)
		if !ok || math.Abs(seconds) > maxSeconds {
			continue
		}
		at := time.Unix(int64(seconds), 0)
		means, away := c.means, "in "+distance(at.Sub(now))
		switch {
		case !at.After(now):
			means, away = strings.Replace(means, "expires", "expired", 1), distance(now.Sub(at))+" ago"
		case c.claim == "exp":
			away = distance(at.Sub(now)) + " left"
		}
		lines = append(lines, fmt.Sprintf("%-10s %-10s %s, %s", c.claim, means, at.UTC().Format(time.RFC3339), away))
	}
	return lines
}

// maxSeconds is the end of the year 9999, the last that RFC 3339 can write.
const maxSeconds = 253402300799

// distance says how far away a time is, to the second.
func distance(d time.Duration) string {
	days, rest := d/(24*time.Hour), d.Truncate(time.Second)%(24*time.Hour)
	if days > 0 {
		return fmt.Sprintf("%dd%s", days, rest)
	}
	return rest.String()
}
