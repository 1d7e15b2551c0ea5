package engine

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestInstalledEarlier(t *testing.T) {
	m := newMachine(t)
	installed := m.executable(terraformVersion, "cache", "cognitokit", "terraform-"+toInstall.String(), "terraform")
	m.mirror("opt", "plugins")

	if e := m.prepare(); e.Path != installed {
		t.Errorf("got path %s, want %s", e.Path, installed)
	}
	if len(m.logged) != 1 || !strings.Contains(m.logged[0], "installed earlier") {
		t.Errorf("got log %q, want one line about the earlier installation", m.logged)
	}
}

// A response that is not a release must not be run, and must not be stored in the cache.
func TestInstallRejectsAFileThatIsNotARelease(t *testing.T) {
	for _, tt := range []struct {
		name    string
		respond http.HandlerFunc
	}{
		{"not found", http.NotFound},
		{"a page", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("<html>log in to the network</html>"))
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			requests := 0
			host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				requests++
				tt.respond(w, r)
			}))
			defer host.Close()
			m := newMachine(t)
			m.options.releases = host.URL
			m.failsWith("could not be installed from "+host.URL, "install Terraform")

			if requests == 0 {
				t.Error("the host got no request")
			}
			if len(m.logged) != 1 || !strings.Contains(m.logged[0], "installing Terraform") {
				t.Errorf("got log %q, want one line about the installation of Terraform", m.logged)
			}
			remaining, err := os.ReadDir(filepath.Join(m.root, "cache", "cognitokit"))
			if err != nil || len(remaining) > 0 {
				t.Errorf("the cache contains %v (%v)", remaining, err)
			}
		})
	}
}

func TestInstallWithoutCacheFolder(t *testing.T) {
	m := newMachine(t)
	t.Setenv("XDG_CACHE_HOME", m.file("", "file"))
	m.failsWith("no folder to install Terraform into", "install Terraform")
}
