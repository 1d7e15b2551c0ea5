package session

import (
	"context"
	"time"

	"github.com/pquerna/otp/totp"
)

// totpPeriod is the time step of a one-time code (RFC 6238 section 4.1).
const totpPeriod = 30 * time.Second

// authenticator is the authenticator app of a temporary user. It returns each one-time
// code once.
type authenticator struct {
	options *Options
	secret  string
	last    string
}

// code returns the next code. It moves the clock if the current code is already used.
func (a *authenticator) code(ctx context.Context) (string, error) {
	code, err := totp.GenerateCode(a.secret, a.options.Now())
	if err == nil && code == a.last {
		if err := a.options.Advance(ctx, totpPeriod); err != nil {
			return "", err
		}
		code, err = totp.GenerateCode(a.secret, a.options.Now())
	}
	a.last = code
	return code, err
}
