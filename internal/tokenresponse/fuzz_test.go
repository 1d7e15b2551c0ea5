package tokenresponse

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzParse parses any body of a token endpoint. A parsed body has the members that encoding/json reads, each once. A
// valid response has an access token.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		`{"access_token":"a","token_type":"Bearer","expires_in":3600,"refresh_token":"r"}`, `{"a":1,"a":2}`, `{"a":{"b":[1,{}]}} `, `{}{}`, `{"a":1,}`, "[]", "", "null", `{"access_token":"\ud800","token_type":"bearer","expires_in":1e3}`,
		`{"\u0061":1,"a":2}`, `{"a":1]`, `{1:2}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		response, err := Parse(body)
		if err != nil {
			require.NotContains(t, err.Error(), "\n")
			return
		}
		var members map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(body, &members))
		require.Len(t, response, len(members))
		if response.Validate() == nil {
			require.NotEmpty(t, response.AccessToken())
		}
	})
}
