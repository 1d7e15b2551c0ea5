// Command image writes the container image of the emulator as an archive in the format of the
// OCI image layout, for linux/amd64 and linux/arm64:
//
//	go run ./internal/image --output cognitokit.tar
//
// It needs Go and no container engine. The image has no base image: the static command, a
// directory for the state and one for temporary files. The same source, version and Go release
// give the same bytes. The command does not push: skopeo and crane read the archive.
package main
