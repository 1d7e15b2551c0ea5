package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"
)

//go:embed runtime.go.txt
var runtimeSource string

// mutated is the source of packages with all their mutants.
type mutated struct {
	mutants map[string][]mutant // by folder
	overlay string              // file for go build -overlay
}

// rewrite writes the mutated source of the folders, and the overlay that replaces them with it.
func rewrite(ctx context.Context, folders []string, work string) (*mutated, error) {
	patterns := make([]string, len(folders))
	for i, folder := range folders {
		patterns[i] = "./" + folder
	}
	root, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	loaded, err := packages.Load(&packages.Config{
		Context: ctx,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
			packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedExportFile,
	}, patterns...)
	if err != nil {
		return nil, err
	}
	result := &mutated{mutants: map[string][]mutant{}, overlay: filepath.Join(work, "overlay.json")}
	replaced := map[string]string{}
	write := func(original, source string) error {
		name := filepath.Join(work, fmt.Sprintf("%d-%s", len(replaced), filepath.Base(original)))
		replaced[original] = name
		return os.WriteFile(name, []byte(source), 0o600)
	}
	next := 0
	for _, pkg := range loaded {
		if len(pkg.Errors) > 0 {
			return nil, fmt.Errorf("%s: %w", pkg.PkgPath, pkg.Errors[0])
		}
		directory := filepath.Dir(pkg.CompiledGoFiles[0])
		folder, err := filepath.Rel(root, directory)
		if err != nil {
			return nil, err
		}
		seen := map[string]int{}
		var mutants []mutant
		for i, file := range pkg.Syntax {
			path := pkg.CompiledGoFiles[i]
			source, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			m := &mutator{
				pkg: pkg.Types, info: pkg.TypesInfo, fset: pkg.Fset, name: filepath.Join(folder, filepath.Base(path)),
				source: source, next: next, seen: seen,
			}
			m.mutate(file)
			next = m.next
			mutants = append(mutants, m.mutants...)
			if err := write(path, m.editor.apply(source)); err != nil {
				return nil, err
			}
		}
		if len(mutants) == 0 {
			return nil, errors.New(folder + ": the package has no mutants")
		}
		added := strings.NewReplacer("PACKAGE", pkg.Name, "MUTANTS", strconv.Itoa(next)).Replace(runtimeSource)
		if err := write(filepath.Join(directory, "mutation_runtime.go"), added); err != nil {
			return nil, err
		}
		result.mutants[filepath.ToSlash(folder)] = mutants
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return nil, err
	}
	return result, os.WriteFile(result.overlay, overlay, 0o600)
}
