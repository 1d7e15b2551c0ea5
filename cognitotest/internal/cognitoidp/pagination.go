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

// pageOf returns one page of a list: the items after the item that token names, at most limit (0 means
// the default). It also returns the token of the next page, or "" on the last page. after returns the
// first n items whose keys are greater than a key, in the order of their keys, which must be unique. A
// token names the last item of its page, not a number. Therefore an item that is added or removed
// between two requests does not repeat or hide other items.
//
// A token is valid only for the action and the parameters of the request that returned it ("with the
// same parameters", API_ListUsers). The text of the error is unspecified.
func pageOf[T any](c *call, after func(key string, n int) ([]T, error), key func(T) string, token string, limit int) ([]T, string, error) {
	list, last := c.listDigest(), ""
	if token != "" {
		text, err := base64.RawURLEncoding.DecodeString(token)
		var ok bool
		if last, ok = strings.CutPrefix(string(text), list); err != nil || !ok {
			return nil, "", apierror.InvalidParameter("Invalid pagination token.")
		}
	}
	size := cmp.Or(limit, defaultPage)
	items, err := after(last, size+1)
	if err != nil || len(items) <= size {
		return items, "", err
	}
	return items[:size], base64.RawURLEncoding.EncodeToString([]byte(list + key(items[size-1]))), nil
}

// page is pageOf for a list that is short enough to sort all of it.
func page[T any](c *call, items []T, key func(T) string, token string, limit int) ([]T, string, error) {
	after := func(last string, n int) ([]T, error) {
		sorted := slices.SortedFunc(slices.Values(items), func(a, b T) int { return cmp.Compare(key(a), key(b)) })
		first := slices.IndexFunc(sorted, func(item T) bool { return key(item) > last || last == "" })
		if first < 0 {
			return nil, nil
		}
		return sorted[first:min(first+n, len(sorted))], nil
	}
	return pageOf(c, after, key, token, limit)
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
