package cognitoidp

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// defaultPage is how many items an answer has when the request does not say: the
// greatest limit of most lists.
const defaultPage = 60

// page returns the items after the one at which a pagination token ends, at most limit
// of them (0: the default), and the token of the next page or "". The items are in the
// order of their keys, which must be unique; a token names the last one, so that those
// which come and go between two requests neither repeat nor hide others.
//
// A token is good for the action and the parameters that gave it alone ("with the same
// parameters", API_ListUsers). The text for another one is chosen.
func page[T any](c *call, items []T, key func(T) string, token string, limit int) ([]T, string, error) {
	items = slices.SortedFunc(slices.Values(items), func(a, b T) int { return cmp.Compare(key(a), key(b)) })
	list := c.list()
	if token != "" {
		text, err := base64.RawURLEncoding.DecodeString(token)
		last, ok := strings.CutPrefix(string(text), list)
		if err != nil || !ok {
			return nil, "", userpool.InvalidParameter("Invalid pagination token.")
		}
		items = slices.DeleteFunc(items, func(item T) bool { return key(item) <= last })
	}
	size := cmp.Or(limit, defaultPage)
	if len(items) <= size {
		return items, "", nil
	}
	return items[:size], base64.RawURLEncoding.EncodeToString([]byte(list + key(items[size-1]))), nil
}

// pageMembers are those of a request that may change from one page to the next.
var pageMembers = []string{"Limit", "MaxResults", "NextToken", "PaginationToken"}

// list is a mark of what a request lists: its action and its parameters.
func (c *call) list() string {
	var parameters map[string]json.RawMessage
	_ = json.Unmarshal(c.body, &parameters) // Deserialize has read it
	for _, name := range pageMembers {
		delete(parameters, name)
	}
	text, _ := json.Marshal(parameters) // in the order of the names
	digest := sha256.Sum256(append([]byte(c.region+c.name), text...))
	return string(digest[:12])
}
