package oauth2

import (
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// form reads the body of a POST that must be form-encoded. What is no such request is
// refused before anything of it is read.
func form(r *http.Request) (url.Values, error) {
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if r.Method != http.MethodPost || err != nil || mediaType != "application/x-www-form-urlencoded" {
		return nil, errNotAForm
	}
	if err := r.ParseForm(); err != nil {
		return nil, invalidRequest()
	}
	return r.PostForm, onceEach(r.PostForm)
}

// onceEach refuses a parameter that is included more than once (RFC 6749 section 3.2).
func onceEach(parameters url.Values) error {
	for _, values := range parameters {
		if len(values) > 1 {
			return invalidRequest()
		}
	}
	return nil
}

// withQuery adds the parameters of the query to those of the body. The service reads both
// at the token endpoint (pilcrowonpaper/arctic#175, one report). The client's credentials
// count in the body alone (RFC 6749 section 2.3.1).
func withQuery(r *http.Request, body url.Values) (url.Values, error) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, invalidRequest()
	}
	all := maps.Clone(body)
	for name, values := range query {
		if name != "client_id" && name != "client_secret" {
			all[name] = slices.Concat(all[name], values)
		}
	}
	return all, onceEach(all)
}

// basicCredentials are the id and the secret of an Authorization header, each decoded as a
// form value (RFC 6749 section 2.3.1). A secret with a plus or a percent sign that a client
// sends unencoded is another one: how the service reads it is not known.
func basicCredentials(r *http.Request) (id, secret string, ok bool) {
	rawID, rawSecret, ok := r.BasicAuth()
	id, idErr := url.QueryUnescape(rawID)
	secret, secretErr := url.QueryUnescape(rawSecret)
	return id, secret, ok && idErr == nil && secretErr == nil
}

// authenticate identifies the client by the Authorization header or by the body
// (RFC 6749 section 2.3.1): a confidential client with its secret, a public one
// by its id alone. A second method that disagrees with the first is refused.
func (e *Endpoints) authenticate(r *http.Request, body url.Values, poolID string) (userpool.Client, error) {
	id, secret := body.Get("client_id"), body.Get("client_secret")
	if header := r.Header.Get("Authorization"); header != "" {
		basicID, basicSecret, ok := basicCredentials(r)
		if !ok || (id != "" && id != basicID) || (secret != "" && secret != basicSecret) {
			return userpool.Client{}, invalidClient()
		}
		id, secret = basicID, basicSecret
	}
	if id == "" {
		return userpool.Client{}, invalidClient()
	}
	client, err := e.Store.Client(poolID, id)
	if err != nil || !client.SecretMatches(secret) {
		return userpool.Client{}, invalidClient()
	}
	return client, nil
}
