package login

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
)

// maxBody is the maximum size of a response. Pages and token responses are far smaller.
const maxBody = 1 << 20

// Client is an app client of a user pool as an application uses it: endpoints, credentials and redirect URI.
// Copy it and change a field to act as a client that is configured wrongly.
type Client struct {
	// HTTP gives the transport; its cookie jar and redirect policy are not used. Nil means http.DefaultTransport.
	HTTP *http.Client

	AuthorizationEndpoint string // DOMAIN/oauth2/authorize; its scheme and host are "the hosted pages"
	TokenEndpoint         string // DOMAIN/oauth2/token
	RevocationEndpoint    string // DOMAIN/oauth2/revoke
	UserInfoEndpoint      string // DOMAIN/oauth2/userInfo
	EndSessionEndpoint    string // DOMAIN/logout

	ClientID string
	// ClientSecret is empty for a public client, which then sends its client_id in the body.
	ClientSecret string
	// SecretInBody authenticates with client_secret_post instead of client_secret_basic (RFC 6749 section 2.3.1).
	SecretInBody bool

	RedirectURI string
	// Scopes are requested at the authorization endpoint. Without scopes, the parameter is
	// absent, and Cognito grants all scopes of the client.
	Scopes []string
}

// Response is a response as it was sent.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
}

// String returns the status and the size, not the body, which may contain tokens.
func (r *Response) String() string {
	return fmt.Sprintf("HTTP %d, %d bytes", r.Status, len(r.Body))
}

// do sends a request without following any redirect.
func (c *Client) do(req *http.Request, jar http.CookieJar) (*Response, error) {
	transport := http.DefaultTransport
	client := &http.Client{
		Jar:           jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	if c.HTTP != nil {
		client.Timeout = c.HTTP.Timeout
		if c.HTTP.Transport != nil {
			transport = c.HTTP.Transport
		}
	}
	if _, bounded := transport.(*exchange.Transport); !bounded {
		transport = &exchange.Transport{Next: transport, MaxBody: maxBody}
	}
	client.Transport = transport

	resp, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%s %s did not answer: %w", req.Method, withoutParameters(req.URL), cause(err))
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, fmt.Errorf("%s %s ended its response early: %w", req.Method, withoutParameters(req.URL), err)
	}
	return &Response{Status: resp.StatusCode, Header: resp.Header, Body: body}, nil
}

// postForm sends a form to an OAuth endpoint with the client's authentication.
func (c *Client) postForm(ctx context.Context, endpoint string, form url.Values) (*Response, error) {
	body := url.Values{}
	maps.Copy(body, form)
	switch {
	case c.ClientSecret == "": // RFC 6749 section 3.2.1: a public client sends its client_id in the body.
		body.Set("client_id", c.ClientID)
	case c.SecretInBody:
		body.Set("client_id", c.ClientID)
		body.Set("client_secret", c.ClientSecret)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, strings.NewReader(body.Encode()))
	if err != nil {
		return nil, fmt.Errorf("the endpoint %q is not a URL: %w", endpoint, cause(err))
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	if c.ClientSecret != "" && !c.SecretInBody {
		// RFC 6749 section 2.3.1: both halves are form-encoded before they are joined.
		req.SetBasicAuth(url.QueryEscape(c.ClientID), url.QueryEscape(c.ClientSecret))
	}
	return c.do(req, nil)
}
