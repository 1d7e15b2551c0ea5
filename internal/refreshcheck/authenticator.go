package refreshcheck

import (
	"context"
	"time"

	"github.com/pquerna/otp/totp"
)

// totpPeriod is how long a one-time code is shown (RFC 6238 section 4.1).
const totpPeriod = 30 * time.Second

// authenticator is the app of a temporary user that shows one-time codes, each once.
type authenticator struct {
	live   *Live
	secret string
	last   string
}

// code returns the next code. It moves the clock where the current one is used up.
func (a *authenticator) code(ctx context.Context) (string, error) {
	code, err := totp.GenerateCode(a.secret, a.live.Now())
	if err == nil && code == a.last {
		if err := a.live.Advance(ctx, totpPeriod); err != nil {
			return "", err
		}
		code, err = totp.GenerateCode(a.secret, a.live.Now())
	}
	a.last = code
	return code, err
}
