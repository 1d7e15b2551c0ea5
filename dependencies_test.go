package cognitokit_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/licensecheck"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// allowedLicences permit the use of a module in a program under Apache-2.0. The file of an MPL-2.0 module stays under
// MPL-2.0, which has no effect on the files of its users (MPL-2.0 section 3.3).
var allowedLicences = []string{
	"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MPL-2.0", "Unicode-DFS-2016", "Unlicense",
}

// TestDependenciesPage compares docs/dependencies.md with the modules that go.mod requires directly, and with the npm
// packages.
func TestDependenciesPage(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("docs/dependencies.md")
	require.NoError(t, err)
	modules, npm, found := strings.Cut(string(text), "\n## npm\n")
	require.True(t, found)

	output, err := exec.CommandContext(t.Context(), "go", "mod", "edit", "-json").Output()
	require.NoError(t, err)
	var file struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	require.NoError(t, json.Unmarshal(output, &file))
	var direct []string
	for _, module := range file.Require {
		if !module.Indirect {
			direct = append(direct, module.Path)
		}
	}
	assert.ElementsMatch(t, direct, firstCells(modules), "each module of go.mod has one row")

	var packages []string
	for _, folder := range []string{"test/clients", "examples/typescript"} {
		var manifest struct {
			Dependencies    map[string]string `json:"dependencies"`
			DevDependencies map[string]string `json:"devDependencies"`
		}
		readJSON(t, filepath.Join(folder, "package.json"), &manifest)
		for _, dependencies := range []map[string]string{manifest.Dependencies, manifest.DevDependencies} {
			for name := range dependencies {
				packages = append(packages, name)
			}
		}
	}
	rows := firstCells(npm)
	matches := func(row, name string) bool {
		scope, wildcard := strings.CutSuffix(row, "*")
		return row == name || wildcard && strings.HasPrefix(name, scope)
	}
	for _, name := range packages {
		assert.True(t, slices.ContainsFunc(rows, func(row string) bool { return matches(row, name) }), "%s has no row", name)
	}
	for _, row := range rows {
		assert.True(t, slices.ContainsFunc(packages, func(name string) bool { return matches(row, name) }), "%s is in no package.json", row)
	}
}

// firstCells returns the code spans in the first column of the tables.
func firstCells(page string) (names []string) {
	for _, row := range regexp.MustCompile("(?m)^\\| (`[^|]+) \\|").FindAllStringSubmatch(page, -1) {
		for _, name := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row[1], -1) {
			names = append(names, name[1])
		}
	}
	return names
}

// TestLicences reads the license of each module whose packages are built, also for tests, and of each npm package.
func TestLicences(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{".", "examples/terratest"} {
		list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-test", "-f",
			"{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", "./...")
		list.Dir = folder
		output, err := list.Output()
		require.NoError(t, err)
		checked := map[string]bool{}
		for line := range strings.Lines(string(output)) {
			path, root, found := strings.Cut(strings.TrimSpace(line), "\t")
			if !found || checked[path] || path == "github.com/cognitokit/terraform-aws-cognito" {
				continue
			}
			checked[path] = true
			assert.NoError(t, moduleLicence(root), path)
		}
		assert.NotEmpty(t, checked)
	}
	for _, folder := range []string{"test/clients", "examples/typescript"} {
		var lock struct {
			Packages map[string]struct {
				License string `json:"license"`
			} `json:"packages"`
		}
		readJSON(t, filepath.Join(folder, "package-lock.json"), &lock)
		for name, entry := range lock.Packages {
			if name != "" && npmLicences[strings.TrimPrefix(name, "node_modules/")] == "" {
				assert.True(t, allowed(entry.License), "%s: %q is not an allowed license", name, entry.License)
			}
		}
	}
}

// npmLicences are the licenses of packages whose entry in the lock file names none of the allowed ones.
var npmLicences = map[string]string{
	"httpntlm":      "MIT",   // package.json has it in the old form, licenses
	"stack-trace":   "MIT",   // its file License; package.json has no license
	"stream-length": "WTFPL", // permits everything; newman uses it, and no product contains it
}

// moduleLicence reports an error unless every license file of a module has an allowed license.
func moduleLicence(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "[LC][IiOo][CcPp][EeYy]*"))
	if err != nil {
		return err
	}
	var found bool
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		// aws-lambda-go and go-digest have further files for their examples and their documentation.
		name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(file), ".md"), ".txt")
		if strings.ContainsAny(name, "-.") {
			continue
		}
		for _, match := range licensecheck.Scan(text).Match {
			if !match.IsURL {
				found = true
				if !allowed(match.ID) {
					return fmt.Errorf("%s: %s is not an allowed license", file, match.ID)
				}
			}
		}
	}
	if !found {
		return fmt.Errorf("%s: no license recognized in %q", folder, files)
	}
	return nil
}

// allowed reports whether a license, or an alternative of an SPDX expression, is allowed.
func allowed(license string) bool {
	return slices.ContainsFunc(strings.Split(strings.Trim(license, "()"), " OR "), func(alternative string) bool {
		return slices.Contains(allowedLicences, alternative)
	})
}

func TestModuleLicence(t *testing.T) {
	t.Parallel()
	const gpl = "This program is free software: you can redistribute it and/or modify it under the terms of the GNU General Public " +
		"License as published by the Free Software Foundation, either version 3 of the License, or (at your option) any later version."
	const isc = "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby " +
		"granted, provided that the above copyright notice and this permission notice appear in all copies."
	apache, err := os.ReadFile("LICENSE")
	require.NoError(t, err)
	for _, test := range []struct{ name, file, text, want string }{
		{"Apache-2.0", "LICENSE", string(apache), ""},
		{"another spelling", "LICENCE.md", string(apache), ""},
		{"copying", "COPYING", string(apache), ""},
		{"GPL", "LICENSE", gpl, "is not an allowed license"},
		{"one of two", "LICENSE", string(apache) + "\n" + gpl, "is not an allowed license"},
		{"unknown text", "LICENSE", "All rights reserved.", "no license recognized"},
		{"a part of a license", "LICENSE", isc[:60], "no license recognized"},
		{"another file", "README", string(apache), "no license recognized"},
		{"of the documentation", "LICENSE.docs", string(apache), "no license recognized"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(folder, test.file), []byte(test.text), 0o600))
			if err := moduleLicence(folder); test.want == "" {
				assert.NoError(t, err)
			} else {
				assert.ErrorContains(t, err, test.want)
			}
		})
	}
	assert.True(t, allowed("(BSD-3-Clause OR GPL-2.0)"))
	assert.False(t, allowed("GPL-2.0"))
	assert.False(t, allowed("MIT AND GPL-2.0"))
	assert.False(t, allowed(""))
}

func readJSON(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, into), name)
}
