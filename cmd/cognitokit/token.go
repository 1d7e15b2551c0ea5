package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"

	"github.com/spf13/cobra"
)

func newTokenCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "token",
		Short: "Look into a token",
		Long: `Look into a token.

  cognitokit token decode --help`,
		Args: cobra.NoArgs,
		// Without it cobra shows the help for a wrong subcommand as if nothing were wrong.
		RunE: func(*cobra.Command, []string) error {
			return errors.New("token: name what to do with it: cognitokit token decode")
		},
	}
	command.AddCommand(newTokenDecodeCommand())
	return command
}

// parsedToken is a signed token in its parts (RFC 7515 section 3.1). Nothing of it is
// verified.
type parsedToken struct {
	compact string // as it came
	header  []byte // a JSON object
	claims  []byte // a JSON object
}

// parseToken takes a token apart. Its errors do not repeat the token.
func parseToken(compact string) (*parsedToken, error) {
	parts := strings.Split(compact, ".")
	header, err := jsonObject(parts[0])
	switch {
	case len(parts) == 5 && err == nil: // RFC 7516 section 3.1
		return nil, errors.New("this is an encrypted token, as Cognito's refresh tokens are: only Cognito can decode it")
	case len(parts) != 3 || err != nil:
		return nil, errors.New("this is no JSON Web Token, which has three parts of base64url with a point between them")
	}
	claims, err := jsonObject(parts[1])
	if err != nil {
		return nil, errors.New("the claims of this token are no JSON object")
	}
	return &parsedToken{compact: compact, header: header, claims: claims}, nil
}

// jsonObject decodes one part.
func jsonObject(part string) ([]byte, error) {
	text, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		return nil, err
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(text, &object); err != nil {
		return nil, err
	}
	if object == nil {
		return nil, errors.New("null is no object")
	}
	return text, nil
}
