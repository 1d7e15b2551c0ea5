package transaction

import (
	"encoding/json"
	"math/big"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// decodable has every type that a record can have.
type decodable struct {
	packable
	Named    level
	Levels   map[level]*packedPart
	Unsigned []uint16
	Narrow   int16
	Moved    time.Time
	Whole    []*big.Int
}

type level string

// textual has a JSON form of its own.
type textual string

func (t *textual) UnmarshalText(text []byte) error {
	*t = textual(strings.ToUpper(string(text)))
	return nil
}

// decodeBoth decodes a text as a record. ok is false if the codec refuses it.
func decodeBoth[V any](text string) (got, want V, ok bool, err error) {
	ok = recordCodecFor(reflect.TypeFor[V]()).decode(text, reflect.ValueOf(&got).Elem())
	return got, want, ok, json.Unmarshal([]byte(text), &want)
}

func marshal(t require.TestingT, v any) string {
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

// The test compares the codec with json.Unmarshal for random records, and for random changes of their JSON.
func TestDecodeAgreesWithUnmarshal(t *testing.T) {
	t.Parallel()
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "<&>", "\"\\", "\x00\n", "é", "\xff", "123e4567-e89b-12d3-a456-426614174000"}))
	number := rapid.Custom(func(t *rapid.T) *big.Int {
		n := new(big.Int).SetBytes(rapid.SliceOfN(rapid.Byte(), 0, 60).Draw(t, "bytes"))
		if rapid.Bool().Draw(t, "negative") {
			n.Neg(n)
		}
		return n
	})
	at := rapid.Custom(func(t *rapid.T) time.Time {
		if rapid.Bool().Draw(t, "zero") {
			return time.Time{}
		}
		zone := rapid.SampledFrom([]*time.Location{time.UTC, time.FixedZone("", 2*60*60)}).Draw(t, "zone")
		return time.Unix(rapid.Int64Range(0, 1<<32).Draw(t, "seconds"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")).In(zone)
	})
	part := rapid.Custom(func(t *rapid.T) packedPart { return packedPart{rapid.Int8().Draw(t, "count")} })
	records := rapid.Custom(func(t *rapid.T) decodable {
		r := decodable{Named: level(text.Draw(t, "named")), Narrow: rapid.Int16().Draw(t, "narrow"), Moved: at.Draw(t, "moved")}
		r.packable = packable{
			Text: text.Draw(t, "text"), Flag: rapid.Bool().Draw(t, "flag"), Number: rapid.Int().Draw(t, "number"), Size: rapid.Uint32().Draw(t, "size"), At: at.Draw(t, "at"),
		}
		if rapid.Bool().Draw(t, "full") {
			r.Bytes, r.List = rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"), rapid.SliceOf(text).Draw(t, "list")
			r.Names, r.Big = rapid.MapOf(text, text).Draw(t, "names"), number.Draw(t, "big")
			p := part.Draw(t, "part")
			r.Pointer, r.Levels = &p, map[level]*packedPart{"": nil, "a": &p}
			r.Parts, r.Unsigned = rapid.SliceOf(part).Draw(t, "parts"), rapid.SliceOf(rapid.Uint16()).Draw(t, "unsigned")
			r.Whole = append(rapid.SliceOf(number).Draw(t, "whole"), nil)
		}
		return r
	})
	rapid.Check(t, func(t *rapid.T) {
		text := marshal(t, records.Draw(t, "record"))
		got, want, ok, err := decodeBoth[decodable](text)
		require.NoError(t, err)
		require.True(t, ok || strings.Contains(text, "-9223372036854775808"), text) // the magnitude of the least int is not an int
		if ok {
			require.Equal(t, marshal(t, want), marshal(t, got))
		}

		changed := []byte(text)
		at := rapid.IntRange(0, len(changed)-1).Draw(t, "at")
		changed[at] = rapid.SampledFrom([]byte(`"\{}[],:0-9.eENn tfu`+"\x00\xff")).Draw(t, "byte")
		cut := rapid.IntRange(at, min(at+3, len(changed))).Draw(t, "to")
		text = string(append(changed[:at:at], changed[cut:]...))
		if got, want, ok, err := decodeBoth[decodable](text); ok {
			require.NoError(t, err, text)
			require.Equal(t, marshal(t, want), marshal(t, got), text)
		}
	})
}

func TestDecodeRefusesOtherForms(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"no text": "", "null": "null", "a number": "1", "white space": `{ "Text":"a"}`, "white space at the end": `{"Text":"a"} `,
		"another order": `{"Flag":true,"Text":"a"}`, "a member twice": `{"Text":"a","Text":"b"}`, "another case": `{"text":"a"}`,
		"an unknown member": `{"Text":"a","Other":1}`, "no comma": `{"Text":"a""Flag":true}`, "a comma at the end": `{"Text":"a",}`, "no end": `{"Text":"a"`,
		"a fraction": `{"Number":1.0}`, "an exponent": `{"Number":1e3}`, "a leading zero": `{"Number":01}`, "a sign only": `{"Number":-}`,
		"a large number": `{"Number":9223372036854775808}`, "a number of twenty digits": `{"Number":99999999999999999999}`, "a large size": `{"Size":4294967296}`,
		"a negative size": `{"Size":-1}`, "a large part": `{"Parts":[{"Count":128}]}`, "not a bool": `{"Flag":truth}`, "not base64": `{"Bytes":"*"}`,
		"a text in a list": `{"List":"a"}`, "a list without an end": `{"List":["a"`, "not a time": `{"At":"2026-13-01T00:00:00Z"}`, "a number of no digits": `{"Big":-}`,
		"a zero before a number": `{"Big":-01}`, "a key without a value": `{"Names":{"a"}}`, "a number as a key": `{"Names":{1:"a"}}`, "a control character": "{\"Text\":\"\n\"}",
		"half of an escape": `{"Text":"\u00"}`, "invalid UTF-8": "{\"Flag\":\"\xff\"}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, ok, _ := decodeBoth[packable](text)
			assert.False(t, ok)
		})
	}
	for name, decode := range map[string]func() bool{
		"a tag": func() bool {
			_, _, ok, _ := decodeBoth[struct {
				A string `json:"B"`
			}](`{"A":"a"}`)
			return ok
		},
		"an unexported field": func() bool { _, _, ok, _ := decodeBoth[struct{ a string }](`{"a":"a"}`); return ok },
		"an embedded pointer": func() bool { _, _, ok, _ := decodeBoth[struct{ *packedPart }](`{"Count":1}`); return ok },
		"a text of its own":   func() bool { _, _, ok, _ := decodeBoth[struct{ T textual }](`{"T":"a"}`); return ok },
		"a key of its own":    func() bool { _, _, ok, _ := decodeBoth[struct{ M map[textual]int }](`{"M":{"a":1}}`); return ok },
		"a key that is a number": func() bool {
			_, _, ok, _ := decodeBoth[struct{ M map[int]int }](`{"M":{"1":1}}`)
			return ok
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.False(t, decode())
		})
	}
}
