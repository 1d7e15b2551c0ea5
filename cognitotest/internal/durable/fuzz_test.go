package durable

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// FuzzOpen overwrites bytes of a database and truncates it: the server rejects the file, or has every record.
func FuzzOpen(f *testing.F) {
	whole := f.TempDir()
	j, err := Open(whole, account)
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range []string{"a", "b", "c"} {
		if err := j.Commit([]transaction.Change{{Kind: "users", Key: "/" + name, Value: make([]byte, 3000)}}); err != nil {
			f.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		f.Fatal(err)
	}
	database, err := os.ReadFile(filepath.Join(whole, fileName))
	if err != nil {
		f.Fatal(err)
	}
	for page := range 6 {
		f.Add(uint32(page*4096), []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, uint32(0))
		f.Add(uint32(page*4096+16), []byte{0xff, 0xff, 0, 0}, uint32(0))
		f.Add(uint32(0), []byte{}, uint32(page*4096+1))
	}
	f.Fuzz(func(t *testing.T, at uint32, overwrite []byte, cut uint32) {
		text := append([]byte(nil), database...)
		copy(text[int(at)%len(text):], overwrite)
		text = text[:len(text)-int(cut)%len(text)]
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, fileName), text, 0o600); err != nil {
			t.Fatal(err)
		}
		j, err := open(dir, account, bbolt.Options{Timeout: time.Millisecond})
		if err != nil {
			return
		}
		if got := records(t, j); len(got) != 3 || strings.Trim(got["users /a"]+got["users /b"]+got["users /c"], "\x00") != "" {
			t.Fatalf("the journal has %d other records", len(got))
		}
		if err := errors.Join(j.Commit([]transaction.Change{{Kind: "users", Key: "/d", Value: []byte("1")}}), j.Close()); err != nil {
			t.Fatal(err)
		}
	})
}
