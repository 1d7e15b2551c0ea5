package main

import (
	"fmt"
	"io"
	"strings"
)

// exposedWarning has the exposed names.
const exposedWarning = "Warning: other machines can reach the emulator under %s. It does not authenticate its callers, who can read every code and client secret and change every user: use it only in a network of your own tests.\n"

// printExposed prints what programs on other machines need: they cannot read files of this
// machine, and they reach the server under its exposed name.
func (a announcement) printExposed(w io.Writer) error {
	region, pool, domain := a.server.Env()["AWS_REGION"], a.pool(), "PREFIX"
	for _, p := range a.server.Seeded() {
		if prefix, ok := strings.CutSuffix(p.Domain, ".auth."+region+".amazoncognito.com"); ok {
			domain = prefix
			break
		}
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(a.server.URL, "http://"), ":")
	_, err := fmt.Fprintf(w, `The emulator of Amazon Cognito is running. Ctrl-C stops it.

  plain endpoint  %[1]s
  proxy           %[2]s
  CA certificate  %[1]s/_cognitotest/ca.pem
  messages        %[1]s/_cognitotest/messages
  health          %[1]s/_cognitotest/health
  state           %[3]s
%[4]s
1  AWS_ENDPOINT_URL, for the AWS CLI and SDKs in other containers:

     %[5]s aws cognito-idp list-user-pools --max-results 10
     curl %[1]s/%[6]s/.well-known/jwks.json

2  The endpoints of a domain, if this container has the network alias %[11]s.auth.%[7]s.%[8]s:

     curl http://%[11]s.auth.%[7]s.%[8]s:%[9]s/oauth2/token ...

3  Production URLs, through the proxy and with the CA certificate:

     curl %[1]s/_cognitotest/ca.pem --output ca.pem
     curl --proxy %[2]s --cacert ca.pem https://cognito-idp.%[7]s.amazonaws.com/%[6]s/.well-known/jwks.json

4  A browser on the machine that publishes port %[9]s as 127.0.0.1:%[9]s:

     %[10]s
`, a.server.URL, a.server.ProxyURL, a.storage(), a.pools(), a.endpoint(), pool, region, name, port(a.server.URL), strings.Join(a.pages(), "\n     "), domain)
	return err
}
