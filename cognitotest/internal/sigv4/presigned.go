package sigv4

import (
	"crypto/hmac"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Key is an access key.
type Key struct{ ID, Secret string }

// Presigned is a request that a client sends without a key of its own: its URL has the signature
// ("Authenticating requests: using query parameters", Amazon S3 API reference).
type Presigned struct {
	Method   string
	URL      *url.URL // without the parameters of the signature
	Header   http.Header
	Region   string
	Service  string
	At       time.Time
	Lifetime time.Duration
}

const (
	unsignedPayload = "UNSIGNED-PAYLOAD" // the hash of the body is not in the signature of a URL
	signatureParam  = "X-Amz-Signature"
	maxLifetime     = 7 * 24 * 60 * 60 // seconds
)

// SignedURL returns the URL of a request with its signature. The client must send the headers of
// the request.
func (k Key) SignedURL(p Presigned) string {
	names := []string{"host"}
	for name := range p.Header {
		names = append(names, strings.ToLower(name))
	}
	slices.Sort(names)
	scope := strings.Join([]string{p.At.UTC().Format("20060102"), p.Region, p.Service, "aws4_request"}, "/")
	query := url.Values{
		"X-Amz-Algorithm": {algorithm}, "X-Amz-Credential": {k.ID + "/" + scope}, "X-Amz-Date": {p.At.UTC().Format(amzDate)},
		"X-Amz-Expires": {strconv.Itoa(int(p.Lifetime.Seconds()))}, "X-Amz-SignedHeaders": {strings.Join(names, ";")},
	}
	signed := *p.URL
	signed.RawQuery = query.Encode()
	a := Authorization{scope: scope, headers: names}
	r := &http.Request{Method: p.Method, URL: &signed, Host: p.URL.Host, Header: p.Header}
	query.Set(signatureParam, a.computeFor(r, p.At, unsignedPayload, k.Secret))
	signed.RawQuery = query.Encode()
	return signed.String()
}

// VerifyURL returns an [Error] unless the key has signed the URL of a request for the service, and
// the URL has not expired.
func (k Key) VerifyURL(r *http.Request, service string, now time.Time) error {
	query := r.URL.Query()
	if !query.Has(signatureParam) {
		return &Error{Reason: Missing}
	}
	at, err := time.Parse(amzDate, query.Get("X-Amz-Date"))
	lifetime, lifetimeErr := strconv.Atoi(query.Get("X-Amz-Expires"))
	parts := strings.Split(query.Get("X-Amz-Credential"), "/")
	headers := strings.Split(query.Get("X-Amz-SignedHeaders"), ";")
	if query.Get("X-Amz-Algorithm") != algorithm || err != nil || lifetimeErr != nil || len(parts) != 5 || !slices.Contains(headers, "host") ||
		lifetime < 0 || lifetime > maxLifetime {
		return &Error{Reason: Incomplete}
	}
	if expires := at.Add(time.Duration(lifetime) * time.Second); !now.Before(expires) {
		return &Error{Reason: Expired}
	}
	query.Del(signatureParam)
	unsigned := r.Clone(r.Context())
	unsigned.URL.RawQuery = query.Encode()
	a := Authorization{scope: strings.Join(parts[1:], "/"), headers: headers}
	right := a.computeFor(unsigned, at, unsignedPayload, k.Secret)
	if parts[0] != k.ID || parts[1] != at.Format("20060102") || parts[3] != service || !hmac.Equal([]byte(r.URL.Query().Get(signatureParam)), []byte(right)) {
		return &Error{Reason: Invalid}
	}
	return nil
}
