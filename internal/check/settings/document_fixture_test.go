package settings

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// responses maps a path of the original issuer, or a URL of another host, to a response body. The status is 200 unless the body begins
// with a status.
type responses map[string]string

const (
	discoveryPath = "/eu-west-1_Ab12Cd34E/.well-known/openid-configuration"
	jwksPath      = "/eu-west-1_Ab12Cd34E/.well-known/jwks.json"
	ownIssuer     = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E"
	updatedIssuer = "https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E"
)

// updatedPool is a pool with the domain example and the issuer type UPDATED.
func updatedPool() *types.UserPoolType {
	return &types.UserPoolType{Domain: new("example"), IssuerConfiguration: &types.IssuerConfigurationType{Type: types.IssuerTypeUpdated}}
}

// updatedDocument is the discovery document of the updated issuer.
func updatedDocument() string {
	return strings.ReplaceAll(document(prefixBase), ownIssuer, updatedIssuer)
}

// client returns a client that receives the responses from the production host. Other hosts return an error.
func (a responses) client(t *testing.T) *http.Client {
	t.Helper()
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := a[r.URL.Path]
		if r.Host != "cognito-idp.eu-west-1.amazonaws.com" {
			body, ok = a["https://"+r.Host+r.URL.Path]
		}
		if !ok || r.Method != http.MethodGet {
			http.Error(w, "unexpected "+r.Method+" "+r.Host+r.URL.Path, http.StatusTeapot)
			return
		}
		switch {
		case strings.HasPrefix(body, "400 "):
			w.WriteHeader(http.StatusBadRequest)
		case strings.HasPrefix(body, "404 "):
			w.WriteHeader(http.StatusNotFound)
		case strings.HasPrefix(body, "429 "):
			w.WriteHeader(http.StatusTooManyRequests)
		case strings.HasPrefix(body, "503 "):
			w.WriteHeader(http.StatusServiceUnavailable)
		case strings.HasPrefix(body, "302 "):
			w.Header().Set("Location", ownIssuer+jwksPath)
			w.WriteHeader(http.StatusFound)
		case strings.HasPrefix(body, "broken "):
			w.Header().Set("Content-Length", "1000")
		}
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	transport := server.Client().Transport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{RootCAs: transport.TLSClientConfig.RootCAs, ServerName: "example.com"}
	transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, server.Listener.Addr().String())
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// unreachable returns a client that cannot connect.
func unreachable() *http.Client {
	return &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: net.ErrClosed}
	})}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// document returns the discovery document of the pool whose login pages are at base.
func document(base string) string {
	return `{"issuer":"` + ownIssuer + `","jwks_uri":"` + ownIssuer + `/.well-known/jwks.json",` +
		`"authorization_endpoint":"` + base + `/oauth2/authorize","token_endpoint":"` + base + `/oauth2/token",` +
		`"revocation_endpoint":"` + base + `/oauth2/revoke","userinfo_endpoint":"` + base + `/oauth2/userInfo",` +
		`"end_session_endpoint":"` + base + `/logout","scopes_supported":["openid"]}`
}

const prefixBase = "https://example.auth.eu-west-1.amazoncognito.com"

// httpCase is a case of a check that reads documents.
type httpCase struct {
	name      string
	responses responses // nil: the host is unreachable
	pool      *types.UserPoolType
	declared  environment.Environment
	want      report.Result
}

func (tt *httpCase) run(t *testing.T, c check.Check) {
	deployed := &checktest.API{Pool: tt.pool, HTTP: unreachable(), Domain: &types.DomainDescriptionType{Domain: new("example"), Status: types.DomainStatusTypeActive}}
	if tt.pool == nil {
		deployed.Pool = &types.UserPoolType{Domain: new("example")}
	}
	if tt.responses != nil {
		deployed.HTTP = tt.responses.client(t)
	}
	(&poolCase{tt.name, deployed, tt.declared, tt.want}).run(t, c)
}

// failedWith returns the result of a check with several findings, as pairs of message and fix.
func failedWith(messagesAndFixes ...string) report.Result {
	result := report.Result{Outcome: report.Failed}
	for i := 0; i < len(messagesAndFixes); i += 2 {
		result.Findings = append(result.Findings, report.Finding{Message: messagesAndFixes[i], Fix: messagesAndFixes[i+1]})
	}
	return result
}

const (
	otherPool   = "Apply the configuration again, so that its outputs name an existing pool."
	otherDomain = "Declare the domain that the document names with custom_domain, or delete that domain, and apply."
	proxyFix    = "Check which server responds instead of Cognito, for example a proxy: no Terraform argument sets this."
)
