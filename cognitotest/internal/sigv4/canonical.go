package sigv4

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// compute returns the right signature of a request.
func (a Authorization) compute(r *http.Request, body []byte, secret string) string {
	at, _ := signedAt(r) // Verify has parsed it
	return a.computeFor(r, at, hash(body), secret)
}

// computeFor returns the signature of a request at a time. payload is the hash of the body, or the
// text that replaces it.
func (a Authorization) computeFor(r *http.Request, at time.Time, payload, secret string) string {
	text := strings.Join([]string{algorithm, at.UTC().Format(amzDate), a.scope, hash([]byte(canonicalRequest(r, a.headers, payload)))}, "\n")
	key := []byte("AWS4" + secret)
	for part := range strings.SplitSeq(a.scope, "/") {
		key = sum(key, part)
	}
	return hex.EncodeToString(sum(key, text))
}

func sum(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

func hash(text []byte) string {
	digest := sha256.Sum256(text)
	return hex.EncodeToString(digest[:])
}

// canonicalRequest returns a request in the form that clients sign: method, path, query, signed
// headers, their names, and the hash of the body.
func canonicalRequest(r *http.Request, headers []string, payload string) string {
	var b strings.Builder
	b.WriteString(r.Method + "\n" + canonicalPath(r.URL) + "\n" + canonicalQuery(r.URL) + "\n")
	for _, name := range headers {
		b.WriteString(name + ":" + headerValue(r, name) + "\n")
	}
	b.WriteString("\n" + strings.Join(headers, ";") + "\n" + payload)
	return b.String()
}

// canonicalPath encodes each segment of the sent path a second time, as services other than Amazon
// S3 do.
func canonicalPath(u *url.URL) string {
	sent := u.EscapedPath()
	if sent == "" {
		return "/"
	}
	segments := strings.Split(sent, "/")
	for i, segment := range segments {
		segments[i] = escape(segment)
	}
	return strings.Join(segments, "/")
}

// canonicalQuery orders the parameters by name, and by value if the names are equal. An order by the
// whole pair would compare the equals sign, too.
func canonicalQuery(u *url.URL) string {
	query := u.Query()
	names := map[string]string{} // encoded name to name
	for name := range query {
		names[escape(name)] = name
	}
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		var values []string
		for _, value := range query[names[name]] {
			values = append(values, escape(value))
		}
		slices.Sort(values)
		for _, value := range values {
			pairs = append(pairs, name+"="+value)
		}
	}
	return strings.Join(pairs, "&")
}

// escape returns the percent-encoding of RFC 3986, section 2.3: a space is %20.
func escape(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(url.QueryEscape(text), "+", "%20"), "%7E", "~")
}

// headerValue joins the values of a header, each without surplus space. net/http moves the values
// of two headers into fields of the request.
func headerValue(r *http.Request, name string) string {
	switch name {
	case "host":
		return r.Host
	case "content-length":
		return strconv.FormatInt(r.ContentLength, 10)
	}
	var values []string
	for _, value := range r.Header.Values(name) {
		values = append(values, strings.Join(strings.Fields(value), " "))
	}
	return strings.Join(values, ",")
}
