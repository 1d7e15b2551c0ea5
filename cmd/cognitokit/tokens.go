package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/internal/tokenresponse"
)

// showTokens prints a token response as indented JSON. It shortens the tokens unless full is set.
func showTokens(w io.Writer, tokens tokenresponse.Response, full bool) error {
	text, err := formatTokens(tokens, full)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, text)
	return err
}

func formatTokens(tokens tokenresponse.Response, full bool) (string, error) {
	tokens = maps.Clone(tokens)
	for name := range tokens {
		if full || !strings.HasSuffix(name, "_token") || tokens.Text(name) == "" {
			continue
		}
		short, err := json.Marshal(shorten(tokens.Text(name)))
		if err != nil {
			return "", err
		}
		tokens[name] = short
	}
	text, err := json.MarshalIndent(tokens, "", "  ")
	return string(text), err
}

// shorten returns the two ends of a token. They suffice to compare tokens, but not to use one.
func shorten(token string) string {
	const head, tail = 10, 6
	if len(token) <= head+tail {
		return token
	}
	return fmt.Sprintf("%s...%s (%d characters)", token[:head], token[len(token)-tail:], len(token))
}
