package transaction

import (
	"encoding"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"math/bits"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"
)

// A start decodes all records of a journal, so the codec of a type reads the JSON that [json.Marshal] writes
// for it, several times as fast as [json.Unmarshal]. It refuses any other text, such as a record of an earlier
// version of the emulator with its members in another order, and [json.Unmarshal] decodes that one.

// decoder is the rest of a JSON text. Strings that it returns can be parts of the text.
type decoder struct{ rest string }

// decode sets a zero value to the value of a JSON text. If it returns false, the value is undefined.
func (c codec) decode(text string, v reflect.Value) bool {
	d := decoder{text}
	return c.read(&d, v) && d.rest == ""
}

func (d *decoder) skip(prefix string) (ok bool) {
	d.rest, ok = strings.CutPrefix(d.rest, prefix)
	return ok
}

// token returns the text of a string with its quotes. plain is true if the string is the text between
// them.
func (d *decoder) token() (text string, plain, ok bool) {
	if !strings.HasPrefix(d.rest, `"`) {
		return "", false, false
	}
	plain = true
	ascii := true
	for i := 1; i < len(d.rest); i++ {
		switch c := d.rest[i]; {
		case c == '"':
			text, d.rest = d.rest[:i+1], d.rest[i+1:]
			return text, plain && (ascii || utf8.ValidString(text)), true
		case c == '\\':
			plain = false
			i++
		case c < ' ':
			plain = false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return "", false, false
}

func (d *decoder) string() (s string, ok bool) {
	text, plain, ok := d.token()
	if plain {
		return text[1 : len(text)-1], true
	}
	return s, ok && json.Unmarshal([]byte(text), &s) == nil
}

// digits returns the digits of a number without a leading zero, or "".
func (d *decoder) digits() string {
	n := 0
	for n < len(d.rest) && '0' <= d.rest[n] && d.rest[n] <= '9' {
		n++
	}
	if n > 1 && d.rest[0] == '0' {
		return ""
	}
	text := d.rest[:n]
	d.rest = d.rest[n:]
	return text
}

// maxDigits is how many digits every uint64 can hold.
const maxDigits = 19

func (d *decoder) uint() (n uint64, ok bool) {
	text := d.digits()
	for i := range len(text) {
		n = 10*n + uint64(text[i]-'0')
	}
	return n, 0 < len(text) && len(text) <= maxDigits
}

func (d *decoder) int() (n int64, ok bool) {
	negative := d.skip("-")
	magnitude, ok := d.uint()
	if n = int64(magnitude); negative {
		n = -n
	}
	return n, ok && magnitude < 1<<63
}

// list calls element for each element of a list or an object after its first character. end is the last one.
func (d *decoder) list(end string, element func() bool) bool {
	if d.skip(end) {
		return true
	}
	for element() {
		if !d.skip(",") {
			return d.skip(end)
		}
	}
	return false
}

func readString(d *decoder, v reflect.Value) bool {
	s, ok := d.string()
	v.SetString(s)
	return ok
}

func readBool(d *decoder, v reflect.Value) bool {
	if d.skip("true") {
		v.SetBool(true)
		return true
	}
	return d.skip("false")
}

func readInt(d *decoder, v reflect.Value) bool {
	n, ok := d.int()
	v.SetInt(n)
	return ok && !v.OverflowInt(n)
}

func readUint(d *decoder, v reflect.Value) bool {
	n, ok := d.uint()
	v.SetUint(n)
	return ok && !v.OverflowUint(n)
}

const zeroTime = `"0001-01-01T00:00:00Z"`

func readTime(d *decoder, v reflect.Value) bool {
	text, _, ok := d.token()
	return ok && (text == zeroTime || v.Addr().Interface().(*time.Time).UnmarshalJSON([]byte(text)) == nil)
}

// readBigInt decodes nineteen digits at a time.
func readBigInt(d *decoder, v reflect.Value) bool {
	if d.skip("null") {
		return true
	}
	negative := d.skip("-")
	text := d.digits()
	if bits.UintSize != 64 || text == "" {
		return false
	}
	words := make([]big.Word, 0, len(text)/maxDigits+1)
	for len(text) > 0 {
		part := decoder{text[:(len(text)-1)%maxDigits+1]} // the first part can be shorter
		text = text[len(part.rest):]
		scale, carry := uint64(1), uint64(0)
		for i := range len(part.rest) {
			scale *= 10
			carry = 10*carry + uint64(part.rest[i]-'0')
		}
		for i, w := range words {
			high, low := bits.Mul64(uint64(w), scale)
			low, over := bits.Add64(low, carry, 0)
			words[i], carry = big.Word(low), high+over
		}
		if carry > 0 {
			words = append(words, big.Word(carry))
		}
	}
	n := new(big.Int).SetBits(words)
	if negative {
		n.Neg(n)
	}
	v.Set(reflect.ValueOf(n))
	return true
}

func readPointer(of codec) func(*decoder, reflect.Value) bool {
	return func(d *decoder, v reflect.Value) bool {
		if d.skip("null") {
			return true
		}
		v.Set(reflect.New(v.Type().Elem()))
		return of.read(d, v.Elem())
	}
}

func readSlice(of codec) func(*decoder, reflect.Value) bool {
	return func(d *decoder, v reflect.Value) bool {
		if d.skip("null") {
			return true
		}
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		return d.skip("[") && d.list("]", func() bool {
			n := v.Len()
			if n == v.Cap() {
				v.Grow(4)
			}
			v.SetLen(n + 1)
			return of.read(d, v.Index(n))
		})
	}
}

func readBytes(d *decoder, v reflect.Value) bool {
	if d.skip("null") {
		return true
	}
	s, ok := d.string()
	if !ok {
		return false
	}
	b, err := base64.StdEncoding.DecodeString(s)
	v.SetBytes(b)
	return err == nil
}

func readMap(t reflect.Type, value codec) func(*decoder, reflect.Value) bool {
	if t.Key().Kind() != reflect.String || decodesItself(t.Key()) {
		return refuse
	}
	return func(d *decoder, v reflect.Value) bool {
		if d.skip("null") {
			return true
		}
		v.Set(reflect.MakeMap(t))
		return d.skip("{") && d.list("}", func() bool {
			k, e := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
			if !readString(d, k) || !d.skip(":") || !value.read(d, e) {
				return false
			}
			v.SetMapIndex(k, e)
			return true
		})
	}
}

// member is a member of an object: a field of a struct or of a struct that is embedded in it.
type member struct {
	start string // the name in quotes, and the colon
	field []int
	codec codec
}

// readStruct decodes the members in the order of the fields.
func readStruct(t reflect.Type) func(*decoder, reflect.Value) bool {
	members, ok := membersOf(t, nil)
	if !ok {
		return refuse
	}
	return func(d *decoder, v reflect.Value) bool {
		next := 0
		return d.skip("{") && d.list("}", func() bool {
			for ; next < len(members); next++ {
				if m := &members[next]; d.skip(m.start) {
					next++
					return m.codec.read(d, v.FieldByIndex(m.field))
				}
			}
			return false
		})
	}
}

// membersOf returns the members of a struct in the order in which [json.Marshal] writes them. ok is false for a
// field with a tag, which no record has.
func membersOf(t reflect.Type, path []int) (members []member, ok bool) {
	for i := range t.NumField() {
		f, at := t.Field(i), append(append([]int{}, path...), i)
		switch {
		case f.Tag != "" || !f.Anonymous && !f.IsExported():
			return nil, false
		case f.Anonymous && f.Type.Kind() == reflect.Struct && !decodesItself(f.Type):
			embedded, ok := membersOf(f.Type, at)
			if !ok {
				return nil, false
			}
			members = append(members, embedded...)
		case f.Anonymous:
			return nil, false
		default:
			members = append(members, member{`"` + f.Name + `":`, at, codecFor(f.Type)})
		}
	}
	return members, true
}

func refuse(*decoder, reflect.Value) bool { return false }

// decodesItself reports whether the type has a JSON form of its own.
func decodesItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(reflect.TypeFor[json.Unmarshaler]()) || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}
