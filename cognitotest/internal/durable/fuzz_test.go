package durable

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
	"go.etcd.io/bbolt"
)

// FuzzOpen overwrites bytes of the first two pages of a database, which say where the others
// are, and cuts it off: the server starts with what it can read or refuses the file. What is
// overwritten behind them has no checksum, and bbolt may end the process over it.
func FuzzOpen(f *testing.F) {
	whole := f.TempDir()
	j, err := Open(whole, account)
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range []string{"a", "b", "c"} {
		if err := j.Commit([]userpool.Change{{Kind: "users", Key: "/" + name, Value: make([]byte, 3000)}}); err != nil {
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
		copy(text[int(at)%(2*os.Getpagesize()):2*os.Getpagesize()], overwrite)
		text = text[:len(text)-int(cut)%len(text)]
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, fileName), text, 0o600); err != nil {
			t.Fatal(err)
		}
		j, err := open(dir, account, bbolt.Options{Timeout: time.Millisecond})
		if err != nil {
			return
		}
		_ = j.Load(func(userpool.Change) error { return nil })
		_ = j.Commit([]userpool.Change{{Kind: "users", Key: "/d", Value: []byte("1")}})
		_ = j.Close()
	})
}
