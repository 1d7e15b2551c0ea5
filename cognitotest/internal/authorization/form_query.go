package authorization

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// knownParameters are the parameters of a request that the classic pages support. Only managed
// login supports prompt and lang (developer guide, "Authorize endpoint").
var knownParameters = []string{
	"client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge", "code_challenge_method",
	"identity_provider", "idp_identifier", "login_hint", "resource", "max_age", "acr_values",
}

// FormQuery returns the query in the action of a form on a classic page: the known parameters
// of a request in its order, decoded, as on the sign-in pages of live pools (captures of 2025
// and 2026: response_mode and x-client-SKU are omitted, a scope has a literal space, a
// redirect URI its slashes). A browser encodes it again when it sends the form.
//
// Characters that a browser does not encode and that would change the meaning stay encoded. No
// capture has such a value, so this is unspecified. The first value of a repeated parameter
// counts.
func FormQuery(rawQuery string) string {
	var pairs, seen []string
	for pair := range strings.SplitSeq(rawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		name, nameErr := url.QueryUnescape(name)
		value, valueErr := url.QueryUnescape(value)
		// url.ParseQuery ignores pairs with a semicolon, too.
		if nameErr != nil || valueErr != nil || strings.Contains(pair, ";") || !slices.Contains(knownParameters, name) || slices.Contains(seen, name) {
			continue
		}
		seen = append(seen, name)
		pairs = append(pairs, name+"="+formValue(value))
	}
	return strings.Join(pairs, "&")
}

// formValue keeps the characters of a value that a browser encodes by itself (URL Standard,
// "query percent-encode set") or that have no special meaning in a query. It encodes
// characters that separate parameters, that stand for another character, and that a browser
// removes: control characters, a space at the end, and invalid UTF-8.
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
