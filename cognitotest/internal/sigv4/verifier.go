package sigv4

import (
	"crypto/hmac"
	"fmt"
	"net/http"
	"time"
)

// Reason is why a request is refused; services name it in their own ways.
type Reason int

// The reasons, in the order in which they are looked for: chosen.
const (
	Missing    Reason = iota // the request is not signed
	Incomplete               // a part of the signature is not there
	UnknownKey               // no such access key, or it is a temporary one
	Invalid                  // wrong date, scope or signature
)

// Refusal is why a request is not taken for one of the owner of its key. Message is the
// services' text where they share one, or "".
type Refusal struct {
	Reason  Reason
	Message string
}

func (r *Refusal) Error() string { return "sigv4: " + r.Message }

func refuse(reason Reason, format string, args ...any) error {
	return &Refusal{Reason: reason, Message: fmt.Sprintf(format, args...)}
}

// Verifier holds the access keys that may sign.
type Verifier struct {
	Secrets map[string]string // by key id
	// Now is the time of the machine: clients sign with theirs.
	Now func() time.Time
}

// Expected is what a service requires of a signature.
type Expected struct {
	Service string
	Region  string        // "" takes any
	Skew    time.Duration // how far the clocks may be apart
}

// Verify returns a [Refusal] unless one of the keys has signed the request and body for
// the service. The texts are captures of several services.
func (v *Verifier) Verify(r *http.Request, body []byte, want Expected) error {
	a, err := Parse(r)
	if err != nil {
		return err
	}
	secret, ok := v.Secrets[a.KeyID]
	if !ok || r.Header.Get("X-Amz-Security-Token") != "" {
		return refuse(UnknownKey, "The security token included in the request is invalid.")
	}
	if err := a.checkTime(r, v.Now().UTC(), want.Skew); err != nil {
		return err
	}
	switch {
	case want.Region != "" && a.Region != want.Region:
		return refuse(Invalid, "Credential should be scoped to a valid region. ")
	case a.Service != want.Service:
		return refuse(Invalid, "Credential should be scoped to correct service: '%s'. ", want.Service)
	case !hmac.Equal([]byte(a.signature), []byte(a.compute(r, body, secret))):
		return refuse(Invalid, "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.")
	}
	return nil
}

func (a Authorization) checkTime(r *http.Request, now time.Time, skew time.Duration) error {
	if r.Header.Get("X-Amz-Date") == "" && r.Header.Get("Date") == "" {
		return refuse(Incomplete, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=%s", r.Header.Get("Authorization"))
	}
	at, err := signedAt(r)
	if err != nil {
		return refuse(Incomplete, "Date must be in ISO-8601 'basic format'. Got '%s'. See http://en.wikipedia.org/wiki/ISO_8601", r.Header.Get("X-Amz-Date"))
	}
	stamp, minutes := at.UTC().Format(amzDate), int(skew.Minutes())
	switch oldest, newest := now.Add(-skew), now.Add(skew); {
	case at.Before(oldest):
		return refuse(Invalid, "Signature expired: %s is now earlier than %s (%s - %d min.)", stamp, oldest.Format(amzDate), now.Format(amzDate), minutes)
	case at.After(newest):
		return refuse(Invalid, "Signature not yet current: %s is still later than %s (%s + %d min.)", stamp, newest.Format(amzDate), now.Format(amzDate), minutes)
	case a.Date != stamp[:8]:
		return refuse(Invalid, "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '%s' != '%s', from '%s'.", a.Date, stamp[:8], stamp)
	}
	return nil
}
