package oauth2

import (
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// form reads the body of a form-encoded POST. It rejects every other request before it reads
// the body.
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

// onceEach rejects a request with a repeated parameter (RFC 6749 section 3.2).
func onceEach(parameters url.Values) error {
	for _, values := range parameters {
		if len(values) > 1 {
			return invalidRequest()
		}
	}
	return nil
}

// withQuery adds the parameters of the query to the body. The service reads both at the token
// endpoint (pilcrowonpaper/arctic#175, one report). It ignores client credentials in the query
// (RFC 6749 section 2.3.1). [form] has rejected a malformed query.
func withQuery(r *http.Request, body url.Values) (url.Values, error) {
	all := maps.Clone(body)
	for name, values := range r.URL.Query() {
		if name != "client_id" && name != "client_secret" {
			all[name] = slices.Concat(all[name], values)
		}
	}
	return all, onceEach(all)
}

// basicCredentials returns the id and the secret of an Authorization header, each decoded as
// a form value (RFC 6749 section 2.3.1). A secret whose plus or percent sign the client did not
// encode does not match; how the service decodes it is unspecified.
func basicCredentials(r *http.Request) (id, secret string, ok bool) {
	rawID, rawSecret, ok := r.BasicAuth()
	id, idErr := url.QueryUnescape(rawID)
	secret, secretErr := url.QueryUnescape(rawSecret)
	return id, secret, ok && idErr == nil && secretErr == nil
}

// credentials returns the client id and the secret of the Authorization header or of the body
// (RFC 6749 section 2.3.1). ok is false for a request without an id, and for one whose header and
// body differ.
func credentials(r *http.Request, body url.Values) (id, secret string, ok bool) {
	id, secret = body.Get("client_id"), body.Get("client_secret")
	if r.Header.Get("Authorization") == "" {
		return id, secret, id != ""
	}
	basicID, basicSecret, ok := basicCredentials(r)
	if !ok || (id != "" && id != basicID) || (secret != "" && secret != basicSecret) {
		return "", "", false
	}
	return basicID, basicSecret, basicID != ""
}

// authenticate returns the client of a request. A confidential client authenticates with its
// secret, a public one only states its id. lookUp returns the client with an id.
func authenticate(r *http.Request, body url.Values, lookUp func(id string) (userpool.Client, error)) (userpool.Client, error) {
	id, secret, ok := credentials(r, body)
	if !ok {
		return userpool.Client{}, invalidClient()
	}
	client, err := lookUp(id)
	if err != nil || !client.SecretMatches(secret) {
		return userpool.Client{}, invalidClient()
	}
	return client, nil
}
