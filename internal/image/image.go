package main

import (
	"archive/tar"
	"bytes"
	"context"
	"io"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// user is the user and the group of the process. It has no entry in /etc/passwd, which the image
// does not have. Distroless images use the same number for nonroot.
const user = 65532

// config returns the configuration of the container. The addresses are the exception to
// loopback, because other containers reach the emulator under its name. A caller's arguments
// follow the entry point, so they can add a name or replace an address.
//
// The state directory is not a volume of the image: each container without --state would get
// one. A named volume at /state gets the owner of the directory.
func config(version string) v1.Config {
	return v1.Config{
		User: "65532:65532",
		Entrypoint: []string{
			"/cognitokit", "serve", "--listen", "0.0.0.0:9229", "--proxy-listen", "0.0.0.0:9230", "--expose", "cognito",
		},
		WorkingDir:   "/",
		ExposedPorts: map[string]struct{}{"9229/tcp": {}, "9230/tcp": {}},
		StopSignal:   "SIGTERM",
		// https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md
		Labels: map[string]string{
			"org.opencontainers.image.title":         "cognitokit",
			"org.opencontainers.image.description":   "An emulator of Amazon Cognito user pools",
			"org.opencontainers.image.version":       version,
			"org.opencontainers.image.licenses":      "Apache-2.0",
			"org.opencontainers.image.source":        "https://github.com/cognitokit/terraform-aws-cognito",
			"org.opencontainers.image.documentation": "https://github.com/cognitokit/terraform-aws-cognito/blob/main/docs/container.md",
		},
	}
}

// newIndex builds a command for each platform and returns the index of its images.
func newIndex(ctx context.Context, command string, platforms []v1.Platform, version string, created time.Time) (v1.ImageIndex, error) {
	index := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	for _, platform := range platforms {
		binary, err := build(ctx, command, platform, version)
		if err != nil {
			return nil, err
		}
		image, err := newImage(platform, binary, version, created)
		if err != nil {
			return nil, err
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{Add: image, Descriptor: v1.Descriptor{Platform: &platform}})
	}
	return index, nil
}

// newImage returns an image of one layer.
func newImage(platform v1.Platform, binary []byte, version string, created time.Time) (v1.Image, error) {
	files, err := rootFiles(binary, created)
	if err != nil {
		return nil, err
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(files)), nil }
	layer, err := tarball.LayerFromOpener(open, tarball.WithMediaType(types.OCILayer))
	if err != nil {
		return nil, err
	}
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	image, err = mutate.ConfigFile(image, &v1.ConfigFile{
		OS: platform.OS, Architecture: platform.Architecture, Variant: platform.Variant,
		Created: v1.Time{Time: created}, Config: config(version), RootFS: v1.RootFS{Type: "layers"},
	})
	if err != nil {
		return nil, err
	}
	return mutate.Append(image, mutate.Addendum{
		Layer: layer, History: v1.History{Created: v1.Time{Time: created}, CreatedBy: "go run ./internal/image"},
	})
}

// rootFiles returns the files of the image as a tar archive.
func rootFiles(binary []byte, created time.Time) ([]byte, error) {
	var archive bytes.Buffer
	w := tar.NewWriter(&archive)
	for _, header := range []*tar.Header{
		{Typeflag: tar.TypeReg, Name: "cognitokit", Mode: 0o755, Size: int64(len(binary))},
		{Typeflag: tar.TypeDir, Name: "state/", Mode: 0o700, Uid: user, Gid: user},
		{Typeflag: tar.TypeDir, Name: "tmp/", Mode: 0o1777}, // the CA certificate, without --state
	} {
		header.ModTime, header.Format = created, tar.FormatUSTAR
		if err := w.WriteHeader(header); err != nil {
			return nil, err
		}
		if header.Typeflag == tar.TypeReg {
			if _, err := w.Write(binary); err != nil {
				return nil, err
			}
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return archive.Bytes(), nil
}
