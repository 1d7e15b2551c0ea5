package relay

import (
	"errors"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"
)

var errMalformed = errors.New("relay: a message is not valid Protocol Buffers")

// Field is one field of a message: its number, its content (Bytes for bytes, a string or a
// message; Varint for a varint), and the whole field in wire format.
type Field struct {
	Number protowire.Number
	Bytes  []byte
	Varint uint64
	Wire   []byte
}

// Fields splits a message into its fields, in order.
func Fields(message []byte) ([]Field, error) {
	var fields []Field
	for len(message) > 0 {
		number, kind, n := protowire.ConsumeTag(message)
		if n < 0 {
			return nil, errMalformed
		}
		size := protowire.ConsumeFieldValue(number, kind, message[n:])
		if size < 0 {
			return nil, errMalformed
		}
		f := Field{Number: number, Wire: message[:n+size]}
		switch kind {
		case protowire.BytesType:
			f.Bytes, _ = protowire.ConsumeBytes(message[n:])
		case protowire.VarintType:
			f.Varint, _ = protowire.ConsumeVarint(message[n:])
		}
		fields = append(fields, f)
		message = message[n+size:]
	}
	return fields, nil
}

// Last returns the last field with a number: in Protocol Buffers, the last value wins. It
// returns the zero value if no field has the number.
func Last(fields []Field, number protowire.Number) Field {
	for _, f := range slices.Backward(fields) {
		if f.Number == number {
			return f
		}
	}
	return Field{}
}

// AppendBytes adds a field of type bytes, string or message.
func AppendBytes(message []byte, number protowire.Number, content []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(message, number, protowire.BytesType), content)
}

// AppendVarint adds a field of an integer type, bool or an enumeration.
func AppendVarint(message []byte, number protowire.Number, value uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(message, number, protowire.VarintType), value)
}

// severityError is Diagnostic.Severity.ERROR, and severity its field.
const (
	severityError = 1
	severity      = 1
)

// failed reports whether the diagnostics in a field of a response contain an error. A malformed
// response counts as failed.
func failed(response []byte, diagnostics protowire.Number) bool {
	fields, err := Fields(response)
	if err != nil {
		return true
	}
	return slices.ContainsFunc(fields, func(f Field) bool {
		if f.Number != diagnostics {
			return false
		}
		diagnostic, err := Fields(f.Bytes)
		return err != nil || Last(diagnostic, severity).Varint == severityError
	})
}

// AppendError adds an error to the diagnostics of a response: a summary and a detail
// (Diagnostic, fields 2 and 3, in tfplugin5.proto and tfplugin6.proto).
func AppendError(response []byte, diagnostics protowire.Number, summary, detail string) []byte {
	diagnostic := AppendVarint(nil, severity, severityError)
	diagnostic = AppendBytes(diagnostic, 2, []byte(summary))
	diagnostic = AppendBytes(diagnostic, 3, []byte(detail))
	return AppendBytes(response, diagnostics, diagnostic)
}
