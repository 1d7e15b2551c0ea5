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
	installed := m.executable(saysTerraform, "cache", "cognitokit", "terraform-"+toInstall.String(), "terraform")
	m.mirror("opt", "plugins")

	if e := m.prepare(); e.Path != installed {
		t.Errorf("got path %s, want %s", e.Path, installed)
	}
	if len(m.said) != 1 || !strings.Contains(m.said[0], "installed earlier") {
		t.Errorf("got log %q, want one line that says that it was installed earlier", m.said)
	}
}

// What the host sends in place of a release must not be run, nor be found next time.
func TestInstallRejectsAFileThatIsNotARelease(t *testing.T) {
	for _, tt := range []struct {
		name   string
		answer http.HandlerFunc
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
				tt.answer(w, r)
			}))
			defer host.Close()
			m := newMachine(t)
			m.options.releases = host.URL
			m.refusedWith("could not be installed from "+host.URL, "install Terraform")

			if requests == 0 {
				t.Error("the host was not asked")
			}
			if len(m.said) != 1 || !strings.Contains(m.said[0], "installing Terraform") {
				t.Errorf("got log %q, want one line that says that Terraform is being installed", m.said)
			}
			left, err := os.ReadDir(filepath.Join(m.root, "cache", "cognitokit"))
			if err != nil || len(left) > 0 {
				t.Errorf("the cache holds %v (%v)", left, err)
			}
		})
	}
}

func TestInstallWithoutCacheFolder(t *testing.T) {
	m := newMachine(t)
	t.Setenv("XDG_CACHE_HOME", m.file("", "file"))
	m.refusedWith("no folder to install Terraform into", "install Terraform")
}
