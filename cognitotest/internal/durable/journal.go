package durable

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"sync"
	"syscall"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// fileName is the database in a state directory.
const fileName = "state.db"

// Journal is a [transaction.Journal] in a file. Close it after the last transaction.
type Journal struct {
	db     *bbolt.DB
	path   string
	opened *os.File    // the open file, which bbolt closes
	file   os.FileInfo // describes it

	mu   sync.Mutex
	lost error // the reason why the journal no longer writes changes; nil while it does
}

// read runs f and returns an error if bbolt panics or reads past the end of its mapped file,
// which it does if the file is truncated or overwritten.
func (j *Journal) read(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if fault := recover(); fault != nil {
			err = j.damaged(fault)
		}
	}()
	return f()
}

func (j *Journal) damaged(how any) error {
	return fmt.Errorf("%s is damaged (%v): restore it from a copy, or choose another directory", j.path, how)
}

// Load calls f with every record.
func (j *Journal) Load(f func(transaction.Change) error) error {
	return j.read(func() error {
		return j.db.View(func(tx *bbolt.Tx) error {
			return tx.ForEach(func(kind []byte, records *bbolt.Bucket) error {
				if string(kind) == string(aboutBucket) {
					return nil
				}
				name := string(kind)
				return records.ForEach(func(key, value []byte) error {
					return f(transaction.Change{Kind: name, Key: string(key), Value: value})
				})
			})
		})
	})
}

// Commit writes changes in one transaction. If it returns nil, they are on disk. If it returns
// an error, they are not on disk, unless [Journal.Lost] returns an error, too.
func (j *Journal) Commit(changes []transaction.Change) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.lost != nil {
		return fmt.Errorf("an earlier write failed (%w): check the disk and restart the server", j.lost)
	}
	if info, err := os.Stat(j.path); j.db.Path() != "" && (err != nil || !os.SameFile(info, j.file) || info.Size() < j.file.Size()) {
		// The open file no longer has a name, so its content ends with this process, or bbolt, which makes a file only
		// longer, would panic with its lock.
		j.lost = fmt.Errorf("%s was removed, replaced or cut off while the server ran", j.path)
		return fmt.Errorf("%w: restart the server", j.lost)
	}
	var id int // the id of the transaction; 0 if it failed before it wrote to the file
	err := j.read(func() error {
		tx, err := j.db.Begin(true)
		if err != nil {
			return err
		}
		// Update of bbolt would read a file that is cut off again after its panic, panic again, and keep its lock.
		defer func() { _ = tx.Rollback() }() // has no effect after Commit
		if err := put(tx, changes); err != nil {
			return err
		}
		id = tx.ID()
		return tx.Commit()
	})
	if err != nil && id != 0 && !j.untouched(err, id) {
		j.lost = err
		return fmt.Errorf("%w: check the disk and restart the server, which writes nothing until then; the failed change may be in the file", err)
	}
	return err
}

// put writes changes and the new checksum of the file.
func put(tx *bbolt.Tx, changes []transaction.Change) error {
	about := tx.Bucket(aboutBucket)
	var sum uint64
	if stored := about.Get(checksumKey); stored != nil {
		sum = binary.BigEndian.Uint64(stored)
	} else {
		sum = checksumOf(tx) // a file without a checksum
	}
	for _, c := range changes {
		kind, key := []byte(c.Kind), []byte(c.Key)
		records, err := tx.CreateBucketIfNotExists(kind)
		if err != nil {
			return err
		}
		if old := records.Get(key); old != nil {
			sum -= checksum(kind, key, old)
		}
		if c.Value == nil {
			err = records.Delete(key)
		} else {
			sum += checksum(kind, key, c.Value)
			err = records.Put(key, c.Value)
		}
		if err != nil {
			return err
		}
	}
	return seal(about, sum)
}

// Lost returns the error of a write after which the content of the file is unknown, or nil.
// The file may have the failed change, and the kernel may have dropped pages that an fsync
// could not write and that the next fsync no longer reports (LWN, "PostgreSQL's fsync()
// surprise"), so the journal writes nothing more. A new process reads what the file has.
func (j *Journal) Lost() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.lost
}

// untouched reports whether a failed transaction certainly has not changed the file: the disk
// is full, which a write reports before the first fsync, and the last transaction of the file
// is the previous one.
func (j *Journal) untouched(failure error, id int) bool {
	written, ok := errors.AsType[*fs.PathError](failure)
	full := ok && written.Op == "write" && (errors.Is(written.Err, syscall.ENOSPC) || errors.Is(written.Err, syscall.EDQUOT) || errors.Is(written.Err, syscall.EFBIG))
	if !full && !errors.Is(failure, bolterrors.ErrMaxSizeReached) {
		return false
	}
	var last int
	err := j.read(func() error {
		return j.db.View(func(tx *bbolt.Tx) error { last = tx.ID(); return nil })
	})
	return err == nil && last == id-1
}

// Close closes the file, so that another process can open it.
func (j *Journal) Close() error { return j.db.Close() }
