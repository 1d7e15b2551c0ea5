package durable

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"

	"go.etcd.io/bbolt"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum returns the checksum of a record. The checksum of a file is the sum of them, so a commit calculates it from
// the records that it changes.
func checksum(kind, key, value []byte) uint64 {
	sum := crc32.Update(0, castagnoli, kind)
	sum = crc32.Update(sum, castagnoli, []byte{0})
	sum = crc32.Update(sum, castagnoli, key)
	sum = crc32.Update(sum, castagnoli, []byte{0})
	return uint64(crc32.Update(sum, castagnoli, value))
}

// checksumOf returns the checksum of all records of a file and of its account ID.
func checksumOf(tx *bbolt.Tx) (sum uint64) {
	_ = tx.ForEach(func(kind []byte, records *bbolt.Bucket) error {
		return records.ForEach(func(key, value []byte) error {
			if counts(kind, key) {
				sum += checksum(kind, key, value)
			}
			return nil
		})
	})
	return sum
}

// counts reports whether the checksum of a file has a record. Of the description it has only the account ID.
func counts(kind, key []byte) bool {
	return !bytes.Equal(kind, aboutBucket) || bytes.Equal(key, accountIDKey)
}

// seal writes the checksum of a file, and the format that has it.
func seal(about *bbolt.Bucket, sum uint64) error {
	return errors.Join(about.Put(formatKey, []byte(format)), about.Put(checksumKey, encode(sum)))
}

func encode(sum uint64) []byte { return binary.BigEndian.AppendUint64(nil, sum) }
