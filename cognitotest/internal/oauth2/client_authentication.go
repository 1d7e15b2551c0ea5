package oauth2

import (
	"mime"
	"net/http"
	"net/url"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// form reads the body of a POST that must be form-encoded. Parameters in the
// query do not count (RFC 6749 section 3.2).
func form(r *http.Request) (url.Values, error) {
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if r.Method != http.MethodPost || err != nil || mediaType != "application/x-www-form-urlencoded" {
		return nil, invalidRequest()
	}
	if err := r.ParseForm(); err != nil {
		return nil, invalidRequest()
	}
	for _, values := range r.PostForm {
		if len(values) > 1 { // RFC 6749 section 3.2: parameters must not be included more than once
			return nil, invalidRequest()
		}
	}
	return r.PostForm, nil
}

// authenticate identifies the client by the Authorization header or by the body
// (RFC 6749 section 2.3.1): a confidential client with its secret, a public one
// by its id alone. A second method that disagrees with the first is refused.
func (e *Endpoints) authenticate(r *http.Request, body url.Values, poolID string) (userpool.Client, error) {
	id, secret := body.Get("client_id"), body.Get("client_secret")
	if header := r.Header.Get("Authorization"); header != "" {
		basicID, basicSecret, ok := r.BasicAuth()
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
