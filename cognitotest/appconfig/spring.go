package appconfig

import (
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// springSecret is the placeholder of the secret, which Spring replaces with the environment variable.
const springSecret = "${COGNITO_CLIENT_SECRET}"

// mapping returns a mapping of YAML that keeps its order. pairs are keys, and values that are strings or mappings.
func mapping(pairs ...any) *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode}
	for i := 0; i+1 < len(pairs); i += 2 {
		key := &yaml.Node{Kind: yaml.ScalarNode, Value: pairs[i].(string)}
		value := &yaml.Node{}
		switch v := pairs[i+1].(type) {
		case *yaml.Node:
			value = v
		case string:
			value.SetString(v)
		}
		m.Content = append(m.Content, key, value)
	}
	return m
}

// writeSpring writes the properties of OAuth2ClientProperties and OAuth2ResourceServerProperties of Spring Boot 3.
func writeSpring(w io.Writer, a App) error {
	secret := []any{"client-authentication-method", "none"} // a public client uses PKCE
	if a.Client.Secret != "" {
		secret = []any{"client-secret", springSecret}
		if a.ShowSecret {
			secret[1] = a.Client.Secret
		}
	}
	registration := append(append([]any{"client-id", a.Client.ID}, secret...),
		"authorization-grant-type", "authorization_code",
		"redirect-uri", a.Client.CallbackURLs[0],
		"scope", strings.Join(a.Client.Scopes, ","),
	)
	root := mapping("spring", mapping("security", mapping("oauth2", mapping(
		"client", mapping(
			"registration", mapping("cognito", mapping(registration...)),
			// Without issuer-uri, Spring does not request the discovery document, whose URLs are the production URLs.
			"provider", mapping("cognito", mapping(
				"authorization-uri", a.Pages()+"/oauth2/authorize",
				"token-uri", a.Pages()+"/oauth2/token",
				"user-info-uri", a.Pages()+"/oauth2/userInfo",
				"jwk-set-uri", a.Keys(),
				"user-name-attribute", "sub",
			)),
		),
		"resourceserver", mapping("jwt", mapping("issuer-uri", a.Issuer, "jwk-set-uri", a.Keys())),
	))))
	root.HeadComment = "application.yml for the emulator. On AWS, the provider needs only issuer-uri: " + a.Issuer + "\n" +
		"If the machine does not resolve names under localhost, add this line to /etc/hosts: 127.0.0.1 " + a.LocalHost()
	encoder := yaml.NewEncoder(w)
	encoder.SetIndent(2)
	if err := encoder.Encode(root); err != nil {
		return err
	}
	return encoder.Close()
}
