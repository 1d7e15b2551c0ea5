package sigv4

import (
	"crypto/hmac"
	"fmt"
	"net/http"
	"time"
)

// Reason is the reason why a signature is invalid. Services have different errors for it.
type Reason int

// The reasons, in the order in which Verify checks them: unspecified.
const (
	Missing    Reason = iota // the request is not signed
	Incomplete               // the signature lacks a part
	UnknownKey               // the access key is unknown or temporary
	Invalid                  // wrong date, scope or signature
	Expired                  // the lifetime of a presigned URL has passed
)

// Error rejects a signature. Message is the text that the services have in common, or "".
type Error struct {
	Reason  Reason
	Message string
}

func (e *Error) Error() string { return "sigv4: " + e.Message }

func reject(reason Reason, format string, args ...any) error {
	return &Error{Reason: reason, Message: fmt.Sprintf(format, args...)}
}

// Verifier has the access keys whose signatures it accepts.
type Verifier struct {
	Secrets map[string]string // by key id
	// Now returns the time of the machine, because clients sign with the time of theirs.
	Now func() time.Time
}

// Expected is the scope and the time that a service requires of a signature.
type Expected struct {
	Service string
	Region  string        // "" accepts every region
	Skew    time.Duration // largest difference between the clocks
}

// Verify returns an [Error] unless one of the keys has signed the request and body for the
// service. The texts are captures of several services.
func (v *Verifier) Verify(r *http.Request, body []byte, want Expected) error {
	a, err := Parse(r)
	if err != nil {
		return err
	}
	secret, ok := v.Secrets[a.KeyID]
	if !ok || r.Header.Get("X-Amz-Security-Token") != "" {
		return reject(UnknownKey, "The security token included in the request is invalid.")
	}
	if err := a.verifyTime(r, v.Now().UTC(), want.Skew); err != nil {
		return err
	}
	switch {
	case want.Region != "" && a.Region != want.Region:
		return reject(Invalid, "Credential should be scoped to a valid region. ")
	case a.Service != want.Service:
		return reject(Invalid, "Credential should be scoped to correct service: '%s'. ", want.Service)
	case !hmac.Equal([]byte(a.signature), []byte(a.compute(r, body, secret))):
		return reject(Invalid, "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.")
	}
	return nil
}

func (a Authorization) verifyTime(r *http.Request, now time.Time, skew time.Duration) error {
	if r.Header.Get("X-Amz-Date") == "" && r.Header.Get("Date") == "" {
		return reject(Incomplete, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=%s", r.Header.Get("Authorization"))
	}
	at, err := signedAt(r)
	if err != nil {
		return reject(Incomplete, "Date must be in ISO-8601 'basic format'. Got '%s'. See http://en.wikipedia.org/wiki/ISO_8601", r.Header.Get("X-Amz-Date"))
	}
	stamp, minutes := at.UTC().Format(amzDate), int(skew.Minutes())
	switch oldest, newest := now.Add(-skew), now.Add(skew); {
	case at.Before(oldest):
		return reject(Invalid, "Signature expired: %s is now earlier than %s (%s - %d min.)", stamp, oldest.Format(amzDate), now.Format(amzDate), minutes)
	case at.After(newest):
		return reject(Invalid, "Signature not yet current: %s is still later than %s (%s + %d min.)", stamp, newest.Format(amzDate), now.Format(amzDate), minutes)
	case a.Date != stamp[:8]:
		return reject(Invalid, "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '%s' != '%s', from '%s'.", a.Date, stamp[:8], stamp)
	}
	return nil
}
