//go:build !unix

package main

// becomeProgram does nothing where there are no process groups.
func becomeProgram() {}

// inOwnGroup returns path as it is.
func inOwnGroup(path string) (program string, env map[string]string, err error) {
	return path, nil, nil
}
