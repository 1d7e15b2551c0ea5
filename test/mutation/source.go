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

// mutated is a package with all its mutants in one source.
type mutated struct {
	folder  string // from the root of the repository
	mutants []mutant
	overlay string // file for go build -overlay
}

// rewrite writes the mutated source of a package and the overlay that replaces the package with it.
func rewrite(ctx context.Context, folder, work string) (*mutated, error) {
	loaded, err := packages.Load(&packages.Config{
		Context: ctx,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
			packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedExportFile,
	}, "./"+folder)
	if err != nil {
		return nil, err
	}
	if len(loaded) != 1 {
		return nil, fmt.Errorf("%s: write the folder of one package", folder)
	}
	pkg := loaded[0]
	if len(pkg.Errors) > 0 {
		return nil, fmt.Errorf("%s: %w", folder, pkg.Errors[0])
	}
	replaced := map[string]string{}
	write := func(original, source string) error {
		name := filepath.Join(work, filepath.Base(original))
		replaced[original] = name
		return os.WriteFile(name, []byte(source), 0o600)
	}
	result := &mutated{folder: folder, overlay: filepath.Join(work, "overlay.json")}
	seen := map[string]int{}
	for i, file := range pkg.Syntax {
		path := pkg.CompiledGoFiles[i]
		source, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		m := &mutator{
			pkg: pkg.Types, info: pkg.TypesInfo, fset: pkg.Fset, name: filepath.Join(folder, filepath.Base(path)),
			source: source, next: len(result.mutants), seen: seen,
		}
		m.mutate(file)
		result.mutants = append(result.mutants, m.mutants...)
		if err := write(path, m.editor.apply(source)); err != nil {
			return nil, err
		}
	}
	if len(result.mutants) == 0 {
		return nil, errors.New(folder + ": the package has no mutants")
	}
	added := strings.NewReplacer("PACKAGE", pkg.Name, "MUTANTS", strconv.Itoa(len(result.mutants))).Replace(runtimeSource)
	if err := write(filepath.Join(filepath.Dir(pkg.CompiledGoFiles[0]), "mutation_runtime.go"), added); err != nil {
		return nil, err
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return nil, err
	}
	return result, os.WriteFile(result.overlay, overlay, 0o600)
}
