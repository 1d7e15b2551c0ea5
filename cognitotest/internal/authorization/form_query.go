package authorization

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// knownParameters are the parameters of a request that the classic pages know. prompt and
// lang are for managed login alone (developer guide, "Authorize endpoint").
var knownParameters = []string{
	"client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge", "code_challenge_method",
	"identity_provider", "idp_identifier", "login_hint", "resource", "max_age", "acr_values",
}

// FormQuery is the query in the action of a form on a classic page: the known parameters
// of a request in its order, decoded. The sign-in pages of live pools have it so (captures
// of 2025 and 2026: response_mode and x-client-SKU are left out, a scope has a literal
// space, a redirect URI its slashes). A browser encodes it again when it sends the form.
//
// What a browser does not encode would change the meaning, and stays encoded: no capture
// has such a value, so that is chosen. Of a parameter that comes twice the first counts.
func FormQuery(rawQuery string) string {
	var pairs, seen []string
	for pair := range strings.SplitSeq(rawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		name, nameErr := url.QueryUnescape(name)
		value, valueErr := url.QueryUnescape(value)
		// url.ParseQuery passes over pairs with a semicolon too.
		if nameErr != nil || valueErr != nil || strings.Contains(pair, ";") || !slices.Contains(knownParameters, name) || slices.Contains(seen, name) {
			continue
		}
		seen = append(seen, name)
		pairs = append(pairs, name+"="+formValue(value))
	}
	return strings.Join(pairs, "&")
}

// formValue keeps the characters of a value that a browser encodes by itself (URL
// Standard, "query percent-encode set") or that mean themselves in a query. It encodes
// those that separate parameters, that stand for another character, and that a browser
// drops: control characters, a space at the end, and what is no UTF-8.
func formValue(value string) string {
	var b strings.Builder
	for i := 0; i < len(value); {
		c, size := utf8.DecodeRuneInString(value[i:])
		char := value[i : i+size]
		i += size
		switch {
		case c == utf8.RuneError && size == 1, c < ' ', c == 0x7f, c == ' ' && i == len(value), strings.ContainsRune("%&+;#", c):
			for _, octet := range []byte(char) {
				fmt.Fprintf(&b, "%%%02X", octet)
			}
		default:
			b.WriteString(char)
		}
	}
	return b.String()
}
