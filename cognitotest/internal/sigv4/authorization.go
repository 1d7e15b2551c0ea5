package sigv4

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

const algorithm = "AWS4-HMAC-SHA256"

// Authorization is the Authorization header of a signed request.
type Authorization struct {
	KeyID   string
	Date    string // YYYYMMDD
	Region  string
	Service string

	scope     string // DATE/REGION/SERVICE/aws4_request
	headers   []string
	signature string
}

// Parse reads the Authorization header of a request.
//
// Errors: an [Error] of the reason Missing if the header is not a signature of version 4, and of
// the reason Incomplete if it lacks a part.
func Parse(r *http.Request) (Authorization, error) {
	header := r.Header.Get("Authorization")
	fields, ok := strings.CutPrefix(header, algorithm+" ")
	if !ok {
		return Authorization{}, &Error{Reason: Missing}
	}
	values := map[string]string{}
	for field := range strings.SplitSeq(fields, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(field), "=")
		values[name] = value
	}
	var missing []string
	for _, name := range []string{"Credential", "Signature", "SignedHeaders"} {
		if values[name] == "" {
			missing = append(missing, "Authorization header requires '"+name+"' parameter.")
		}
	}
	if len(missing) > 0 {
		return Authorization{}, reject(Incomplete, "%s Authorization=%s", strings.Join(missing, " "), header)
	}
	parts := strings.Split(values["Credential"], "/")
	if len(parts) != 5 || parts[4] != "aws4_request" {
		return Authorization{}, reject(Incomplete, "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '%s'", values["Credential"])
	}
	a := Authorization{
		KeyID: parts[0], Date: parts[1], Region: parts[2], Service: parts[3], scope: strings.Join(parts[1:], "/"),
		headers: strings.Split(values["SignedHeaders"], ";"), signature: values["Signature"],
	}
	if !slices.Contains(a.headers, "host") {
		return Authorization{}, reject(Incomplete, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
	}
	return a, nil
}

const amzDate = "20060102T150405Z"

// signedAt returns the time of the signature that a request names.
func signedAt(r *http.Request) (time.Time, error) {
	if text := r.Header.Get("X-Amz-Date"); text != "" {
		return time.Parse(amzDate, text)
	}
	return http.ParseTime(r.Header.Get("Date"))
}
