package main

import (
	"archive/tar"
	"errors"
	"io/fs"
	"os"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
)

// annotations name the image in the archive: Docker and nerdctl read containerd's annotation,
// and Podman both.
var annotations = map[string]string{
	"io.containerd.image.name":          "docker.io/library/cognitokit:latest",
	"org.opencontainers.image.ref.name": "latest",
}

// writeArchive writes the index and its images as a tar archive of an OCI image layout
// (https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md).
func writeArchive(name string, index v1.ImageIndex) (err error) {
	folder, err := os.MkdirTemp("", "cognitokit-image-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	path, err := layout.Write(folder, empty.Index)
	if err != nil {
		return err
	}
	if err := path.AppendIndex(index, layout.WithAnnotations(annotations)); err != nil {
		return err
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return archive(tar.NewWriter(file), os.DirFS(folder))
}

// archive writes files in the order of their names, without the times and owners of this machine.
func archive(w *tar.Writer, files fs.FS) error {
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		header := &tar.Header{Name: name, Mode: 0o644, Size: int64(len(content)), ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR}
		if err := w.WriteHeader(header); err != nil {
			return err
		}
		_, err = w.Write(content)
		return err
	})
	if err != nil {
		return err
	}
	return w.Close()
}
