package cognitoidp_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rawCall posts an action to the plain endpoint over TCP. It returns the bytes of the response before and
// after the empty line.
func (s *server) rawCall(t *testing.T, target, body string) (head, content string) {
	t.Helper()
	connection, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	require.NoError(t, err)
	defer connection.Close()
	_, err = fmt.Fprintf(connection, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\nX-Amz-Target: %s\r\nAuthorization: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s",
		target, credential, len(body), body)
	require.NoError(t, err)
	answer, err := io.ReadAll(connection)
	require.NoError(t, err)
	head, content, found := strings.Cut(string(answer), "\r\n\r\n")
	require.True(t, found, "%q", answer)
	return head, content
}

// TestErrorMessageHeaderHasSafeCharacters: the header with the error message has only characters that every
// client accepts. The message in the body is complete.
func TestErrorMessageHeaderHasSafeCharacters(t *testing.T) {
	s := start(t)
	for _, tt := range []struct{ name, poolName, want string }{
		{"plain", "a/b", "Value 'a/b' at"},
		{"a line break", "a\r\nSet-Cookie: x=y\r\n\r\n<b>", "Value 'a  Set-Cookie: x=y    <b>' at"},
		{"a zero", "a\x00b", "Value 'a?b' at"},
		{"an escape", "a\x1b[31m/", "Value 'a?[31m/' at"},
		{"a tab and a delete", "a\t\x7f/", "Value 'a ?/' at"},
		{"letters beyond ASCII", "é/漢\U0001f600", "Value '?/??' at"},
		{"C1 controls", "\u0085/\u009b", "Value '?/?' at"},
		{"17 KB", strings.Repeat("x/", 8500), "Value 'x/x/"},
		{"17 KB of letters beyond ASCII", strings.Repeat("漢/", 4500), "Value '?/?/"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			body, err := json.Marshal(map[string]string{"PoolName": tt.poolName})
			require.NoError(t, err)
			head, content := s.rawCall(t, prefix+"CreateUserPool", string(body))
			for line := range strings.SplitSeq(head, "\r\n") {
				assert.NotRegexp(t, `[^ -~]`, line)
				assert.LessOrEqual(t, len(line), 1100)
			}
			assert.Contains(t, head, tt.want)
			assert.NotContains(t, head, "\r\nSet-Cookie")
			response, err := http.ReadResponse(bufio.NewReader(strings.NewReader(head+"\r\n\r\n"+content)), nil)
			require.NoError(t, err)
			assert.Equal(t, http.StatusBadRequest, response.StatusCode)
			var exception struct{ Message string }
			require.NoError(t, json.NewDecoder(response.Body).Decode(&exception))
			assert.Contains(t, exception.Message, "'"+tt.poolName+"'", "the body has the whole message")

			// The client of net/http rejects a response with a zero byte in a header.
			got := s.call(t, "CreateUserPool", string(body))
			assert.Equal(t, http.StatusBadRequest, got.status)
			assert.Contains(t, got.header.Get("x-amzn-ErrorMessage"), tt.want)
		})
	}
}

// TestOtherHeadersHaveSafeCharacters: an X-Amz-Target with other characters, or a very long one, does not
// appear in the headers of the response.
func TestOtherHeadersHaveSafeCharacters(t *testing.T) {
	s := start(t)
	for _, target := range []string{"\xff\x80", prefix + strings.Repeat("x", 20000), prefix + "é"} {
		head, _ := s.rawCall(t, target, "{}")
		assert.NotRegexp(t, `[^ -~\r\n]`, head)
		assert.Less(t, len(head), 2000)
		assert.Contains(t, head, "UnknownOperationException:")
	}
}
