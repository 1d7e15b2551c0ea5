package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/tokenresponse"
)

// savedLogin is the content of the file of --save: everything that a refresh requires.
type savedLogin struct {
	Version       int       `json:"version"` // 1
	Client        string    `json:"client"`  // key in the input `clients`
	Issuer        string    `json:"issuer"`
	TokenEndpoint string    `json:"token_endpoint"`
	ClientID      string    `json:"client_id"`
	ClientSecret  string    `json:"client_secret,omitempty"` // a public client has none
	Obtained      time.Time `json:"obtained"`
	// Tokens are the members of the token responses, as they were sent.
	Tokens tokenresponse.Response `json:"tokens"`
}

func newSavedLogin(c *signingClient, tokens tokenresponse.Response, now time.Time) *savedLogin {
	s := &savedLogin{Version: 1, Client: c.key, Issuer: c.issuer, TokenEndpoint: c.TokenEndpoint, ClientID: c.ClientID, ClientSecret: c.ClientSecret}
	s.update(tokens, now)
	return s
}

// readSavedLogin reads the file of --save.
func readSavedLogin(name string) (*savedLogin, error) {
	text, err := readInputFile(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	s := &savedLogin{}
	if json.Unmarshal(text, s) != nil || s.Version != 1 || s.TokenEndpoint == "" || s.ClientID == "" {
		return nil, fmt.Errorf("%s: the file is not a saved sign-in. Write one with cognitokit login --save", name)
	}
	if s.Tokens.RefreshToken() == "" {
		return nil, fmt.Errorf("%s: the file has no refresh token. Sign in again with cognitokit login --save", name)
	}
	return s, nil
}

// oauth returns the client that refreshes the tokens.
func (s *savedLogin) oauth() *login.Client {
	return &login.Client{HTTP: exchange.Client(nil), TokenEndpoint: s.TokenEndpoint, ClientID: s.ClientID, ClientSecret: s.ClientSecret}
}

// update replaces the saved tokens by those in the response. A refresh response has a refresh token
// only if the client rotates its refresh tokens. Without one, the saved refresh token stays.
func (s *savedLogin) update(tokens tokenresponse.Response, now time.Time) {
	if s.Tokens == nil {
		s.Tokens = tokenresponse.Response{}
	}
	maps.Copy(s.Tokens, tokens)
	s.Obtained = now.UTC().Truncate(time.Second)
}

func (s *savedLogin) write(file *privateFile) error {
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return errors.New("the token response cannot be saved, because it is not JSON")
	}
	return file.write(append(text, '\n'))
}
