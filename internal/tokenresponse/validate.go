package tokenresponse

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Validate checks the members that a client uses (RFC 6749 section 5.1). The error names the member.
func (r Response) Validate() error {
	for _, name := range []string{"access_token", "token_type", "expires_in"} {
		if _, ok := r[name]; !ok {
			return fmt.Errorf("%s is missing", name)
		}
	}
	for _, name := range []string{"access_token", "id_token", "refresh_token"} {
		raw, ok := r[name]
		var token *string
		if ok && (json.Unmarshal(raw, &token) != nil || token == nil || *token == "") {
			return fmt.Errorf("%s is not a string", name)
		}
	}
	if !strings.EqualFold(r.Text("token_type"), "Bearer") {
		return errors.New("token_type is not Bearer")
	}
	// Check the bytes: for some Go types, encoding/json also accepts 3.6e3 and "3600".
	if seconds, err := strconv.ParseInt(string(r["expires_in"]), 10, 64); err != nil || seconds <= 0 {
		return errors.New("expires_in is not a number of seconds")
	}
	return nil
}
