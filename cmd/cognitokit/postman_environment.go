package main

import (
	"encoding/json"
	"strconv"
	"strings"
)

// postmanEnvironment is a file that Postman exports and imports as an environment.
type postmanEnvironment struct {
	Name   string         `json:"name"`
	Values []postmanValue `json:"values"`
	Scope  string         `json:"_postman_variable_scope"` // "environment"
}

type postmanValue struct {
	Key     string `json:"key"`
	Value   string `json:"value"`
	Type    string `json:"type"` // Postman hides the value of a secret
	Enabled bool   `json:"enabled"`
}

// postmanEnvironment returns the variables of the collection for one client, and the
// names of those that only a person can fill in.
func (a *applied) postmanEnvironment(key, username string) (e postmanEnvironment, missing []string) {
	id, contract := a.ClientIDs[key], a.RefreshContract[key]
	client := a.state.client(id)
	callback := client.DefaultRedirectURI
	if callback == "" && len(client.CallbackURLs) > 0 {
		callback = client.CallbackURLs[0]
	}
	e.Name, e.Scope = "cognitokit "+key+" ("+a.UserPoolID+")", "environment"
	add := func(key, value, kind string) {
		e.Values = append(e.Values, postmanValue{Key: key, Value: value, Type: kind, Enabled: true})
	}
	shown := func(key, value string) { add(key, value, "default") }
	shown("issuer", a.Issuer)
	shown("authorization_endpoint", a.AuthorizationEndpoint)
	shown("token_endpoint", a.TokenEndpoint)
	shown("revocation_endpoint", a.RevocationEndpoint)
	shown("userinfo_endpoint", a.UserInfoEndpoint)
	shown("client_id", id)
	add("client_secret", a.ClientSecrets[key], "secret")
	shown("redirect_uri", callback)
	shown("scope", strings.Join(client.AllowedOAuthScopes, " "))
	shown("username", username)
	add("password", "", "secret")
	shown("access_token_seconds", strconv.Itoa(contract.AccessTokenSeconds))
	shown("rotation", strconv.FormatBool(contract.Rotation))
	shown("retry_grace_period_seconds", strconv.Itoa(contract.RetryGracePeriodSeconds))
	shown("code_response_fields", strings.Join(contract.CodeResponseFields, " "))
	shown("refresh_response_fields", strings.Join(contract.RefreshResponseFields, " "))
	for _, v := range e.Values {
		known := v.Key == "client_secret" && a.secretsKnown // then "" is a public client's
		if v.Value == "" && !known {
			name := v.Key
			if name == "client_secret" {
				name += " (if the client has one)"
			}
			missing = append(missing, name)
		}
	}
	return e, missing
}

// write stores the environment for the caller's eyes alone, even where a file is
// there that others can read.
func (e postmanEnvironment) write(name string) error {
	content, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		return err
	}
	file, err := newPrivateFile(name)
	if err != nil {
		return err
	}
	return file.write(append(content, '\n'))
}
