package relay

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzFrame splits any message of the provider into fields. The fields of a valid message are the whole message. A
// schema without the types that are not in use has only fields of the message, and an error that is added is found.
func FuzzFrame(f *testing.F) {
	entry := AppendBytes(AppendBytes(nil, 1, []byte("aws_cognito_user_pool")), 2, []byte("schema"))
	other := AppendBytes(nil, 1, []byte("aws_instance"))
	f.Add(AppendVarint(AppendBytes(AppendBytes(nil, resourceSchemas, entry), resourceSchemas, other), 7, 1))
	f.Add(AppendError(nil, diagnosticsOfSchema, "summary", "detail"))
	for _, text := range []string{"", "\x00", "\x0a", "\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\x0b\x0c", "\x0b\x0b\x0b", "\x0d\x01\x02\x03\x04", "\x12\x02\x0a\x05", "\x08\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", "\x07"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, message []byte) {
		fields, err := Fields(message)
		if err != nil {
			require.ErrorIs(t, err, errMalformed)
			require.True(t, failed(message, diagnosticsOfSchema), "a malformed response counts as failed")
			return
		}
		var whole []byte
		for _, field := range fields {
			require.Positive(t, field.Number)
			whole = append(whole, field.Wire...)
		}
		require.Equal(t, string(message), string(whole))

		inUse := func(name string) bool { return name == "aws_cognito_user_pool" }
		if trimmed, err := trim(message, inUse, resourceSchemas); err == nil {
			kept, err := Fields(trimmed)
			require.NoError(t, err)
			for _, field := range kept {
				if field.Number == resourceSchemas {
					name, err := nameOf(field.Bytes)
					require.NoError(t, err)
					require.Equal(t, "aws_cognito_user_pool", name)
				}
			}
			again, err := trim(trimmed, inUse, resourceSchemas)
			require.NoError(t, err)
			require.Equal(t, string(trimmed), string(again))
		}
		require.True(t, failed(AppendError(message, diagnosticsOfSchema, "summary", "detail"), diagnosticsOfSchema))
	})
}
