package transaction_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

type volume struct {
	Title string
	Pages int
}

// openVolumes opens a database with one packed table.
func openVolumes(j transaction.Journal) (*transaction.Database, *transaction.Table[volume], error) {
	db, volumes := &transaction.Database{}, &transaction.Table[volume]{}
	tables := transaction.Tables{"volumes": transaction.Packed(volumes)}
	db.Open(tables, "")
	return db, volumes, db.Load(j, func(string) transaction.Tables { return tables })
}

// The journal has the packed form of the records of a packed table, and an earlier version wrote their JSON.
func TestPackedTableWritesThePackedForm(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	j.Records[journaltest.Key{Kind: "volumes", Key: "/a"}] = `{"Title":"a","Pages":1}`
	db, volumes, err := openVolumes(j)
	require.NoError(t, err)
	assert.Equal(t, volume{"a", 1}, volumes.At("a"))
	db.Do(func() { volumes.Put("b", volume{"Emma", 2}) })
	assert.Equal(t, "\x00\x03\x05Emma\x04", j.Records[journaltest.Key{Kind: "volumes", Key: "/b"}])
	_, volumes, err = openVolumes(j)
	require.NoError(t, err)
	assert.Equal(t, []volume{{"a", 1}, {"Emma", 2}}, volumes.Sorted())
}

func TestLoadReportsTheDamagedRecordOfAPackedTable(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"Title":`:         `record "a" of kind volumes: unexpected end of JSON input`,
		`{"Title":1}`:       `record "a" of kind volumes: json: cannot unmarshal number`,
		"\x00\x01\x05Em":    `record "a" of kind volumes: its packed form is damaged: restore the state from a copy`,
		"\x00\x04\x00":      `record "a" of kind volumes: a later version of the emulator wrote it: use that version, or another state`,
		"\x02\x00":          `record "a" of kind volumes: its packed form is damaged: restore the state from a copy`,
		"":                  `record "a" of kind volumes: its packed form is damaged: restore the state from a copy`,
		"\x00\x01\x05Emma!": `record "a" of kind volumes: its packed form is damaged: restore the state from a copy`,
	} {
		j := journaltest.NewMemory()
		j.Records[journaltest.Key{Kind: "volumes", Key: "/a"}] = text
		_, _, err := openVolumes(j)
		assert.ErrorContains(t, err, want, "%q", text)
	}
}
