package authorization

import "time"

// reuses reports whether the client reuses an SSO session of an age without a page. A client
// whose limit is 0 never does.
func (r *Request) reuses(age time.Duration) bool { return r.reuse > 0 && age <= r.reuse }
