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

// defaultPage is the number of items in a page if the request has no limit. It is the largest limit
// that most lists accept.
const defaultPage = 60

// page returns one page of items: those after the item that token names, at most limit (0 means the
// default). It also returns the token of the next page, or "" on the last page. It orders the items by
// their keys, which must be unique. A token names the last item of its page, not a number. Therefore
// an item that is added or removed between two requests does not repeat or hide other items.
//
// A token is valid only for the action and the parameters of the request that returned it ("with the
// same parameters", API_ListUsers). The text of the error is unspecified.
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

// listDigest identifies the list that a request reads: region, action and parameters.
func (c *call) listDigest() string {
	var parameters map[string]json.RawMessage
	_ = json.Unmarshal(c.body, &parameters) // Deserialize decoded it
	for _, name := range pageMembers {
		delete(parameters, name)
	}
	text, _ := json.Marshal(parameters) // json.Marshal sorts the names
	digest := sha256.Sum256(append([]byte(c.region+c.name), text...))
	return string(digest[:12])
}
