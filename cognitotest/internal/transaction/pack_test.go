package transaction

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type packable struct {
	Text    string
	Flag    bool
	Number  int
	Size    uint32
	Bytes   []byte
	List    []string
	Names   map[string]string
	At      time.Time
	Wait    time.Duration
	Big     *big.Int
	Pointer *packedPart
	Parts   []packedPart
	Maps    []map[string]string
	Zeros   zeros
}

// zeros has values that can be zero where a record does not omit them.
type zeros struct {
	Flags    []bool
	Pointers []*packedPart
	Numbers  []*big.Int
	Lists    [][]string
	Times    []time.Time
}

type packedPart struct{ Count int8 }

func TestUnpackReturnsThePackedRecord(t *testing.T) {
	t.Parallel()
	records := map[string]packable{
		"zero":             {},
		"UUID":             {Text: "123e4567-e89b-12d3-a456-426614174000"},
		"UUID in capitals": {Text: "123E4567-E89B-12D3-A456-426614174000"},
		"36 characters":    {Text: "123e4567-e89b-12d3-a456_426614174000"},
		"other text":       {Text: "é\x00" + string([]byte{0xff}), Flag: true},
		"numbers":          {Number: math.MinInt, Size: math.MaxUint32, Wait: -1},
		"large numbers":    {Number: math.MaxInt, Big: new(big.Int).Lsh(big.NewInt(1), 3071)},
		"negative":         {Big: big.NewInt(-7)},
		"zero number":      {Big: new(big.Int)},
		"empty":            {Bytes: []byte{}, List: []string{}, Names: map[string]string{}, Pointer: &packedPart{}, Parts: []packedPart{}},
		"the key":          {Text: "key", List: []string{"key"}},
		"maps in a list":   {Maps: []map[string]string{nil, {}, {"a": "b"}}},
		"zeros in lists": {Zeros: zeros{
			[]bool{false, true, false}, []*packedPart{nil, {}, nil}, []*big.Int{nil, new(big.Int), nil}, [][]string{nil, {}, nil}, []time.Time{{}, {}},
		}},
		"full":               {Bytes: []byte{0, 255}, List: []string{"", "a"}, Names: map[string]string{"": "", "a": "b"}, Pointer: &packedPart{-128}, Parts: []packedPart{{}, {127}}},
		"time":               {At: time.Date(2026, 5, 4, 3, 2, 1, 999_999_999, time.UTC)},
		"before 1970":        {At: time.Date(1600, 1, 1, 0, 0, 0, 1, time.UTC)},
		"a zero that is set": {At: time.Time{}.Add(1)},
	}
	for name, want := range records {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			codec := recordCodecFor(reflect.TypeFor[packable]())
			assert.Equal(t, &want, codec.unpack("key", codec.pack("key", &want)))
		})
	}
}

func TestUnpackKeepsTheZoneOfATime(t *testing.T) {
	t.Parallel()
	codec := recordCodecFor(reflect.TypeFor[packable]())
	want := time.Date(2026, 5, 4, 3, 2, 1, 9, time.FixedZone("", 2*60*60))
	got := codec.unpack("", codec.pack("", &packable{At: want})).(*packable).At
	assert.Equal(t, want.Format(time.RFC3339Nano), got.Format(time.RFC3339Nano))
}

// State directories have these bytes, so another form of a type needs a new format of the file.
func TestPackedForm(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		record packable
		want   string // after the number of the key, and with the set of the fields
	}{
		"nothing":         {packable{}, "\x00\x00"},
		"the key":         {packable{Text: "key", Flag: true}, "\x01\x02\x01"},
		"a text":          {packable{Text: "é"}, "\x00\x01\x03é"},
		"a UUID":          {packable{Text: testUUID}, "\x00\x01\x00\x12\x3e\x45\x67\xe8\x9b\x12\xd3\xa4\x56\x42\x66\x14\x17\x40\x00"},
		"numbers":         {packable{Number: -300, Size: 300}, "\x00\x0c\xd7\x04\xac\x02"},
		"bytes":           {packable{Bytes: []byte{0, 255}}, "\x00\x10\x03\x00\xff\x01"},
		"an empty list":   {packable{List: []string{}}, "\x00\x20\x01"},
		"a list":          {packable{List: []string{"", "a"}}, "\x00\x20\x03\x01\x02a"},
		"a map":           {packable{Names: map[string]string{"a": "b"}}, "\x00\x40\x02\x02a\x02b"},
		"a time":          {packable{At: time.Unix(1000, 9).UTC()}, "\x00\x80\x01\x00\xd0\x0f\x09"},
		"a time zone":     {packable{At: time.Unix(0, 0).In(time.FixedZone("", 2*60*60))}, "\x00\x80\x01\x0f\x01\x00\x00\x00\x0e\x77\x91\xf7\x00\x00\x00\x00\x00\x00\x78"},
		"a large number":  {packable{Big: big.NewInt(-700)}, "\x00\x80\x04\x01\x02\x02\xbc"},
		"a pointer":       {packable{Pointer: &packedPart{1}}, "\x00\x80\x08\x01\x01\x02"},
		"flags in list":   {packable{Zeros: zeros{Flags: []bool{false, true}}}, "\x00\x80\x40\x01\x03\x00\x01"},
		"nil in list":     {packable{Zeros: zeros{Pointers: []*packedPart{nil, {1}}}}, "\x00\x80\x40\x02\x03\x00\x01\x01\x02"},
		"records in list": {packable{Parts: []packedPart{{}, {-1}}}, "\x00\x80\x10\x03\x00\x01\x01"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, tt.want, recordCodecFor(reflect.TypeFor[packable]()).pack("key", &tt.record))
			_, err := loadPacked("key", tt.want)
			assert.NoError(t, err)
		})
	}
}

// loadPacked reads a packed record as a start does.
func loadPacked(key, text string) (record packable, err error) {
	return record, recordCodecFor(reflect.TypeFor[packable]()).load(reflect.ValueOf(&record).Elem(), key, text)
}

func TestLoadRejectsAPackedRecordThatIsNotWhole(t *testing.T) {
	t.Parallel()
	full := packable{
		Text: testUUID, Flag: true, Number: -300, Size: 300, Bytes: []byte{0, 255}, List: []string{"a"}, Names: map[string]string{"a": "b"},
		At: time.Date(2026, 5, 4, 3, 2, 1, 9, time.FixedZone("", 2*60*60)), Wait: 1, Big: big.NewInt(-7), Pointer: &packedPart{1}, Parts: []packedPart{{2}},
		Maps: []map[string]string{{}},
	}
	text := recordCodecFor(reflect.TypeFor[packable]()).pack("key", &full)
	got, err := loadPacked("key", text)
	require.NoError(t, err)
	assert.Equal(t, full.At.Format(time.RFC3339Nano), got.At.Format(time.RFC3339Nano))
	got.At = full.At
	assert.Equal(t, full, got)
	for end := range text {
		_, err := loadPacked("key", text[:end])
		require.ErrorIs(t, err, errDamaged, end)
	}
	for name, tt := range map[string]struct {
		text string
		want error
	}{
		"a rest":                       {text + "\x00", errDamaged},
		"a field of a later version":   {"\x00\x80\x80\x01", errLater},
		"a list of a later version":    {"\x00\x80\x10\x02\x02", errLater},
		"a key of a later version":     {"\x20\x00", errLater},
		"a key of the next version":    {"\x0f\x00", errLater},
		"a key in a number":            {"\x03\x00", errDamaged},
		"a list that is too long":      {"\x00\x20\xff\xff\xff\xff\x0f", errDamaged},
		"a map that is too long":       {"\x00\x40\xff\xff\xff\xff\x0f", errDamaged},
		"a number of more than 64 bit": {"\x00\x04\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", errDamaged},
		"a time of another version":    {"\x00\x80\x01\x01\x7f", errDamaged},
		"a time without an end":        {"\x00\x80\x01\x02\x01\x00", errDamaged},
		"too many nanoseconds":         {"\x00\x80\x01\x0f\x01\x00\x00\x00\x0e\xe1\x89\xe7\x09\x40\x00\x00\x09\x00\x78", errDamaged},
		"a large text":                 {"\x00\x01\xff\xff\xff\xff\x0f", errDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := loadPacked("key", tt.text)
			assert.Equal(t, tt.want, err)
		})
	}
}

func FuzzPackedRecord(f *testing.F) {
	codec := recordCodecFor(reflect.TypeFor[packable]())
	f.Add("key", codec.pack("key", &packable{Text: "key", List: []string{testUUID}, Names: map[string]string{"a": "b"}, Big: big.NewInt(7), Maps: []map[string]string{{}}}))
	f.Add("", codec.pack("", &packable{Bytes: []byte{1}, At: time.Date(2026, 5, 4, 3, 2, 1, 9, time.FixedZone("", 2*60*60)), Pointer: &packedPart{1}, Parts: []packedPart{{2}}}))
	f.Fuzz(func(t *testing.T, key, text string) {
		record, err := loadPacked(key, text)
		if err != nil {
			require.Contains(t, []error{errDamaged, errLater}, err)
			return
		}
		again, err := loadPacked(key, codec.pack(key, &record))
		require.NoError(t, err)
		for _, r := range []*packable{&record, &again} {
			for _, n := range append(r.Zeros.Numbers, r.Big) {
				if n != nil && n.Sign() == 0 {
					*n = big.Int{} // a zero has several forms
				}
			}
		}
		assert.Equal(t, record, again)
	})
}

// A set of fields has 64 bits.
func TestTypeWithMoreFieldsThanItsSetIsNotPacked(t *testing.T) {
	t.Parallel()
	var fields []reflect.StructField
	for i := range 65 {
		fields = append(fields, reflect.StructField{Name: fmt.Sprint("F", i), Type: reflect.TypeFor[string]()})
	}
	assert.Panics(t, func() { recordCodecFor(reflect.StructOf(fields)) })
	codec := recordCodecFor(reflect.StructOf(fields[:64]))
	record := reflect.New(codec.of)
	record.Elem().Field(63).SetString("last")
	assert.Equal(t, record.Interface(), codec.unpack("key", codec.pack("key", record.Interface())))
}

func TestKeyIsInAFieldWithText(t *testing.T) {
	t.Parallel()
	numbers := recordCodecFor(reflect.TypeFor[packedPart]())
	var part packedPart
	assert.Equal(t, errDamaged, numbers.load(reflect.ValueOf(&part).Elem(), "key", "\x01\x00"), "the first field is a number")
}

func TestUnknownTypeIsNotPacked(t *testing.T) {
	t.Parallel()
	assert.Panics(t, func() { recordCodecFor(reflect.TypeFor[struct{ Any any }]()) })
	assert.Panics(t, func() { recordCodecFor(reflect.TypeFor[struct{ Float float64 }]()) })
	assert.NotPanics(t, func() { recordCodecFor(reflect.TypeFor[packable]()) })
}

func TestPackedRecordIsSmall(t *testing.T) {
	t.Parallel()
	codec := recordCodecFor(reflect.TypeFor[packable]())
	id := "123e4567-e89b-12d3-a456-426614174000"
	assert.Len(t, codec.pack("", &packable{}), 1+1)
	assert.Len(t, codec.pack("key", &packable{Text: id}), 1+1+1+16)
	assert.Len(t, codec.pack(id, &packable{Text: id}), 1+1, "the key is not repeated")
}
