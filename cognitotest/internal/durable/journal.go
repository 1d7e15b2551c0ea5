package durable

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// fileName is the database in a state directory.
const fileName = "state.db"

// format is the version of the file's layout: a bucket for each kind of record, in it the
// records as JSON by their keys. A new member of a record needs no new version, a member
// that is renamed or gets another meaning does.
const format = "1"

// The bucket that is no kind of record, and its keys. A kind has no space in its name.
var (
	aboutBucket  = []byte("about this file")
	formatKey    = []byte("format")
	accountIDKey = []byte("account id")
)

// lockWait is how long Open waits for a process that is just ending.
const lockWait = time.Second

// Journal is a [userpool.Journal] in a file. Close it after the last step.
type Journal struct {
	db   *bbolt.DB
	path string
}

// Open opens the database in a directory, for the records of one AWS account. What is not
// there is made, readable by its owner only: it holds keys and secrets.
//
// Its errors are sentences for the user of the directory.
func Open(dir, accountID string) (*Journal, error) {
	return open(dir, accountID, bbolt.Options{Timeout: lockWait})
}

func open(dir, accountID string, options bbolt.Options) (*Journal, error) {
	j := &Journal{path: filepath.Join(dir, fileName)}
	if err := j.takeDirectory(dir); err != nil {
		return nil, err
	}
	err := j.read(func() (err error) {
		j.db, err = bbolt.Open(j.path, 0o600, &options)
		return err
	})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("another server uses the state directory %s: stop it, or choose another directory", dir)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, bolterrors.ErrChecksum):
		return nil, fmt.Errorf("%s is no database of the stand-in: move it away, or choose another directory", j.path)
	case err != nil:
		return nil, fmt.Errorf("%s cannot be opened: %w", j.path, err)
	}
	err = j.read(func() error {
		return j.db.Update(func(tx *bbolt.Tx) error { return j.claim(tx, accountID) })
	})
	if err != nil {
		return nil, errors.Join(err, j.db.Close())
	}
	return j, nil
}

// takeDirectory makes the directory, and refuses one with files but no database: the
// server writes others beside it, which must not take the place of somebody's own.
func (j *Journal) takeDirectory(dir string) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file: choose a directory for the state", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("the state directory cannot be made: %w", err)
	}
	if _, err := os.Stat(j.path); err == nil {
		return nil
	}
	files, err := os.ReadDir(dir)
	switch {
	case err != nil:
		return fmt.Errorf("the state directory cannot be read: %w", err)
	case len(files) > 0:
		return fmt.Errorf("%s holds other files and no state of the stand-in: choose an empty or a new directory", dir)
	}
	return nil
}

// claim writes what a new file is about, and refuses one that is about something else.
func (j *Journal) claim(tx *bbolt.Tx, accountID string) error {
	if info, err := os.Stat(j.path); err != nil || info.Size() < tx.Size() {
		return j.damaged("it is cut off")
	}
	about := tx.Bucket(aboutBucket)
	if about == nil {
		if name, _ := tx.Cursor().First(); name != nil {
			return fmt.Errorf("%s is the database of another program: choose another directory", j.path)
		}
		var err error
		if about, err = tx.CreateBucket(aboutBucket); err != nil {
			return err
		}
		return errors.Join(about.Put(formatKey, []byte(format)), about.Put(accountIDKey, []byte(accountID)))
	}
	if got := string(about.Get(formatKey)); got != format {
		return fmt.Errorf("%s has the format %s, and this version reads %s: use the version that wrote it, or choose another directory", j.path, got, format)
	}
	if got := string(about.Get(accountIDKey)); got != accountID {
		return fmt.Errorf("%s holds the state of the AWS account %s, not of %s", j.path, got, accountID)
	}
	return nil
}

// read runs f and makes an error of what bbolt does with a file that is cut off or
// overwritten: it panics, or reads past the end of the file that it has mapped.
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
func (j *Journal) Load(f func(userpool.Change) error) error {
	return j.read(func() error {
		return j.db.View(func(tx *bbolt.Tx) error {
			return tx.ForEach(func(kind []byte, records *bbolt.Bucket) error {
				if string(kind) == string(aboutBucket) {
					return nil
				}
				return records.ForEach(func(key, value []byte) error {
					return f(userpool.Change{Kind: string(kind), Key: string(key), Value: value})
				})
			})
		})
	})
}

// Commit writes changes in one transaction. They are on disk when it returns nil.
func (j *Journal) Commit(changes []userpool.Change) error {
	return j.db.Update(func(tx *bbolt.Tx) error {
		for _, c := range changes {
			records, err := tx.CreateBucketIfNotExists([]byte(c.Kind))
			if err != nil {
				return err
			}
			if c.Value == nil {
				err = records.Delete([]byte(c.Key))
			} else {
				err = records.Put([]byte(c.Key), c.Value)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Close lets another process have the file.
func (j *Journal) Close() error { return j.db.Close() }
