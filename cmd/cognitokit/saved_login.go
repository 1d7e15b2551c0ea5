package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// savedLogin is the file of --save: all that a refresh takes.
type savedLogin struct {
	Version       int       `json:"version"` // 1
	Client        string    `json:"client"`  // its key in the input `clients`
	Issuer        string    `json:"issuer"`
	TokenEndpoint string    `json:"token_endpoint"`
	ClientID      string    `json:"client_id"`
	ClientSecret  string    `json:"client_secret,omitempty"` // none: a public client
	Obtained      time.Time `json:"obtained"`
	// Tokens are the fields of the token response, as they came.
	Tokens map[string]json.RawMessage `json:"tokens"`
}

func newSavedLogin(c *signingClient, response *login.Response, now time.Time) *savedLogin {
	s := &savedLogin{Version: 1, Client: c.key, Issuer: c.issuer, TokenEndpoint: c.TokenEndpoint, ClientID: c.ClientID, ClientSecret: c.ClientSecret}
	s.take(response, now)
	return s
}

// readSavedLogin reads what --save has written.
func readSavedLogin(name string) (*savedLogin, error) {
	text, err := readInputFile(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	s := &savedLogin{}
	if json.Unmarshal(text, s) != nil || s.Version != 1 || s.TokenEndpoint == "" || s.ClientID == "" {
		return nil, fmt.Errorf("%s is no file that cognitokit login --save has written", name)
	}
	if s.refreshToken() == "" {
		return nil, fmt.Errorf("%s holds no refresh token: sign in again with cognitokit login --save", name)
	}
	return s, nil
}

func (s *savedLogin) refreshToken() string {
	var token string
	_ = json.Unmarshal(s.Tokens["refresh_token"], &token) // anything else is none
	return token
}

// oauth is the client as the token endpoint knows it.
func (s *savedLogin) oauth() *login.Client {
	return &login.Client{HTTP: exchange.Client(nil), TokenEndpoint: s.TokenEndpoint, ClientID: s.ClientID, ClientSecret: s.ClientSecret}
}

// take replaces the tokens that came. A refresh response has a refresh token only if it
// rotates; otherwise the old one goes on.
func (s *savedLogin) take(response *login.Response, now time.Time) {
	var fields map[string]json.RawMessage
	_ = json.Unmarshal(response.Body, &fields) // what is no JSON brings nothing
	if s.Tokens == nil {
		s.Tokens = map[string]json.RawMessage{}
	}
	maps.Copy(s.Tokens, fields)
	s.Obtained = now.UTC().Truncate(time.Second)
}

func (s *savedLogin) write(file *privateFile) error {
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return errors.New("the token response cannot be saved: it holds something else than JSON")
	}
	return file.write(append(text, '\n'))
}
