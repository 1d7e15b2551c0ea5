package appconfig

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"text/template"
)

// App is a user pool of a running emulator, and the app client of an app.
type App struct {
	// Endpoint is the plain endpoint of the emulator, such as http://127.0.0.1:9229.
	Endpoint   string
	Region     string
	UserPoolID string
	// Issuer is the issuer in the tokens, with its production URL.
	Issuer string
	// Domain is the host name of the pool's prefix domain, "" if it has none.
	Domain string
	Client Client
	// ShowSecret writes the client secret. Otherwise, the app reads it from its environment.
	ShowSecret bool
}

// Client is an app client.
type Client struct {
	Name         string
	ID           string
	Secret       string // "" for a public client
	CallbackURLs []string
	LogoutURLs   []string
	Scopes       []string
	Flows        []string // the OAuth flows: code, implicit, client_credentials
}

// signsUsersIn reports whether the client can use the authorization code grant.
func (c Client) signsUsersIn() bool {
	return slices.Contains(c.Flows, "code") && len(c.CallbackURLs) > 0
}

// Prefer puts a callback URL of the client first, which the configurations then use.
func (c *Client) Prefer(callback string) {
	if i := slices.Index(c.CallbackURLs, callback); i > 0 {
		c.CallbackURLs = slices.Concat([]string{callback}, c.CallbackURLs[:i], c.CallbackURLs[i+1:])
	}
}

// Format is the configuration form of a library.
type Format struct {
	Name string
	Doc  string
	// UsesClient is false if the configuration has no app client.
	UsesClient bool

	pages  bool // the library uses the hosted pages
	public bool // the library cannot use a client with a secret
	write  func(io.Writer, App) error
}

// Formats are the forms, by name.
var Formats = map[string]Format{
	"amplify":        {Doc: "AWS Amplify 6, Amplify.configure", UsesClient: true, pages: true, public: true, write: fromTemplate("amplify")},
	"oidc-client-ts": {Doc: "oidc-client-ts 3, UserManager", UsesClient: true, pages: true, public: true, write: fromTemplate("oidc-client-ts")},
	"authjs":         {Doc: "Auth.js (NextAuth.js 5), .env.local", UsesClient: true, pages: true, write: fromTemplate("authjs")},
	"spring":         {Doc: "Spring Boot 3 and Spring Security, application.yml", UsesClient: true, pages: true, write: writeSpring},
	"boto3":          {Doc: "boto3, the AWS SDK for Python", UsesClient: true, write: fromTemplate("boto3")},
	"aws-cli":        {Doc: "a profile of the AWS CLI, ~/.aws/config", write: fromTemplate("aws-cli")},
}

// Names are the names of the formats, sorted.
var Names = slices.Sorted(maps.Keys(Formats))

// Find returns a format by its name.
func Find(name string) (Format, error) {
	f, ok := Formats[name]
	if !ok {
		return f, fmt.Errorf("%q is not a library. Use one of %s", name, strings.Join(Names, ", "))
	}
	f.Name = name
	return f, nil
}

// Accepts returns an error if the library cannot use the client.
func (f Format) Accepts(c Client) error {
	switch {
	case f.public && c.Secret != "":
		return fmt.Errorf("the client %q has a secret, which an app in a browser cannot keep. Use a client without a secret", c.Name)
	case f.pages && !c.signsUsersIn():
		return fmt.Errorf("the client %q does not sign users in: it has no callback URL or no authorization code grant. Use another client", c.Name)
	}
	return nil
}

// Write writes the configuration of an app.
func (f Format) Write(w io.Writer, a App) error {
	if f.UsesClient {
		if err := f.Accepts(a.Client); err != nil {
			return err
		}
	}
	if f.pages && a.Domain == "" {
		return fmt.Errorf("the user pool %s has no prefix domain, so it has no sign-in pages. Create one with aws_cognito_user_pool_domain, or with a domain block in the seed file", a.UserPoolID)
	}
	if address, err := url.Parse(a.Endpoint); err != nil || address.Port() == "" {
		return errors.New("the endpoint of the emulator has no port")
	}
	return f.write(w, a)
}

// Pages returns the URL of the pool's domain on the plain endpoint. A browser resolves every name under localhost to this
// machine (RFC 6761 section 6.3).
func (a App) Pages() string {
	address, err := url.Parse(a.Endpoint)
	if err != nil {
		return ""
	}
	return "http://" + a.LocalHost() + ":" + address.Port()
}

// LocalHost returns the host name of Pages.
func (a App) LocalHost() string {
	return strings.TrimSuffix(a.Domain, ".amazoncognito.com") + ".localhost"
}

// Keys returns the URL of the pool's public keys on the plain endpoint.
func (a App) Keys() string { return a.Endpoint + "/" + a.UserPoolID + "/.well-known/jwks.json" }

// Origin returns the origin of the app, from its first callback URL.
func (a App) Origin() string {
	address, err := url.Parse(a.Client.CallbackURLs[0])
	if err != nil {
		return ""
	}
	return address.Scheme + "://" + address.Host
}

// AuthJSCallback returns the URL to which Auth.js returns after a sign-in.
func (a App) AuthJSCallback() string { return a.Origin() + "/api/auth/callback/cognito" }

// AuthJSCallbackIsRegistered reports whether the client has that URL.
func (a App) AuthJSCallbackIsRegistered() bool {
	return slices.Contains(a.Client.CallbackURLs, a.AuthJSCallback())
}

//go:embed templates/*.tmpl
var files embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"quote": quote, "join": strings.Join,
	"first": func(all []string) string { return all[0] },
}).ParseFS(files, "templates/*.tmpl"))

// quote returns a value as a string literal of JSON, which JavaScript and Python read, too.
func quote(value any) (string, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return strings.TrimSpace(text.String()), err
}

func fromTemplate(name string) func(io.Writer, App) error {
	return func(w io.Writer, a App) error { return templates.ExecuteTemplate(w, name+".tmpl", a) }
}
