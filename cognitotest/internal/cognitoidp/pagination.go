package cognitoidp

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// defaultPage is the number of items in a response to a request without a limit: the largest
// limit of most lists.
const defaultPage = 60

// page returns the items after the last item of a pagination token, at most limit of them (0: the
// default), and the token of the next page or "". It orders the items by their keys, which must be
// unique. A token names the last item of its page, so that items which are added or removed
// between two requests neither repeat nor hide others.
//
// A token is valid for the action and the parameters that returned it ("with the same
// parameters", API_ListUsers). The text for another token is unspecified.
func page[T any](c *call, items []T, key func(T) string, token string, limit int) ([]T, string, error) {
	items = slices.SortedFunc(slices.Values(items), func(a, b T) int { return cmp.Compare(key(a), key(b)) })
	list := c.listDigest()
	if token != "" {
		text, err := base64.RawURLEncoding.DecodeString(token)
		last, ok := strings.CutPrefix(string(text), list)
		if err != nil || !ok {
			return nil, "", apierror.InvalidParameter("Invalid pagination token.")
		}
		items = slices.DeleteFunc(items, func(item T) bool { return key(item) <= last })
	}
	size := cmp.Or(limit, defaultPage)
	if len(items) <= size {
		return items, "", nil
	}
	return items[:size], base64.RawURLEncoding.EncodeToString([]byte(list + key(items[size-1]))), nil
}

// pageMembers are the members of a request that may change from one page to the next.
var pageMembers = []string{"Limit", "MaxResults", "NextToken", "PaginationToken"}

// listDigest identifies what a request lists: its region, its action and its parameters.
func (c *call) listDigest() string {
	var parameters map[string]json.RawMessage
	_ = json.Unmarshal(c.body, &parameters) // Deserialize has read it
	for _, name := range pageMembers {
		delete(parameters, name)
	}
	text, _ := json.Marshal(parameters) // in the order of the names
	digest := sha256.Sum256(append([]byte(c.region+c.name), text...))
	return string(digest[:12])
}
