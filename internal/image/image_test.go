//go:build unix

package main

import (
	"archive/tar"
	"bytes"
	"context"
	"debug/buildinfo"
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/google/go-containerregistry/pkg/v1/validate"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shared is a folder for all tests.
var shared string

// platform is the platform of this machine. The tests build the whole command only for it, because a build for
// another one compiles each dependency again.
var platform = map[string]string{"amd64": "linux/amd64", "arm64": "linux/arm64/v8"}[runtime.GOARCH]

// written is the archive that the command writes, once for all tests.
var written = sync.OnceValues(func() (name string, err error) {
	name = filepath.Join(shared, "image.tar")
	return name, run(context.Background(), []string{"--output", name, "--version", "v1.2.3", "--platforms", platform})
})

func TestMain(m *testing.M) {
	var err error
	if shared, err = os.MkdirTemp("", "cognitokit-image-test-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	status := m.Run()
	_ = os.RemoveAll(shared)
	os.Exit(status)
}

// unpacked returns the index in the archive.
func unpacked(t *testing.T, archive string) v1.ImageIndex {
	t.Helper()
	folder := t.TempDir()
	file, err := os.Open(archive)
	require.NoError(t, err)
	defer file.Close()
	extract(t, file, folder)
	outer, err := layout.ImageIndexFromPath(folder)
	require.NoError(t, err)
	manifest, err := outer.IndexManifest()
	require.NoError(t, err)
	require.Len(t, manifest.Manifests, 1, "podman load and docker load expect one name")
	assert.Equal(t, "docker.io/library/cognitokit:latest", manifest.Manifests[0].Annotations["io.containerd.image.name"])
	assert.Equal(t, "latest", manifest.Manifests[0].Annotations["org.opencontainers.image.ref.name"])
	index, err := outer.ImageIndex(manifest.Manifests[0].Digest)
	require.NoError(t, err)
	return index
}

// imageFor returns the image of an architecture.
func imageFor(t *testing.T, index v1.ImageIndex, architecture string) v1.Image {
	t.Helper()
	manifest, err := index.IndexManifest()
	require.NoError(t, err)
	for _, descriptor := range manifest.Manifests {
		if descriptor.Platform.Architecture == architecture {
			image, err := index.Image(descriptor.Digest)
			require.NoError(t, err)
			return image
		}
	}
	t.Fatalf("the index has no image for %s", architecture)
	return nil
}

func TestImage(t *testing.T) {
	t.Parallel()
	archive, err := written()
	require.NoError(t, err)
	index := unpacked(t, archive)
	assertImages(t, index, "/cmd/cognitokit", runtime.GOARCH)
}

// A release has an image for each platform. The command is a small one, which is compiled fast.
func TestImageOfEachPlatform(t *testing.T) {
	t.Parallel()
	platforms, err := parsePlatforms(allPlatforms)
	require.NoError(t, err)
	const hello = "github.com/cognitokit/terraform-aws-cognito/internal/image/testdata/hello"
	index, err := newIndex(t.Context(), hello, platforms, "v1.2.3", time.Unix(0, 0).UTC())
	require.NoError(t, err)
	archive := filepath.Join(t.TempDir(), "image.tar")
	require.NoError(t, writeArchive(archive, index))
	assertImages(t, unpacked(t, archive), "/testdata/hello", "amd64", "arm64")
}

// assertImages checks the images of an index, which has one for each architecture and no other.
func assertImages(t *testing.T, index v1.ImageIndex, command string, architectures ...string) {
	t.Helper()
	require.NoError(t, validate.Index(index), "all digests and sizes are correct")
	manifest, err := index.IndexManifest()
	require.NoError(t, err)
	assert.Len(t, manifest.Manifests, len(architectures))
	mediaType, err := index.MediaType()
	require.NoError(t, err)
	assert.Equal(t, types.OCIImageIndex, mediaType)

	for _, architecture := range architectures {
		image := imageFor(t, index, architecture)
		config, err := image.ConfigFile()
		require.NoError(t, err)
		assert.Equal(t, "linux/"+architecture, config.OS+"/"+config.Architecture)
		assert.Equal(t, "65532:65532", config.Config.User, "not root")
		assert.Equal(t, []string{"/cognitokit", "serve", "--listen", "0.0.0.0:9229", "--proxy-listen", "0.0.0.0:9230", "--expose", "cognito"}, config.Config.Entrypoint)
		assert.Empty(t, config.Config.Cmd)
		assert.Empty(t, config.Config.Volumes)
		assert.Equal(t, map[string]struct{}{"9229/tcp": {}, "9230/tcp": {}}, config.Config.ExposedPorts)
		assert.Equal(t, "v1.2.3", config.Config.Labels["org.opencontainers.image.version"])
		assert.Equal(t, "Apache-2.0", config.Config.Labels["org.opencontainers.image.licenses"])
		assert.Equal(t, "1970-01-01T00:00:00Z", config.Created.Format("2006-01-02T15:04:05Z07:00"))
		assert.Len(t, config.RootFS.DiffIDs, 1)

		var files []string
		read(t, image, func(header *tar.Header, content []byte) {
			files = append(files, fmt.Sprintf("%s %s %d:%d", header.FileInfo().Mode(), header.Name, header.Uid, header.Gid))
			assert.Equal(t, int64(0), header.ModTime.Unix(), header.Name)
			if header.Name == "cognitokit" {
				assertStatic(t, content, architecture, command)
			}
		})
		assert.Equal(t, []string{"-rwxr-xr-x cognitokit 0:0", "drwx------ state 65532:65532", "dtrwxrwxrwx tmp 0:0"}, files)
	}
}

// Two builds give the same digest and the same archive. The second build has another folder for temporary files.
func TestImageIsReproducible(t *testing.T) {
	first, err := written()
	require.NoError(t, err)
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("GOFLAGS", "-buildvcs=true") // the caller's own
	second := filepath.Join(t.TempDir(), "other.tar")
	require.NoError(t, run(t.Context(), []string{"--output", second, "--version", "v1.2.3", "--platforms", platform}))
	one, err := os.ReadFile(first)
	require.NoError(t, err)
	other, err := os.ReadFile(second)
	require.NoError(t, err)
	assert.True(t, bytes.Equal(one, other), "the archives differ")
	digest, err := unpacked(t, second).Digest()
	require.NoError(t, err)
	want, err := unpacked(t, first).Digest()
	require.NoError(t, err)
	assert.Equal(t, want, digest)
}

func TestRejectedArguments(t *testing.T) {
	for _, tt := range []struct {
		name, epoch, want string
		args              []string
	}{
		{"no file", "", "--output: write the name of the file, such as cognitokit.tar", nil},
		{"another platform", "", `--platforms: "linux/s390x" is not a platform of the image. Write one or more of linux/amd64,linux/arm64/v8`, []string{"--output", "x.tar", "--platforms", "linux/amd64,linux/s390x"}},
		{"no platform", "", `--platforms: "" is not a platform of the image. Write one or more of linux/amd64,linux/arm64/v8`, []string{"--output", "x.tar", "--platforms", ""}},
		{"a word", "", `"push": write only flags`, []string{"--output", "x.tar", "push"}},
		{"an epoch of text", "yesterday", `SOURCE_DATE_EPOCH: "yesterday" is not a number of seconds since 1970. Write one, or unset the variable`, []string{"--output", "x.tar"}},
		{"an epoch before 1970", "-1", `SOURCE_DATE_EPOCH: "-1" is not a number of seconds since 1970. Write one, or unset the variable`, []string{"--output", "x.tar"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("SOURCE_DATE_EPOCH", tt.epoch)
			assert.EqualError(t, run(t.Context(), tt.args), tt.want)
		})
	}
}

// read calls do for each file of the image.
func read(t *testing.T, image v1.Image, do func(*tar.Header, []byte)) {
	t.Helper()
	files := mutate.Extract(image)
	defer files.Close()
	for r := tar.NewReader(files); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
		content, err := io.ReadAll(r)
		require.NoError(t, err)
		do(header, content)
	}
}

// extract unpacks a tar archive of regular files.
func extract(t *testing.T, archive io.Reader, folder string) {
	t.Helper()
	for r := tar.NewReader(archive); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
		require.Equal(t, byte(tar.TypeReg), header.Typeflag, header.Name)
		require.True(t, filepath.IsLocal(header.Name), header.Name)
		name := filepath.Join(folder, header.Name)
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		content, err := io.ReadAll(r)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(name, content, 0o644))
	}
}

// assertStatic checks that the command needs no dynamic linker, and that it contains no path of this machine.
func assertStatic(t *testing.T, binary []byte, architecture, command string) {
	t.Helper()
	file, err := elf.NewFile(bytes.NewReader(binary))
	require.NoError(t, err)
	machine := map[string]elf.Machine{"amd64": elf.EM_X86_64, "arm64": elf.EM_AARCH64}
	assert.Equal(t, machine[architecture], file.Machine)
	for _, program := range file.Progs {
		assert.NotEqual(t, elf.PT_INTERP, program.Type, "the command is not static")
	}
	here, err := os.Getwd()
	require.NoError(t, err)
	assert.False(t, bytes.Contains(binary, []byte(filepath.Dir(here))), "the command contains a path of this machine")
	info, err := buildinfo.Read(bytes.NewReader(binary))
	require.NoError(t, err)
	assert.True(t, strings.HasSuffix(info.Path, command), info.Path)
}
