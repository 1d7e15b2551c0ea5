package cognitotest

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func TestPlainEndpointReturnsTheOutbox(t *testing.T) {
	t.Parallel()
	s := NewServer()
	t.Cleanup(s.Close)
	read := func(query string) string {
		response, err := http.Get(s.URL + "/_cognitotest/messages" + query)
		require.NoError(t, err)
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		assert.Equal(t, http.StatusOK, response.StatusCode)
		assert.Equal(t, "application/json", response.Header.Get("Content-Type"))
		return string(text)
	}
	assert.JSONEq(t, `[]`, read(""))
	s.store.KeepMessage(userpool.Message{Medium: userpool.MediumEmail, To: "ada@example.com", Username: "ada", Source: "CustomMessage_SignUp", Body: "Your code is 123456", Code: "123456"})
	s.store.KeepMessage(userpool.Message{Medium: userpool.MediumSMS, To: "+15550100", Username: "bo"})
	var all []Message
	require.NoError(t, json.Unmarshal([]byte(read("")), &all))
	assert.Equal(t, s.Outbox(), all)
	var ada []map[string]any
	require.NoError(t, json.Unmarshal([]byte(read("?username=ada")), &ada))
	require.Len(t, ada, 1)
	assert.Equal(t, "123456", ada[0]["Code"])
	assert.Equal(t, "CustomMessage_SignUp", ada[0]["TriggerSource"])
	assert.JSONEq(t, `[]`, read("?username=nobody"))

	response, err := s.Client().Get("https://cognito-idp.us-east-1.amazonaws.com/_cognitotest/messages")
	require.NoError(t, err)
	_ = response.Body.Close()
	assert.Equal(t, http.StatusNotFound, response.StatusCode, "the service has no such path")
}
