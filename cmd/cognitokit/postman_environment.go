package main

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
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

// postmanEnvironment returns the variables of the collection for one client, and the names of
// the variables that the user must fill in.
func (a *applied) postmanEnvironment(key, username string) (e postmanEnvironment, missing []string) {
	declared := a.client(key)
	client := a.state.client(declared.ID)
	callback := client.DefaultRedirectURI
	if callback == "" && len(client.CallbackURLs) > 0 {
		callback = client.CallbackURLs[0]
	}
	e.Name, e.Scope = "cognitokit "+key+" ("+a.UserPoolID+")", "environment"
	add := func(key, value, kind string) {
		e.Values = append(e.Values, postmanValue{Key: key, Value: value, Type: kind, Enabled: true})
	}
	shown := func(key, value string) { add(key, value, "default") }
	shown("issuer", a.Endpoints.Issuer)
	shown("authorization_endpoint", a.Endpoints.AuthorizationEndpoint)
	shown("token_endpoint", a.Endpoints.TokenEndpoint)
	shown("revocation_endpoint", a.Endpoints.RevocationEndpoint)
	shown("userinfo_endpoint", a.Endpoints.UserInfoEndpoint)
	shown("client_id", declared.ID)
	secret := ""
	if declared.Secret != nil {
		secret = string(*declared.Secret)
	}
	add("client_secret", secret, "secret")
	shown("redirect_uri", callback)
	shown("scope", strings.Join(client.AllowedOAuthScopes, " "))
	shown("username", username)
	add("password", "", "secret")
	rotates := declared.Declared.Rotation
	shown("access_token_seconds", seconds(declared.Declared.AccessToken))
	shown("rotation", strconv.FormatBool(rotates != nil && *rotates))
	shown("retry_grace_period_seconds", seconds(declared.Declared.RetryGracePeriod))
	shown("code_response_fields", strings.Join(declared.Declared.CodeResponseFields, " "))
	shown("refresh_response_fields", strings.Join(declared.Declared.RefreshResponseFields, " "))
	for _, v := range e.Values {
		known := v.Key == "client_secret" && declared.Secret != nil // a public client has the secret ""
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

// seconds returns a duration in whole seconds, or "0" if it is not declared.
func seconds(d *time.Duration) string {
	if d == nil {
		return "0"
	}
	return strconv.FormatInt(int64(*d/time.Second), 10)
}

// write stores the environment in a file that only the caller can read. It replaces an existing file,
// which others may be able to read.
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
