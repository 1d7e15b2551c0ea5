package cognitoidp

import (
	"encoding/base64"
	"strconv"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// page returns the items from where a pagination token points, at most limit of
// them (0: the default of 60), and the token of the next page or "".
func page[T any](items []T, token string, limit int) ([]T, string, error) {
	const defaultLimit = 60
	if limit == 0 {
		limit = defaultLimit
	}
	start := 0
	if token != "" {
		text, err := base64.RawURLEncoding.DecodeString(token)
		if err == nil {
			start, err = strconv.Atoi(string(text))
		}
		if err != nil || start < 0 || start > len(items) {
			return nil, "", userpool.InvalidParameter("Invalid pagination token.")
		}
	}
	end := min(start+limit, len(items))
	if end == len(items) {
		return items[start:], "", nil
	}
	return items[start:end], base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(end))), nil
}
