package durable

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// format is the version of the file's layout: a bucket for each kind of record, with the
// records by their keys, and a checksum of all records. A record is JSON, or packed as the
// transaction package describes. A new member of a record needs no new version. A renamed member of
// JSON, or a member with a new meaning, needs one.
const format = "3"

// The earlier versions. The first commit changes them to format.
const (
	formatWithoutChecksum = "1"
	formatOfJSON          = "2" // without packed records
)

// The bucket that is not a kind of record, and its keys. The name of a kind has no space.
var (
	aboutBucket  = []byte("about this file")
	formatKey    = []byte("format")
	accountIDKey = []byte("account id")
	checksumKey  = []byte("checksum")
)

// lockWait is how long Open waits for another process to end.
const lockWait = time.Second

// errEmpty reports an empty file, which bbolt opens as a new database.
var errEmpty = errors.New("the file is empty")

// Open opens the database in a directory, for the records of one AWS account. It creates a
// missing directory and database, readable only by their owner: they contain keys and secrets.
//
// Its errors are messages for users: they name the file and what to do.
func Open(dir, accountID string) (*Journal, error) {
	return open(dir, accountID, bbolt.Options{Timeout: lockWait})
}

func open(dir, accountID string, options bbolt.Options) (*Journal, error) {
	j := &Journal{path: filepath.Join(dir, fileName)}
	if err := prepareDirectory(dir); err != nil {
		return nil, err
	}
	if _, err := os.Lstat(j.path); errors.Is(err, fs.ErrNotExist) {
		if err := create(j.path, accountID, options); err != nil {
			return nil, fmt.Errorf("%s cannot be created: %w", j.path, err)
		}
	}
	if info, err := os.Stat(j.path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file: move it away, or choose another directory", j.path)
	}
	var checked *pages
	err := j.read(func() (err error) {
		if checked, err = j.checkPages(options); err == nil {
			j.db, err = j.openBolt(options)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	// A transaction that writes nothing leaves a damaged file as it is.
	err = j.read(func() error {
		return j.db.View(func(tx *bbolt.Tx) error { return j.claim(tx, accountID, checked.whole()) })
	})
	if err != nil {
		return nil, errors.Join(err, j.db.Close())
	}
	removeUnfinished(dir)
	return j, nil
}

// prepareDirectory creates the directory. It rejects a directory with files but without a
// database: the server writes more files to it, which must not replace the user's own.
func prepareDirectory(dir string) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file: choose a directory for the state", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("the state directory cannot be created: %w: choose another directory", err)
	}
	if _, err := os.Lstat(filepath.Join(dir, fileName)); err == nil {
		return nil
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("the state directory cannot be read: %w: check its permissions, or choose another directory", err)
	}
	if slices.ContainsFunc(files, func(file fs.DirEntry) bool { return file.Name() == fileName }) {
		return nil // another server has created it since the check above
	}
	for _, file := range files {
		if !unfinished(file.Name()) {
			return fmt.Errorf("%s has files, but no state of the emulator: choose an empty or a new directory", dir)
		}
	}
	return nil
}

// openBolt opens the file with bbolt.
func (j *Journal) openBolt(options bbolt.Options) (*bbolt.DB, error) {
	options.OpenFile = j.openFile
	db, err := bbolt.Open(j.path, 0o600, &options)
	if err != nil {
		return nil, j.openError(err)
	}
	return db, nil
}

// openFile opens an existing file. bbolt itself would create a missing file, and start a new
// database in an empty one.
func (j *Journal) openFile(name string, flag int, mode os.FileMode) (*os.File, error) {
	f, err := os.OpenFile(name, flag&^os.O_CREATE, mode)
	if err != nil {
		return nil, err
	}
	j.opened = f
	if j.file, err = f.Stat(); err == nil && j.file.Size() == 0 {
		err = errEmpty
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// openError returns the message for an error of bbolt.
func (j *Journal) openError(err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("another server uses the state directory %s: stop it, or choose another directory", filepath.Dir(j.path))
	case errors.Is(err, errEmpty):
		return fmt.Errorf("%s is empty and so holds no state: restore it from a copy, or delete it to start with no user pools", j.path)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, bolterrors.ErrChecksum):
		return fmt.Errorf("%s is not a database of the emulator: move it away, or choose another directory", j.path)
	case j.file != nil && j.file.Size() < int64(2*os.Getpagesize()): // bbolt reports it without a type
		return j.damaged("it is cut off")
	}
	return fmt.Errorf("%s cannot be opened: %w", j.path, err)
}

// claim rejects a file of another program, format or account, and one that is not whole: its records do
// not match their checksum.
func (j *Journal) claim(tx *bbolt.Tx, accountID string, whole bool) error {
	about := tx.Bucket(aboutBucket)
	if about == nil {
		return fmt.Errorf("%s is the database of another program: choose another directory", j.path)
	}
	version, account, sum := string(about.Get(formatKey)), string(about.Get(accountIDKey)), about.Get(checksumKey)
	number, err := strconv.Atoi(version)
	switch {
	case err != nil, account == "", (version == formatWithoutChecksum) != (sum == nil):
		return j.damaged("its description is overwritten")
	case version != formatWithoutChecksum && version != formatOfJSON && version != format:
		return fmt.Errorf("%s has the format %d, and this version reads %s, %s and %s: use the version that wrote it, or choose another directory", j.path, number, formatWithoutChecksum, formatOfJSON, format)
	case !whole:
		return j.damaged("its records do not match their checksum")
	case account != accountID:
		return fmt.Errorf("%s holds the state of the AWS account %s, not of %s", j.path, account, accountID)
	}
	return nil
}

// describe writes the description of a new file.
func describe(tx *bbolt.Tx, accountID string) error {
	_, err := tx.CreateBucket(aboutBucket)
	if err == nil {
		err = put(tx, []transaction.Change{{Kind: string(aboutBucket), Key: string(accountIDKey), Value: []byte(accountID)}})
	}
	return err
}
