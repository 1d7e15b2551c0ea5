package main

import (
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/appconfig"
)

// announcement prints the addresses of the server, commands to copy, and the pools of the seed
// file.
type announcement struct {
	server  *cognitotest.Server
	state   string // the state directory, or ""
	secrets bool   // show client secrets
}

func (a announcement) print(w io.Writer) error {
	env := a.server.Env()
	region, pool := env["AWS_REGION"], a.pool()
	_, err := fmt.Fprintf(w, `The emulator of Amazon Cognito is running. Ctrl-C stops it.

  plain endpoint  %[1]s
  proxy           %[2]s
  CA certificate  %[3]s
  console         %[1]s/_cognitotest/console/
  messages        %[1]s/_cognitotest/messages
  control API     %[1]s/_cognitotest/openapi.yaml
  state           %[4]s
%[5]s
1  Production URLs: with these variables, Terraform, the AWS CLI and SDKs, curl and Node.js reach the emulator.
   Run terraform init before you set them: the proxy rejects all other hosts, including the Terraform registry.

export %[6]s

     terraform apply
     aws cognito-idp list-user-pools --max-results 10
     curl https://cognito-idp.%[7]s.amazonaws.com/%[8]s/.well-known/jwks.json

2  AWS_ENDPOINT_URL, for programs that cannot use a proxy:

     %[9]s terraform apply
     %[9]s aws cognito-idp list-user-pools --max-results 10
     curl %[1]s/%[8]s/.well-known/jwks.json

3  A browser:

     %[10]s

   The same at production URLs, in a browser with its own profile:

     cognitokit browser%[11]s

4  The configuration of an app, for %[12]s:

     cognitokit app-config%[11]s --for %[13]s
`, a.server.URL, a.server.ProxyURL, a.server.CAFile, a.storage(), a.pools(),
		strings.Join(shellLines(env), "\nexport "), region, pool, a.endpoint(), strings.Join(a.pages(), "\n     "),
		a.endpointFlag(), strings.Join(appconfig.Names, ", "), appconfig.Names[0])
	return err
}

// storage describes where the state is.
func (a announcement) storage() string {
	if a.state == "" {
		return "in memory: it is lost when this process ends"
	}
	return a.state
}

// pool returns the id of the first pool of the seed file, or a placeholder.
func (a announcement) pool() string {
	if seeded := a.server.Seeded(); len(seeded) > 0 {
		return seeded[0].ID
	}
	return "POOL_ID"
}

// endpoint returns the variables of a command that uses the plain endpoint, as NAME=value words.
func (a announcement) endpoint() string {
	env := a.server.Env()
	variables := map[string]string{"AWS_ENDPOINT_URL": a.server.URL}
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_DEFAULT_REGION"} {
		variables[name] = env[name]
	}
	return strings.Join(shellLines(variables), " ")
}

// endpointFlag returns the flag with which other commands find the server, or "" for its default address.
func (a announcement) endpointFlag() string {
	if a.server.URL == "http://"+defaultListen {
		return ""
	}
	return " --endpoint " + a.server.URL
}

// pools lists the pools of the seed file.
func (a announcement) pools() string {
	var text strings.Builder
	for _, p := range a.server.Seeded() {
		origin := "created from the seed file"
		if !p.New {
			origin = "existed in the state directory, unchanged"
		}
		fmt.Fprintf(&text, "\nuser pool %s  %s  (%s)\n", p.Name, p.ID, origin)
		for _, c := range p.Clients {
			fmt.Fprintf(&text, "  client %s  %s", c.Name, c.ID)
			switch {
			case c.Secret == "":
			case a.secrets:
				fmt.Fprintf(&text, "  secret %s", c.Secret)
			default:
				text.WriteString("  confidential: --show-secrets shows the secret")
			}
			text.WriteString("\n")
		}
	}
	return text.String()
}

// pages returns the URLs at which a browser signs in: one for each client of the seed file with
// a callback URL. If no client has one, pages returns a template with placeholders.
func (a announcement) pages() []string {
	var pages []string
	for _, p := range a.server.Seeded() {
		for _, c := range p.Clients {
			if p.Domain != "" && len(c.CallbackURLs) > 0 {
				pages = append(pages, a.page(strings.TrimSuffix(p.Domain, ".amazoncognito.com"), c))
			}
		}
	}
	if len(pages) > 0 {
		return pages
	}
	return []string{a.page("PREFIX.auth."+a.server.Env()["AWS_REGION"], cognitotest.SeededClient{ID: "CLIENT_ID", CallbackURLs: []string{"CALLBACK"}})}
}

// page returns the URL of the authorization endpoint on the plain endpoint. A browser resolves every name
// under localhost to this machine (RFC 6761 section 6.3).
func (a announcement) page(domain string, c cognitotest.SeededClient) string {
	response := "code"
	if !slices.Contains(c.Flows, "code") && slices.Contains(c.Flows, "implicit") {
		response = "token"
	}
	query := "client_id=" + c.ID + "&response_type=" + response + "&redirect_uri=" + url.QueryEscape(c.CallbackURLs[0])
	if len(c.Scopes) > 0 {
		query += "&scope=" + strings.ReplaceAll(url.QueryEscape(strings.Join(c.Scopes, " ")), "%20", "+")
	}
	return "http://" + domain + ".localhost:" + port(a.server.URL) + "/oauth2/authorize?" + query
}

// shellLines returns KEY=value lines, sorted by key. It quotes values for a POSIX shell where necessary.
func shellLines(env map[string]string) []string {
	var lines []string
	for _, key := range slices.Sorted(maps.Keys(env)) {
		lines = append(lines, key+"="+shellQuote(env[key]))
	}
	return lines
}

func shellQuote(value string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./:@%+=,", r)
	}
	if strings.TrimFunc(value, plain) == "" {
		return value
	}
	return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'"
}

// port returns the port of a URL, which must end with the port.
func port(url string) string { return url[strings.LastIndex(url, ":")+1:] }
