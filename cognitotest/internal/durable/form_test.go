package durable

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// The form of the file is fixed: a state directory must open after an update of the program. Therefore the names and the
// checksums here are literals. A checksum is the sum of the CRC-32C (RFC 3720, section 12.1) of "KIND 0 KEY 0 VALUE" of
// each record and of the account ID, calculated with a program of its own that returns e3069283 for "123456789".
const (
	checksumOfAccount  = "000000002cad80a6"
	checksumOfRecords  = "00000001e3ab2e26" // of formRecords
	checksumAfterward  = "0000000178b6ab38" // with the clock at 8 and without ada
	checksumWithoutAda = "0000000136c3d754"
)

func formRecords() map[string]map[string]string {
	return map[string]map[string]string{
		"clock": {"/": "7"},
		"users": {"us-east-1_A/ada": "{}", "us-east-1_A/jo": `{"a":1}`},
	}
}

// write writes a file with bbolt only: buckets by name, their values by key.
func write(t *testing.T, dir string, buckets ...map[string]map[string]string) {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(dir, "state.db"), 0o600, nil)
	require.NoError(t, err)
	require.NoError(t, db.Update(func(tx *bbolt.Tx) error {
		for _, part := range buckets {
			for name, values := range part {
				bucket, err := tx.CreateBucket([]byte(name))
				require.NoError(t, err)
				for key, value := range values {
					require.NoError(t, bucket.Put([]byte(key), []byte(value)))
				}
			}
		}
		return nil
	}))
	require.NoError(t, db.Close())
}

// content reads a file with bbolt only.
func content(t *testing.T, dir string) map[string]map[string]string {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(dir, "state.db"), 0o600, &bbolt.Options{ReadOnly: true})
	require.NoError(t, err)
	buckets := map[string]map[string]string{}
	require.NoError(t, db.View(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, bucket *bbolt.Bucket) error {
			buckets[string(name)] = map[string]string{}
			return bucket.ForEach(func(key, value []byte) error {
				buckets[string(name)][string(key)] = string(value)
				return nil
			})
		})
	}))
	require.NoError(t, db.Close())
	return buckets
}

// description returns the description of a file. checksum is hexadecimal.
func description(t *testing.T, format, checksum string) map[string]map[string]string {
	t.Helper()
	about := map[string]string{"account id": "123456789012", "format": format}
	if checksum != "" {
		sum, err := hex.DecodeString(checksum)
		require.NoError(t, err)
		about["checksum"] = string(sum)
	}
	return map[string]map[string]string{"about this file": about}
}

func TestFileOfEachFormatOpens(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, format, checksum string }{
		{"without a checksum", "1", ""},
		{"of JSON", "2", checksumOfRecords},
		{"of packed records", "3", checksumOfRecords},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir, description(t, tt.format, tt.checksum), formRecords())
			j := mustOpen(t, dir)
			assert.Equal(t, map[string]string{"clock /": "7", "users us-east-1_A/ada": "{}", "users us-east-1_A/jo": `{"a":1}`}, records(t, j))

			require.NoError(t, j.Commit([]transaction.Change{{Kind: "users", Key: "us-east-1_A/ada"}, {Kind: "clock", Key: "/", Value: []byte("8")}}))
			require.NoError(t, j.Close())
			want := description(t, "3", checksumAfterward)
			want["clock"] = map[string]string{"/": "8"}
			want["users"] = map[string]string{"us-east-1_A/jo": `{"a":1}`}
			assert.Equal(t, want, content(t, dir), "after a commit")
			assert.Len(t, records(t, mustOpen(t, dir)), 2)
		})
	}
}

func TestNewFileHasTheForm(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := mustOpen(t, dir)
	require.NoError(t, j.Close())
	want := description(t, "3", checksumOfAccount)
	assert.Equal(t, want, content(t, dir))

	j = mustOpen(t, dir)
	require.NoError(t, j.Commit([]transaction.Change{
		{Kind: "users", Key: "us-east-1_A/jo", Value: []byte(`{"a":1}`)},
		{Kind: "clock", Key: "/", Value: []byte("7")},
	}))
	require.NoError(t, j.Close())
	want = description(t, "3", checksumWithoutAda)
	want["clock"] = map[string]string{"/": "7"}
	want["users"] = map[string]string{"us-east-1_A/jo": `{"a":1}`}
	assert.Equal(t, want, content(t, dir))
}

func TestWrongChecksumIsRejected(t *testing.T) {
	t.Parallel()
	for name, checksum := range map[string]string{
		"of the account only":     checksumOfAccount,
		"without a record":        checksumWithoutAda,
		"one less":                "00000001e3ab2e25",
		"one more":                "00000001e3ab2e27",
		"without the carry":       "00000000e3ab2e26",
		"of 4 bytes":              "e3ab2e26",
		"of 9 bytes":              checksumOfRecords + "00",
		"in the other byte order": "262eabe301000000",
		"zero":                    "0000000000000000",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir, description(t, "3", checksum), formRecords())
			path := filepath.Join(dir, "state.db")
			before, err := os.ReadFile(path)
			require.NoError(t, err)
			_, err = Open(dir, account)
			require.EqualError(t, err, path+" is damaged (its records do not match their checksum): restore it from a copy, or choose another directory")
			after, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, before, after)
		})
	}
}

func TestDatabaseWithoutADescriptionIsRejected(t *testing.T) {
	t.Parallel()
	for name, buckets := range map[string]map[string]map[string]string{
		"without buckets":          {},
		"of another program":       {"etcd": {"a": "1"}},
		"with records of the form": formRecords(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir, buckets)
			_, err := Open(dir, account)
			require.EqualError(t, err, filepath.Join(dir, "state.db")+" is the database of another program: choose another directory")
			assert.Equal(t, buckets, content(t, dir), "the file is as before")
		})
	}
}
