package durable

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

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

// maxAbout is more than what the file says of itself takes, in bytes.
const maxAbout = 64

// lockWait is how long Open waits for a process that is just ending.
const lockWait = time.Second

// errEmpty reports a file of no bytes, which bbolt takes for a new database.
var errEmpty = errors.New("the file is empty")

// Open opens the database in a directory, for the records of one AWS account. What is not
// there is made, readable by its owner only: it holds keys and secrets.
//
// Its errors are sentences for the user of the directory.
func Open(dir, accountID string) (*Journal, error) {
	return open(dir, accountID, bbolt.Options{Timeout: lockWait})
}

func open(dir, accountID string, options bbolt.Options) (*Journal, error) {
	j := &Journal{path: filepath.Join(dir, fileName)}
	if err := takeDirectory(dir); err != nil {
		return nil, err
	}
	if _, err := os.Lstat(j.path); errors.Is(err, fs.ErrNotExist) {
		if err := create(dir, accountID); err != nil {
			return nil, fmt.Errorf("%s cannot be made: %w", j.path, err)
		}
	}
	if info, err := os.Stat(j.path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file: move it away, or choose another directory", j.path)
	}
	options.OpenFile = j.openFile
	err := j.read(func() (err error) {
		j.db, err = bbolt.Open(j.path, 0o600, &options)
		return err
	})
	if err != nil {
		return nil, j.refusal(err)
	}
	err = j.read(func() error {
		return j.db.Update(func(tx *bbolt.Tx) error { return j.claim(tx, accountID) })
	})
	if err != nil {
		return nil, errors.Join(err, j.db.Close())
	}
	removeUnfinished(dir)
	return j, nil
}

// takeDirectory makes the directory, and refuses one with files but no database: the
// server writes others beside it, which must not take the place of somebody's own.
func takeDirectory(dir string) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file: choose a directory for the state", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("the state directory cannot be made: %w", err)
	}
	if _, err := os.Lstat(filepath.Join(dir, fileName)); err == nil {
		return nil
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("the state directory cannot be read: %w", err)
	}
	for _, file := range files {
		if !unfinished(file.Name()) {
			return fmt.Errorf("%s holds other files and no state of the stand-in: choose an empty or a new directory", dir)
		}
	}
	return nil
}

// openFile opens the file that is there. bbolt itself would make one that is missing, and
// start a new database in one that is empty.
func (j *Journal) openFile(name string, flag int, mode os.FileMode) (*os.File, error) {
	f, err := os.OpenFile(name, flag&^os.O_CREATE, mode)
	if err != nil {
		return nil, err
	}
	if j.file, err = f.Stat(); err == nil && j.file.Size() == 0 {
		err = errEmpty
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// refusal words why bbolt does not open the file.
func (j *Journal) refusal(err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("another server uses the state directory %s: stop it, or choose another directory", filepath.Dir(j.path))
	case errors.Is(err, errEmpty):
		return fmt.Errorf("%s is empty and so holds no state: restore it from a copy, or delete it to start with no user pools", j.path)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, bolterrors.ErrChecksum):
		return fmt.Errorf("%s is no database of the stand-in: move it away, or choose another directory", j.path)
	case j.file != nil && j.file.Size() < int64(2*os.Getpagesize()): // bbolt reports it without a type
		return j.damaged("it is cut off")
	}
	return fmt.Errorf("%s cannot be opened: %w", j.path, err)
}

// claim refuses a file that is about something else, and writes what a database without
// any records is about.
func (j *Journal) claim(tx *bbolt.Tx, accountID string) error {
	if info, err := os.Stat(j.path); err != nil || info.Size() < tx.Size() {
		return j.damaged("it is cut off")
	}
	about := tx.Bucket(aboutBucket)
	if about == nil {
		if name, _ := tx.Cursor().First(); name != nil {
			return fmt.Errorf("%s is the database of another program: choose another directory", j.path)
		}
		return describe(tx, accountID)
	}
	if max(len(about.Get(formatKey)), len(about.Get(accountIDKey))) > maxAbout {
		return j.damaged("its description is overwritten")
	}
	if got := string(about.Get(formatKey)); got != format {
		return fmt.Errorf("%s has the format %s, and this version reads %s: use the version that wrote it, or choose another directory", j.path, got, format)
	}
	if got := string(about.Get(accountIDKey)); got != accountID {
		return fmt.Errorf("%s holds the state of the AWS account %s, not of %s", j.path, got, accountID)
	}
	return nil
}

// describe writes what a new file is about.
func describe(tx *bbolt.Tx, accountID string) error {
	about, err := tx.CreateBucket(aboutBucket)
	if err != nil {
		return err
	}
	return errors.Join(about.Put(formatKey, []byte(format)), about.Put(accountIDKey, []byte(accountID)))
}
