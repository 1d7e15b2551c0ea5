package transaction

import (
	"encoding/json"
	"math/big"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkDecode compares the codec with json.Unmarshal. The calls alternate, so that the load of the machine
// is the same.
func BenchmarkDecode(b *testing.B) {
	record := packable{
		Text: testUUID, Flag: true, Number: 1 << 20, List: []string{"openid", "email"}, Names: map[string]string{"name": "Ada Lovelace"},
		At: time.Date(2026, 5, 4, 3, 2, 1, 999, time.UTC), Big: new(big.Int).Lsh(big.NewInt(7), 3000), Parts: make([]packedPart, 4), // the size of an SRP verifier
	}
	text := marshal(b, record)
	codec := recordCodecFor(reflect.TypeFor[packable]())
	var took [2]time.Duration
	for b.Loop() {
		var decoded, unmarshaled packable
		began := time.Now()
		ok := codec.decode(text, reflect.ValueOf(&decoded).Elem())
		between := time.Now()
		err := json.Unmarshal([]byte(text), &unmarshaled)
		took[0], took[1] = took[0]+between.Sub(began), took[1]+time.Since(between)
		require.True(b, ok)
		require.NoError(b, err)
	}
	b.ReportMetric(0, "ns/op") // the sum of both
	b.ReportMetric(float64(took[0].Nanoseconds())/float64(b.N)/1000, "µs/codec")
	b.ReportMetric(float64(took[1].Nanoseconds())/float64(b.N)/1000, "µs/unmarshal")
	b.ReportMetric(took[0].Seconds()/took[1].Seconds(), "ratio")
	b.ReportMetric(0.5, "ratio-max")
}
